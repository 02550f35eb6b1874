import { LatchkeyError } from './error.ts'
import { inTurn, type Session, type SessionStore } from './session.ts'

/** What `POST /auth/login` and `POST /auth/refresh` answer. */
interface Tokens {
  readonly access_token: string
  readonly refresh_token?: string
  readonly expires_in: number
}

/** A token that ends sooner may have ended when it arrives; milliseconds. */
const SOON = 30_000

export interface Keeping {
  /** The access token to send; a new one when the last is about to end. Undefined when nobody is signed in. */
  token(): Promise<string | undefined>
  /** The one to try after `refused` was; undefined when there is none. */
  tokenAfter(refused: string): Promise<string | undefined>
  begin(tokens: Tokens): Promise<void>
  end(): Promise<void>
}

/** Keeps a session going: of all who find that its token has ended, one refreshes it. */
export function keeping(
  store: SessionStore,
  refresh: (refreshToken: string) => Promise<Tokens>,
  now: () => number,
): Keeping {
  const alone = inTurn(store.name)
  const save = async ({ access_token, refresh_token, expires_in }: Tokens): Promise<Session | undefined> => {
    if (refresh_token === undefined) return undefined
    const session = {
      accessToken: access_token,
      refreshToken: refresh_token,
      expiresAt: now() + expires_in * 1_000,
    }
    await store.save(session)
    return session
  }
  /** Whoever waited finds what the one before got. */
  const renew = (isOld: (session: Session) => boolean): Promise<string | undefined> =>
    alone(async () => {
      const session = await store.load()
      if (!session || !isOld(session)) return session?.accessToken
      try {
        return (await save(await refresh(session.refreshToken)))?.accessToken
      } catch (error) {
        // The session has ended. What failed for another reason may succeed the next time.
        if (error instanceof LatchkeyError && error.code === 'invalid_grant') {
          await store.save(undefined)
          return undefined
        }
        throw error
      }
    })
  return {
    async token() {
      const session = await store.load()
      if (!session) return undefined
      const endsSoon = ({ expiresAt }: Session) => expiresAt - now() < SOON
      return endsSoon(session) ? renew(endsSoon) : session.accessToken
    },
    tokenAfter: (refused) => renew(({ accessToken: current }) => current === refused),
    async begin(tokens) {
      await save(tokens)
    },
    async end() {
      await store.save(undefined)
    },
  }
}

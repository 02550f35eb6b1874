import { contract, type Implemented, implementFor, problem } from '@latchkey/contract'
import type { Caller } from '#features/principals'
import type { Clock } from '#kernel/clock'
import type { Random } from '#kernel/random'
import type { Storage } from '#storage'
import { RevocationFeed } from './feed.ts'
import { revocationStore } from './store.ts'

export interface RevocationsFeature {
  readonly routes: Implemented<Caller>[]
  /** Ends every stream: whoever follows connects to another server. */
  close(): void
  /** Forgets what no token can name any more. */
  sweep(): Promise<void>
}

interface Deps {
  storage: Storage
  clock: Clock
  random: Random
  /** By the key that signs access tokens; undefined while only this server can check it. */
  sign(payload: object, type: string): Promise<string | undefined>
  /** Whether the caller is still allowed what the stream needs. */
  mayStay(caller: Caller): boolean | Promise<boolean>
}

const TYPE = 'latchkey-revocations+jwt'

function every(milliseconds: number, work: () => void): () => void {
  const timer = setInterval(work, milliseconds)
  return () => clearInterval(timer)
}

const local = () =>
  problem('verification_is_local', {
    detail:
      'Only this server can check its tokens, so nobody needs the list. Set LATCHKEY_TOKEN_ALGORITHM to EdDSA, ES256 or RS256.',
  })

/** Which sessions ended before their tokens did, for whoever checks tokens without asking. */
export function revocationsFeature({ storage, clock, random, sign, mayStay }: Deps): RevocationsFeature {
  const store = revocationStore(storage)
  const feed = new RevocationFeed({
    readEnded: (since) => store.list(storage, { since, now: clock.now() }),
    sign: (payload) => sign(payload, TYPE),
    now: clock.now,
    isCurrent: storage.isCurrent,
    name: random.bytes(9).toString('base64url'),
    every,
  })
  storage.onChange(() => feed.hear())
  return {
    routes: implementFor<Caller>()(contract.revocations, {
      async snapshot() {
        const snapshot = await feed.snapshot()
        if (snapshot === undefined) throw local()
        return { snapshot }
      },
      async stream({ caller }) {
        const stream = await feed.follow(() => mayStay(caller))
        if (stream === undefined) throw local()
        return stream
      },
    }),
    close: () => feed.close(),
    sweep: async () => {
      await storage.write((tx) => store.removeExpired(tx, clock.now()))
    },
  }
}

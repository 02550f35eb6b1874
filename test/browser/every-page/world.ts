import { type Account, join, type Person } from '../../support/accounts.ts'
import { APP } from '../../support/hosted-sign-in.ts'
import { send } from '../../support/http.ts'
import { inviteByLink, type Waiting } from '../../support/invitations.ts'
import { OpenIdProvider } from '../../support/openid-provider.ts'
import { registersPrivately } from '../../support/private-registration.ts'
import { type Environment, runToEnd } from '../../support/program.ts'
import { addProvider, baseOf } from '../../support/providers.ts'
import { codeOf, type Enrolled, enrol } from '../../support/second-factors.ts'
import { type Server, withServer } from '../../support/server.ts'
import { unthrottled } from '../../support/unthrottled.ts'
import { Visitor } from '../../support/visitor.ts'
import type { Page } from '../chromium.ts'
import { richAccount } from './rich.ts'

/** Servers in the states that people meet them in, all of one language. */
export interface World {
  readonly language: string
  /** Anybody makes an account here; an app and two other servers to sign in with are set up. */
  readonly server: Server
  readonly admin: Account
  readonly provider: OpenIdProvider
  /** Has no administrator yet; accounts are made by invitation. */
  readonly empty: Server
  /** Tells nobody who registers what became of it but by mail. */
  readonly privately: Server
  /** Makes no accounts any more. */
  readonly closed: Server
  readonly lateInvitation: Waiting
  /** A new account. */
  someone(): Promise<Account>
  /** The account that has nothing, and the one that has a lot of everything: to be looked at, and not to be changed. */
  plain(): Promise<Account>
  rich(): Promise<Enrolled>
  enrolled(): Promise<Enrolled>
  /** The browser is theirs from now on, and comes from nowhere. */
  enter(page: Page, who: Account | Enrolled): Promise<void>
  setupToken(): Promise<string>
}

interface Options {
  readonly language?: string
  readonly env?: Environment
  readonly admin?: Partial<Person>
}

export async function withWorld<T>(
  { language = 'en', env, admin: given }: Options,
  use: (world: World) => Promise<T>,
): Promise<T> {
  const common = { ...unthrottled, LATCHKEY_LANGUAGE: language }
  const inEach = async (server: Server, empty: Server, privately: Server, closed: Server): Promise<T> => {
    const admin = await join(server, given)
    const lateInvitation = await inviteByLink(closed, await join(closed))
    await closed.restart({ dev: true, env: { ...common, LATCHKEY_REGISTRATION: 'closed' } })
    const provider = await new OpenIdProvider().open()
    try {
      await addProvider(server, admin, provider, { name: 'Ada’s own server' })
      const github = { kind: 'github', client_id: 'latchkey', client_secret: 'cedar-lantern-meadow' }
      await send(server, 'POST /providers', { token: admin.token, json: github })
      return await use(
        worldOf({ language, server, admin, provider, empty, privately, closed, lateInvitation }),
      )
    } finally {
      provider.close()
    }
  }
  const open = { ...common, LATCHKEY_RETURN_TO: APP, ...env }
  return withServer({ dev: true, env: open }, (server) =>
    withServer({ env: { ...common, LATCHKEY_REGISTRATION: 'invite' } }, (empty) =>
      withServer({ dev: true, env: { ...common, ...registersPrivately } }, (privately) =>
        withServer({ dev: true, env: common }, (closed) => inEach(server, empty, privately, closed)),
      ),
    ),
  )
}

type Standing = Omit<World, 'someone' | 'plain' | 'rich' | 'enrolled' | 'enter' | 'setupToken'>

function worldOf(standing: Standing): World {
  const { server, empty } = standing
  const someone = () => join(server)
  const cookies = new Map<number, Promise<Visitor>>()
  return {
    ...standing,
    someone,
    plain: once(someone),
    rich: once(() => richAccount(standing)),
    enrolled: once(() => enrol(server)),
    setupToken: once(() => setupTokenOf(empty)),
    async enter(page, who) {
      const known = cookies.get(who.id) ?? signedIn(server, who)
      cookies.set(who.id, known)
      const context = page.context()
      await context.clearCookies()
      const { cookies: given } = await known
      await context.addCookies(
        [...given].map(([name, value]) => ({ name, value, url: baseOf(server), httpOnly: true })),
      )
    },
  }
}

const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}

/** By the form, with whatever it asks for. */
async function signedIn(server: Server, who: Account | Enrolled): Promise<Visitor> {
  const visitor = new Visitor(server)
  const { username, password } = who
  const answer = await visitor.post('/sign-in', { username, password })
  if (!('codes' in who)) return visitor
  const mfa_token = /name="mfa_token" value="([^"]+)"/.exec(answer.text)?.[1] ?? ''
  await visitor.post('/sign-in/code', { mfa_token, code: who.codes.pop() ?? codeOf(who.secret) })
  return visitor
}

/** Of the server that runs: it is asked by its control socket. */
export async function setupTokenOf({ folder }: Server): Promise<string> {
  const { stdout, stderr } = await runToEnd(['admin', 'setup-link'], {}, folder)
  const token = /token=([A-Za-z0-9_-]+)/.exec(stdout)?.[1]
  if (token === undefined) throw new Error(`no setup link: ${stdout}${stderr}`)
  return token
}

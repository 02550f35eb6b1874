import { type Account, join } from '../../support/accounts.ts'
import { Authenticator } from '../../support/authenticator.ts'
import { Visitor as FarVisitor } from '../../support/far-visitor.ts'
import { send } from '../../support/http.ts'
import { baseOf } from '../../support/providers.ts'
import { contactToken, freezeToken, proveAddress } from '../../support/recoveries.ts'
import { begin, type Enrolled, enrol, finish, halfSignIn, originOf } from '../../support/second-factors.ts'
import type { Server } from '../../support/server.ts'

/** As long as names may be, and without a place to break them. */
const LONG = {
  full_name: `${'Wolfeschlegelsteinhausenbergerdorff'.repeat(4)} of ${'Llanfairpwllgwyngyll'.repeat(2)}`,
  username: 'wolfeschlegelsteinhausenbergerdorff.welche.vor.altern.waren',
  email: `${'wolfeschlegelsteinhausen'.repeat(2)}@${'bergerdorff-welche-vor-altern'.repeat(2)}.example.org`,
}
/** More than one page of them. */
const KEYS = 21

interface Place {
  readonly server: Server
  readonly admin: Account
}

/** Somebody with a lot of everything, whose way back is under way besides. */
export async function richAccount({ server, admin }: Place): Promise<Enrolled> {
  const who = await join(server, LONG)
  await proveAddress(server, who)
  await linkIdentity(server, who)
  const enrolled = await enrol(server, who)
  for (const name of ['Laptop', `Key of ${LONG.username}`]) await addPasskey(server, who, name)
  for (let made = 0; made < KEYS; made += 1) await addKey(server, who, `Report ${made} of ${LONG.username}`)
  await trustDevice(server, enrolled)
  const friend = await join(server, { full_name: `Friend ${LONG.full_name.slice(0, 150)}` })
  await becomeContacts(server, who, friend)
  await becomeContacts(server, friend, who)
  await freezeToken(server, friend)
  const { token } = who
  await send(server, `POST /users/${who.id}/recovery/approve`, { token: admin.token })
  const token_ = await freezeToken(server, who)
  await send(server, 'POST /auth/recovery/freeze', { json: { token: token_ } })
  await send(server, 'POST /users/me/factors/lost', { token, json: { password: who.password } })
  await send(server, `PUT /users/${who.id}`, { token, json: { email: `x${LONG.email.slice(1)}` } })
  return enrolled
}

async function linkIdentity(server: Server, { username, password }: Account): Promise<void> {
  const visitor = new FarVisitor()
  await visitor.ask(`${baseOf(server)}/sign-in`, { username, password })
  await visitor.go(`${baseOf(server)}/account/identities/link`, { provider: 'oidc' })
}

export async function addPasskey(server: Server, { token }: Account, name: string): Promise<void> {
  const { ceremony, options } = await begin(server, 'POST /users/me/passkeys/options', { token })
  const response = new Authenticator(originOf(server)).create(options)
  await send(server, 'POST /users/me/passkeys', { token, json: { ceremony, name, response } })
}

const addKey = (server: Server, { token }: Account, name: string) =>
  send(server, 'POST /api-keys', { token, json: { name, scopes: ['self:read', 'self:write'] } })

async function trustDevice(server: Server, who: Enrolled): Promise<void> {
  const shown = { kind: 'recovery_code', code: who.codes.pop(), trust_device: true }
  await finish(server, await halfSignIn(server, who), shown)
}

/** The second speaks for the first. */
async function becomeContacts(server: Server, first: Account, second: Account): Promise<void> {
  const json = { token: await contactToken(server, first) }
  await send(server, 'POST /users/me/recovery/contacts/accept', { token: second.token, json })
}

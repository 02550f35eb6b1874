// C063: what is taken back with a notice that its owner disowns: the one thing that it is about, and no second factor.
import { beforeEach, describe, expect, test } from 'bun:test'
import { type Account, join, login } from '../support/accounts.ts'
import { makeKey } from '../support/api-keys.ts'
import { auditOf, factOf, leftBy } from '../support/audit.ts'
import { Visitor } from '../support/far-visitor.ts'
import { fieldsOf, itemsOf, send, textOf } from '../support/http.ts'
import { mailedToken, mailTo } from '../support/mails.ts'
import { joinProved } from '../support/proved.ts'
import { accountShown, baseOf, signInWith, toProvider } from '../support/providers.ts'
import { enrol } from '../support/second-factors.ts'
import { useServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'
import { useProvider } from '../support/use-provider.ts'

const server = useServer({ dev: true, env: unthrottled })
const offered = useProvider(server)
const { provider } = offered
const NEW = 'heron-lantern-51-meadow'

let people = 0
/** Somebody else is signed in there from now on; the subject. */
function another(email?: string): string {
  people += 1
  const sub = `not-me-${people}`
  provider.person = { sub, email: email ?? `not-me-${people}@example.net`, email_verified: true }
  return sub
}
beforeEach(() => {
  another()
})

const signedIn = async ({ username, password }: Account): Promise<Visitor> => {
  const visitor = new Visitor()
  await visitor.ask(`${baseOf(server)}/sign-in`, { username, password })
  return visitor
}
const link = (visitor: Visitor) =>
  visitor.go(`${baseOf(server)}/account/identities/link`, { provider: 'oidc' })
const subjectsOf = async (token: string) =>
  itemsOf(await send(server, 'GET /users/me/identities', { token })).map(({ subject }) => subject)
const statusOf = async (token: string) => (await send(server, 'GET /users/me', { token })).status

/** The token of the newest notice, which is of this subject. */
async function noticed({ email }: Account, subject: string): Promise<string> {
  const mail = await mailTo(server, email, 'notice')
  expect(mail.subject).toBe(subject)
  return mailedToken(server, email, 'notice')
}
const LINKED = 'An account was linked to yours'
const MADE = 'An API key was created'

let asked = 0
/** What it leaves in the book of record, as well. */
async function disown(token: string) {
  asked += 1
  const id = `not-me-${asked}`
  const answer = await send(server, 'POST /auth/not-me', { json: { token }, headers: { 'x-request-id': id } })
  return { status: answer.status, left: await leftBy(server, offered.admin.token, id) }
}

/** By the link that was mailed; the token of a session with the new password. */
async function chooseAnother({ username, email }: Account): Promise<string> {
  const token = await mailedToken(server, email, 'reset_password')
  const chosen = await send(server, 'POST /auth/reset-password', { json: { token, password: NEW } })
  expect(chosen.status).toBe(200)
  return textOf(await login(server, username, NEW), 'access_token')
}

describe('C063 an account elsewhere that somebody else linked', () => {
  test('signs in no longer once its notice is disowned, and one that was linked before does', async () => {
    const who = await joinProved(server)
    const visitor = await signedIn(who)
    const own = provider.person
    await link(visitor)
    const foreign = another()
    await link(visitor)
    expect(await subjectsOf(who.token)).toEqual([own.sub, foreign])
    const token = await noticed(who, LINKED)

    const { status, left } = await disown(token)
    expect(status).toBe(200)
    expect(left.map(({ action }) => action).sort()).toEqual(['account.disowned', 'identity.unlinked'])
    const unlinked = left.find(({ action }) => action === 'identity.unlinked')
    expect([unlinked?.subject_id, factOf(unlinked, 'provider')]).toEqual([who.id, 'oidc'])
    const linked = (await auditOf(server, offered.admin.token, '&action=identity.linked')).find(
      ({ subject_id }) => subject_id === who.id,
    )
    expect(factOf(unlinked, 'identity')).toBe(String(factOf(linked, 'identity')))

    const session = await chooseAnother(who)
    expect(await subjectsOf(session)).toEqual([own.sub])
    const { visitor: thief } = await signInWith(server)
    expect(await accountShown(server, thief)).not.toContain(who.username)
    provider.person = own
    expect(await accountShown(server, (await signInWith(server)).visitor)).toContain(who.username)
    expect((await disown(token)).status).toBe(400)
  })

  test('is removed as the last way in as well: the link to a new password is on its way', async () => {
    const who = await join(server)
    // Its owner gets the account of an address that nobody proved, without its password.
    another(who.email)
    await signInWith(server)
    expect((await login(server, who.username, who.password)).status).toBe(401)
    expect((await disown(await noticed(who, LINKED))).status).toBe(200)
    expect(await subjectsOf(await chooseAnother(who))).toEqual([])
  })

  test('begins no session that outlives it, also at the same moment', async () => {
    const who = await joinProved(server)
    await link(await signedIn(who))
    const token = await noticed(who, LINKED)
    const ways = await Promise.all(Array.from({ length: 8 }, () => toProvider(server)))
    await Promise.all([disown(token), ...ways.map(([back, visitor]) => visitor.ask(back))])
    for (const [, visitor] of ways)
      expect((await accountShown(server, visitor)) ?? '').not.toContain(who.username)
  })

  test('that its owner removed already is fine', async () => {
    const who = await joinProved(server)
    await link(await signedIn(who))
    const token = await noticed(who, LINKED)
    const [identity] = itemsOf(await send(server, 'GET /users/me/identities', { token: who.token }))
    const line = `DELETE /users/me/identities/${String(identity?.['id'])}`
    expect((await send(server, line, { token: who.token })).status).toBe(200)
    const { status, left } = await disown(token)
    expect([status, left.map(({ action }) => action)]).toEqual([200, ['account.disowned']])
    expect(await statusOf(who.token)).toBe(401)
  })
})

describe('C063 an API key that somebody else made', () => {
  test('is nobody’s at once when its notice is disowned, and one that was made before goes on', async () => {
    const who = await joinProved(server)
    const own = await makeKey(server, who, 'self:read')
    const foreign = await makeKey(server, who, 'self:read')
    const token = await noticed(who, MADE)
    expect([await statusOf(own.key), await statusOf(foreign.key)]).toEqual([200, 200])

    const { status, left } = await disown(token)
    expect([status, await statusOf(foreign.key), await statusOf(own.key)]).toEqual([200, 401, 200])
    expect(left.map(({ action }) => action).sort()).toEqual(['account.disowned', 'api_key.revoked'])
    const revoked = left.find(({ action }) => action === 'api_key.revoked')
    expect([revoked?.subject_id, factOf(revoked, 'key')]).toEqual([who.id, foreign.id])

    expect((await disown(token)).status).toBe(400)
    const session = await chooseAnother(who)
    const keys = itemsOf(await send(server, 'GET /api-keys', { token: session }))
    expect(keys.map(({ id }) => id)).toEqual([own.id])
  })

  test('that was revoked already is fine', async () => {
    const who = await joinProved(server)
    const { id } = await makeKey(server, who, 'self:read')
    const token = await noticed(who, MADE)
    expect((await send(server, `DELETE /api-keys/${id}`, { token: who.token })).status).toBe(200)
    const { status, left } = await disown(token)
    expect([status, left.map(({ action }) => action)]).toEqual([200, ['account.disowned']])
    expect(await statusOf(who.token)).toBe(401)
  })
})

describe('C063 with a notice of anything else', () => {
  test('no second factor goes, and no key', async () => {
    const who = await joinProved(server)
    const { key } = await makeKey(server, who, 'self:read')
    await enrol(server, who)
    const { status, left } = await disown(await noticed(who, 'A way to sign in was added'))
    expect([status, left.map(({ action }) => action)]).toEqual([200, ['account.disowned']])
    expect(await statusOf(key)).toBe(200)
    const half = await login(server, who.username, who.password)
    expect([half.status, fieldsOf(half).error]).toEqual([401, 'mfa_required'])
  })
})

test('the page says what stays, and leads to where it is seen', async () => {
  const who = await joinProved(server)
  const { key } = await makeKey(server, who, 'self:read')
  const token = await noticed(who, MADE)
  const { status, text } = await send(server, 'POST /not-me', { form: { token } })
  expect([status, await statusOf(key)]).toEqual([200, 401])
  expect(text).toMatch(/Passkeys and authenticator apps stay.*<a href="\/account">/s)
})

// C063: what a notice is about is taken back of its owner alone, and one that does not say what it is about takes nothing.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { type InProcess, openInProcess } from '../../../test/support/in-process.ts'

const PASSWORD = 'heron lantern 51 meadow'

let world: InProcess
beforeAll(async () => {
  world = await openInProcess({ env: { LOG_LEVEL: 'error' } })
  for (const username of ['ada', 'eve'])
    await world.ask('POST /auth/register', {
      json: { username, email: `${username}@example.org`, full_name: username, password: PASSWORD },
    })
  await world.change('update user_emails set verified_at = 1')
  await world.change(
    `insert into providers
       (slug, kind, name, issuer, client_id, sealed_secret, scopes, email_domains, enabled, created_at, updated_at)
     values ('oidc', 'oidc', 'P', 'https://p.example', 'p', 's', 'openid', '*', 1, 0, 0)`,
  )
  for (const [id, subject] of [
    [1, 'idn_ada'],
    [2, 'idn_eve'],
  ] as const)
    await world.change(
      `insert into identities (issuer, subject, id, user_id, provider, linked_at)
       values ('https://p.example', '${subject}', '${subject}', ${id}, 'oidc', 0)`,
    )
})
afterAll(() => world.close())

/** Somebody with a key, and the token of the notice of it. */
async function withKey(username: string) {
  const { json } = await world.ask('POST /auth/login', { json: { username, password: PASSWORD } })
  const token = String(json['access_token'])
  const made = await world.ask('POST /api-keys', { token, json: { name: 'K', scopes: ['self:read'] } })
  const mail = await world.mailed('notice')
  const notice = new URL(String(mail?.data['notMeUrl'])).searchParams.get('token') ?? ''
  return { token, id: String(made.json['id']), key: String(made.json['key']), notice }
}
const statusOf = async (token: string) => (await world.ask('GET /users/me', { token })).status
const disown = async (token: string) => (await world.ask('POST /auth/not-me', { json: { token } })).status
/** The notice says something else. */
const rewrite = (token: string, set: string) =>
  world.change(`update notices set ${set} where id = '${token.split('.')[0]}'`)
const identities = async () =>
  (await world.rows<{ id: string }>('select id from identities order by id')).map(({ id }) => id)

describe('C063 disowned', () => {
  let ada: Awaited<ReturnType<typeof withKey>>
  let eve: Awaited<ReturnType<typeof withKey>>
  beforeEach(async () => {
    ada = await withKey('ada')
    eve = await withKey('eve')
  })
  const left = async () => ({
    keys: [await statusOf(ada.key), await statusOf(eve.key)],
    sessions: [await statusOf(ada.token), await statusOf(eve.token)],
    identities: await identities(),
  })
  const all = { keys: [200, 200], sessions: [200, 401], identities: ['idn_ada', 'idn_eve'] }

  test('a notice of a key takes that key', async () => {
    expect(await disown(eve.notice)).toBe(200)
    expect(await left()).toEqual({ ...all, keys: [200, 401] })
  })

  test('a notice that does not say what it is about takes nothing, and ends the sessions', async () => {
    await rewrite(eve.notice, 'about = null')
    expect(await disown(eve.notice)).toBe(200)
    expect(await left()).toEqual(all)
  })

  test.each([
    ['key', () => `about = '${ada.id}'`],
    ['account elsewhere', () => "kind = 'identity_linked', about = 'idn_ada'"],
  ])('a notice takes no %s of somebody else', async (_, set) => {
    await rewrite(eve.notice, set())
    expect(await disown(eve.notice)).toBe(200)
    expect(await left()).toEqual(all)
  })

  test.each(['passkey_added', 'factor_added', 'identity_unlinked', 'password_changed'])(
    'a notice of the kind %s takes nothing, whatever it is about',
    async (kind) => {
      await rewrite(eve.notice, `kind = '${kind}'`)
      expect(await disown(eve.notice)).toBe(200)
      expect(await left()).toEqual(all)
    },
  )

  test('a notice takes an account elsewhere of its owner', async () => {
    await rewrite(eve.notice, "kind = 'identity_linked', about = 'idn_eve'")
    expect(await disown(eve.notice)).toBe(200)
    expect(await left()).toEqual({ ...all, identities: ['idn_ada'] })
  })
})

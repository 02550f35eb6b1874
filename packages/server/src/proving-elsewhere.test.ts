// C062 with a provider, as time goes by: on a clock of the test's own.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { type InProcess, openInProcess } from '../../../test/support/in-process.ts'
import { OpenIdProvider } from '../../../test/support/openid-provider.ts'
import { keptIn, type Shown, Visitor } from '../../../test/support/visitor.ts'

const MINUTE_MS = 60_000
const ADMIN = { username: 'admin-one', password: 'heron lantern 51 meadow' }
const elsewhere = new OpenIdProvider()
let world: InProcess
beforeAll(async () => {
  await elsewhere.open()
  world = await openInProcess({ env: { LOG_LEVEL: 'error' } })
  const { ask } = world
  await ask('POST /auth/register', { json: { ...ADMIN, email: 'admin@example.org', full_name: 'Admin' } })
  const token = String((await ask('POST /auth/login', { json: ADMIN })).json['access_token'])
  const { issuer, clientId: client_id, clientSecret: client_secret } = elsewhere
  const json = { kind: 'oidc', name: 'Elsewhere', issuer, client_id, client_secret }
  expect((await ask('POST /providers', { token, json })).status).toBe(200)
})
afterAll(async () => {
  elsewhere.close()
  await world.close()
})

let people = 0
beforeEach(() => {
  people += 1
  elsewhere.person = { sub: `sub-${people}`, email: `ada${people}@example.org`, email_verified: true }
})

/** Sends a form that leads to the provider, where they sign in now: the path that leads back. */
async function goElsewhere(visitor: Visitor, path: string, form: Record<string, string>): Promise<string> {
  elsewhere.crooked = { claims: { auth_time: Math.floor(world.time.now / 1_000) } }
  const { headers } = await visitor.post(path, { ...form, provider: 'oidc' })
  const to = /^0; url=(.*)$/.exec(headers.get('refresh') ?? '')?.[1] ?? ''
  const back = new URL((await fetch(to, { redirect: 'manual' })).headers.get('location') ?? '')
  return back.pathname + back.search
}
const visitorOfElsewhere = async (): Promise<Visitor> => {
  const visitor = new Visitor(async (line, { form, headers }) =>
    world.ask(line, {
      ...(form ? { form: form as Record<string, string> } : {}),
      headers: { ...(headers as Record<string, string>), ...(form ? { origin: 'http://localhost' } : {}) },
    }),
  )
  expect((await visitor.get(await goElsewhere(visitor, '/sign-in/with', {}))).status).toBe(303)
  return visitor
}
/** What takes a proof of the last ten minutes. */
const offer = (visitor: Visitor): Promise<Shown> => visitor.post('/account/contacts/offer')

describe('C062 a sign-in by a provider of ten minutes ago', () => {
  test('is too old, and another one there goes on with what waited', async () => {
    const visitor = await visitorOfElsewhere()
    expect((await offer(visitor)).status).toBe(303)
    world.time.now += 10 * MINUTE_MS
    const due = await offer(visitor)
    expect([due.status, due.text.includes('Confirm with Elsewhere')]).toEqual([403, true])
    expect(keptIn(due.text)).toMatchObject({ deed: '/account/contacts/offer' })
    const back = await goElsewhere(visitor, '/account/prove/with', keptIn(due.text))
    const done = await visitor.follow(await visitor.get(back))
    expect([done.status, done.text.includes('/account/contacts/accept?token=')]).toEqual([200, true])
    world.time.now += 10 * MINUTE_MS - 1
    expect((await offer(visitor)).status).toBe(303)
    world.time.now += 1
    expect((await offer(visitor)).status).toBe(403)
  })

  test('an answer of after ten minutes proves nothing', async () => {
    const visitor = await visitorOfElsewhere()
    const back = await goElsewhere(visitor, '/account/prove/with', {})
    world.time.now += 10 * MINUTE_MS
    expect((await visitor.get(back)).status).toBe(401)
    expect((await offer(visitor)).status).toBe(403)
  })

  test('one that came without a cookie of the session goes on by a form that has it, within ten minutes', async () => {
    const visitor = await visitorOfElsewhere()
    const session = visitor.cookies.get('latchkey') ?? ''
    const comeBack = async (): Promise<Shown> => {
      const back = await goElsewhere(visitor, '/account/prove/with', { next: '/account/data' })
      visitor.cookies.delete('latchkey')
      const shown = await visitor.get(back)
      visitor.cookies.set('latchkey', session)
      return shown
    }
    world.time.now += 10 * MINUTE_MS
    const late = await comeBack()
    expect([late.status, (await offer(visitor)).status]).toEqual([200, 403])
    world.time.now += 10 * MINUTE_MS
    const refused = await visitor.post('/account/prove', keptIn(late.text))
    expect([refused.status, (await offer(visitor)).status]).toEqual([400, 403])
    expect(refused.text).toContain('Begin it again')
    expect(keptIn(refused.text)).not.toHaveProperty('by')
    const proved = await visitor.post('/account/prove', keptIn((await comeBack()).text))
    expect([proved.status, proved.location]).toEqual([303, '/account/data'])
    expect((await offer(visitor)).status).toBe(303)
  })

  test('is too old for a first password', async () => {
    const visitor = await visitorOfElsewhere()
    const choose = () => visitor.post('/account/password', { new_password: 'violet tramway canyon 9' })
    world.time.now += 10 * MINUTE_MS
    const due = await choose()
    expect([due.status, keptIn(due.text)]).toMatchObject([403, { next: '/account/password' }])
    expect(due.text).not.toContain('violet')
    const back = await goElsewhere(visitor, '/account/prove/with', keptIn(due.text))
    expect((await visitor.get(back)).location).toBe('/account/password')
    expect((await choose()).location).toBe('/account/password?done=changed')
  })
})

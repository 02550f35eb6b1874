// Clause 8: an address that was given up is reserved for 72 hours where its account had proved it, and no longer; else it is free.
import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { eventually } from '../../../test/support/eventually.ts'
import { type InProcess, openInProcess } from '../../../test/support/in-process.ts'

const HOUR_MS = 3_600_000
const PASSWORD = 'heron lantern 51 meadow'
const [FIRST, SECOND, THIRD] = ['first@example.org', 'second@example.org', 'third@example.org']

let world: InProcess
beforeEach(async () => {
  world = await openInProcess({ env: { LOG_LEVEL: 'error' } })
  expect(await registers('eve', FIRST)).toBe(200)
})
afterEach(() => world.close())

const registers = async (username: string, email: string) => {
  const json = { username, email, full_name: username, password: PASSWORD }
  return (await world.ask('POST /auth/register', { json })).status
}
const token = async (): Promise<string> => {
  const { json } = await world.ask('POST /auth/login', { json: { username: 'eve', password: PASSWORD } })
  return String(json['access_token'])
}
const shows = async (email: string) => {
  const { status } = await world.ask('PUT /users/1', { token: await token(), json: { email } })
  expect([email, status]).toEqual([email, 200])
}
/** Of the newest mail to the address. */
const linkTo = (email: string, template: string) =>
  eventually(`${template} to ${email}`, async () => {
    const { json } = await world.ask(`GET /dev/mail?as=json&to=${email}&template=${template}`)
    const [mail] = json['items'] as { link: string }[]
    return mail && (new URL(mail.link).searchParams.get('token') ?? undefined)
  })
const spends = async (path: string, link: string) =>
  (await world.ask(`POST ${path}`, { json: { token: link } })).status
const proves = async (email: string) =>
  expect(await spends('/auth/verify-email', await linkTo(email, 'verify_email'))).toBe(200)
const held = () =>
  world.rows<{ address_key: string; signs_in: number }>(
    'select address_key, signs_in from user_emails where user_id = 1 order by 1',
  )

describe('an address that nobody proved, once the account has proved another one', () => {
  test('C068 is anybody’s', async () => {
    await shows(SECOND)
    expect(await registers('bob', FIRST)).toBe(409)
    await proves(SECOND)
    expect(await held()).toEqual([{ address_key: SECOND, signs_in: 1 }])
    expect(await registers('bob', FIRST)).toBe(200)
  })

  test('C068 is told before, and has nothing to take back after', async () => {
    await shows(SECOND)
    const link = await linkTo(FIRST, 'address_changed')
    await proves(SECOND)
    expect(await spends('/auth/email/revert', link)).toBe(400)
    expect(await held()).toEqual([{ address_key: SECOND, signs_in: 1 }])
  })

  test('C068 gets the account to whoever reads it, before', async () => {
    await shows(SECOND)
    const before = await token()
    expect(await spends('/auth/email/revert', await linkTo(FIRST, 'address_changed'))).toBe(200)
    expect(await held()).toEqual([{ address_key: FIRST, signs_in: 1 }])
    expect((await world.ask('GET /users/me', { token: before })).status).toBe(401)
  })

  test('C068 is only shown when the account shows it again, and is released to whoever reads it', async () => {
    await shows(SECOND)
    await proves(SECOND)
    await shows(FIRST)
    expect(await registers('bob', FIRST)).toBe(409)
    await world.ask('POST /auth/forgot-password', { json: { email: FIRST } })
    expect(await spends('/auth/email/release', await linkTo(FIRST, 'release_address'))).toBe(200)
    expect(await registers('bob', FIRST)).toBe(200)
  })
})

describe('an address that was proved', () => {
  beforeEach(async () => {
    await proves(FIRST)
    await shows(SECOND)
    await proves(SECOND)
  })

  test('C068 is reserved for 72 hours, in which it takes the account back', async () => {
    const link = await linkTo(FIRST, 'address_changed')
    world.time.now += 72 * HOUR_MS - 1
    expect(await registers('bob', FIRST)).toBe(409)
    expect(await spends('/auth/email/revert', link)).toBe(200)
    expect((await held())[0]).toEqual({ address_key: FIRST, signs_in: 1 })
  })

  test('C068 is reserved no longer for being shown again', async () => {
    for (let day = 0; day < 3; day++) {
      world.time.now += 24 * HOUR_MS - 1
      await shows(FIRST)
      await shows(THIRD)
      expect(await registers('bob', FIRST)).toBe(409)
    }
    await shows(FIRST)
    const link = await linkTo(FIRST, 'verify_email')
    world.time.now += 3
    await world.app.sweep()
    expect(await registers('bob', FIRST)).toBe(200)
    // Whoever has it now keeps it.
    expect(await spends('/auth/verify-email', link)).toBe(400)
    expect(await held()).toEqual([{ address_key: SECOND, signs_in: 1 }])
  })

  test('C068 and is shown again when that is over is proved by its mail, where nobody else has it', async () => {
    world.time.now += 71 * HOUR_MS
    await shows(FIRST)
    const link = await linkTo(FIRST, 'verify_email')
    world.time.now += 2 * HOUR_MS
    await world.app.sweep()
    expect(await spends('/auth/verify-email', link)).toBe(200)
    expect((await held()).find(({ signs_in }) => signs_in === 1)?.address_key).toBe(FIRST)
  })
})

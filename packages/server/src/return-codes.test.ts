// What a code of a hosted sign-in is worth as time goes by, on a clock of the test's own.
import { afterAll, beforeAll, beforeEach, expect, test } from 'bun:test'
import { type InProcess, openInProcess } from '../../../test/support/in-process.ts'
import { comeBack, type Departure, leaveToSignIn } from '../../client/src/hosted-sign-in.ts'

const APP = 'https://app.example.com/callback'
const ADA = { username: 'ada', password: 'heron lantern 51 meadow' }
const [SECOND_MS, MINUTE_MS, HOUR_MS] = [1_000, 60_000, 3_600_000]

let world: InProcess
let baseUrl = ''
beforeAll(async () => {
  world = await openInProcess({ env: { LOG_LEVEL: 'error', LATCHKEY_RETURN_TO: APP } })
  await world.ask('POST /auth/register', { json: { ...ADA, email: 'ada@example.org', full_name: 'Ada' } })
})
afterAll(() => world.close())

let cookie = ''
let departure: Departure
let next = ''
beforeEach(async () => {
  const left = await leaveToSignIn({ baseUrl: 'http://localhost', returnTo: APP })
  departure = left.departure
  next = `/sign-in/return${new URL(left.url).search}`
  const answer = await world.ask('POST /sign-in', { form: ADA })
  cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
})

const goOn = async (): Promise<object> => {
  const back =
    (await world.ask('POST /sign-in/return', { form: { next }, headers: { cookie } })).headers.get(
      'location',
    ) ?? ''
  baseUrl = new URL(back).searchParams.get('iss') ?? ''
  return comeBack(back, { ...departure, baseUrl })
}
const exchange = (json: object) => world.ask('POST /auth/exchange', { json })
const tokenOf = async (json: object) => String((await exchange(json)).json['access_token'])

test('a code is good for a minute', async () => {
  const [first, second] = [await goOn(), await goOn()]
  world.time.now += MINUTE_MS - 1
  expect((await exchange(first)).status).toBe(200)
  world.time.now += 1
  expect((await exchange(second)).json['error']).toBe('invalid_grant')
})

test('C062 the session of the app was proved when the browser’s was, and not now', async () => {
  const young = await tokenOf(await goOn())
  expect((await world.ask('GET /users/me/export', { token: young })).status).toBe(200)
  world.time.now += 10 * MINUTE_MS
  const old = await tokenOf(await goOn())
  const refusal = await world.ask('GET /users/me/export', { token: old })
  expect(refusal.json['error']).toBe('reauth_required')
})

test('a second use is known for a day, however long the code is over, and is kept no longer', async () => {
  const body = await goOn()
  const answer = await exchange({ ...body, refresh: true })
  const renewed = async (refresh_token: unknown) =>
    world.ask('POST /auth/refresh', { json: { refresh_token } })
  world.time.now += 23 * HOUR_MS
  await world.app.sweep()
  const { json } = await renewed(answer.json['refresh_token'])
  expect(json['access_token']).toBeString()
  expect((await exchange(body)).json['error']).toBe('invalid_grant')
  expect((await renewed(json['refresh_token'])).json['error']).toBe('invalid_grant')
  world.time.now += HOUR_MS + 61 * SECOND_MS
  await world.app.sweep()
  expect(await world.rows('select digest from return_codes')).toEqual([])
})

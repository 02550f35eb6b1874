// What no Latchkey says: messages that are missing, old or somebody else's, and tokens that none issues. One verifier of each
// language hears the same, and has to come to the same.
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { eventually } from '../support/eventually.ts'
import { type Running, startExample } from './running.ts'
import { entryOf, type Message, ScriptedServer } from './scripted-server.ts'
import { fastapi, go, javascript } from './table.ts'

const examples = [fastapi, go, ...javascript.filter(({ name }) => /^Express/.test(name))]
const server = new ScriptedServer()
const running: Running[] = []
const now = () => Math.floor(Date.now() / 1_000)
const claims = (more: Message = {}): Message => ({
  ...{ iss: 'latchkey', aud: 'latchkey', sub: '7', sid: 'ses_good', iat: now(), exp: now() + 600 },
  ...more,
})
const good = () => server.sign(claims())
let beating: Timer

beforeAll(async () => {
  for (const example of examples) {
    if (example.missing === undefined) running.push(await startExample(example, server.url, example.name))
    else if (process.env.CI === 'true') throw new Error(`this machine has no ${example.missing}`)
  }
  beating = setInterval(() => server.tell(server.next()), 500)
  await all(good(), '200 7')
}, 300_000)
afterAll(async () => {
  clearInterval(beating)
  for (const app of running) await app.stop()
  await server.close()
})

/** Until all of them say so. */
async function all(token: string, wanted: string): Promise<void> {
  let now: Record<string, string> = {}
  await eventually(`all say ${wanted}`, async () => {
    now = await said(token)
    return Object.values(now).every((one) => one === wanted) || undefined
  }).catch(() => expect(now).toEqual(each(wanted)))
}

/** What each of them says at once. */
const said = async (token: string): Promise<Record<string, string>> =>
  Object.fromEntries(await Promise.all(running.map(async (app) => [app.name, await app.ask(token)])))
const each = (wanted: string) => Object.fromEntries(running.map(({ name }) => [name, wanted]))
const connections = () => running.map(({ name }) => server.connected(name))
/** Sooner than by silence, unless told otherwise. */
const connectAgain = (before: readonly number[], deadline = 4_000) =>
  eventually(
    `each of ${running.map(({ name }) => name).join(', ')} connects again: ${before} times before`,
    () => connections().every((count, at) => count > (before[at] ?? 0)) || undefined,
    deadline,
  ).catch((error: Error) => {
    throw new Error(`${error.message}, ${connections()} now`)
  })

test('a session that ended is refused, and no other', async () => {
  const ended = server.sign(claims({ sid: 'ses_ended' }))
  await all(ended, '200 7')
  server.tell(
    server.next({
      kind: 'revoked',
      revoked: { [now() + 3_600]: entryOf('ses_other') + entryOf('ses_ended') },
    }),
  )
  await all(ended, '401')
  expect(await said(good())).toEqual(each('200 7'))
})

test('C035 a key that is not named any more counts no more, and again when it is', async () => {
  const token = good()
  clearInterval(beating)
  server.tell(server.next({ kids: ['sig_next'] }))
  await all(token, '401')
  server.tell(server.next())
  await all(token, '200 7')
  beating = setInterval(() => server.tell(server.next()), 500)
})

const beat = (change: Message = {}) => server.next(change)
test.each<[string, () => void]>([
  [
    'a message is missing',
    () => {
      beat()
      server.tell(beat())
    },
  ],
  ['a message comes twice', () => server.tell(beat({ n: 0 }))],
  ['another stream goes on', () => server.tell(beat({ stream: 'another' }))],
  ['a message is of another time', () => server.tell(beat({ at: Date.now() + 70_000 }))],
  ['a message is older than the last', () => server.tell(beat({ at: Date.now() - 60_000 }))],
  [
    'a list is older than what was heard',
    () => server.tell(beat({ kind: 'snapshot', at: Date.now() - 60_000 })),
  ],
  ['C034 somebody else signed', () => server.tell(beat(), { key: server.stranger })],
  ['C034 it says another algorithm', () => server.tell(beat(), { header: { alg: 'ES256' } })],
  ['C035 it says another key', () => server.tell(beat(), { header: { kid: 'sig_unknown' } })],
  ['C036 it is of another kind', () => server.tell(beat(), { header: { typ: 'at+jwt' } })],
  ['it does not say which keys count', () => server.tell(beat({ kids: undefined }))],
  ['it has no number', () => server.tell(beat({ n: '7' }))],
  ['it is no message', () => server.tellRaw('event: beat\ndata: x\n\n')],
  [
    'the server begins anew',
    () => {
      server.beginAnew()
      server.tell(beat())
    },
  ],
])('when %s, each connects again and begins with the list', async (_, say) => {
  // Nothing else is said meanwhile, which could be the reason.
  clearInterval(beating)
  const before = connections()
  say()
  await connectAgain(before)
  beating = setInterval(() => server.tell(server.next()), 500)
  await all(good(), '200 7')
})

test('what is held back on its way keeps no token alive', async () => {
  clearInterval(beating)
  const before = connections()
  server.beginAnew()
  server.tell(server.next())
  await connectAgain(before)
  await all(good(), '200 7')
  const again = connections()
  // The sender’s clock goes at a hundredth of its speed: that is how it looks when each message waits longer than the last.
  const from = Date.now()
  const slow = setInterval(
    () => server.tell(server.next({ at: from + Math.floor((Date.now() - from) / 100) })),
    200,
  )
  await connectAgain(again, 15_000)
  clearInterval(slow)
  beating = setInterval(() => server.tell(server.next()), 500)
  await all(good(), '200 7')
}, 40_000)

test.each<[string, () => string]>([
  ['C036 of another kind', () => server.sign(claims(), { header: { typ: 'JWT' } })],
  ['C036 of another issuer', () => server.sign(claims({ iss: 'latchkey/' }))],
  ['C036 for somebody else', () => server.sign(claims({ aud: 'another' }))],
  ['C036 for several', () => server.sign(claims({ aud: ['latchkey', 'another'] }))],
  ['C037 without an end', () => server.sign(claims({ exp: undefined }))],
  ['C037 whose end is text', () => server.sign(claims({ exp: '9999999999' }))],
  ['C037 whose end is true', () => server.sign(claims({ exp: true }))],
  [
    'C037 whose end is beyond numbers',
    () => server.sign(JSON.stringify(claims({ exp: 0 })).replace('"exp":0', '"exp":1e400')),
  ],
  ['C037 whose end is negative', () => server.sign(claims({ exp: -1 }))],
  ['C037 that has ended', () => server.sign(claims({ exp: now() - 1 }))],
  ['C037 of tomorrow', () => server.sign(claims({ iat: now() + 3_600 }))],
  ['C037 without a beginning', () => server.sign(claims({ iat: null }))],
  ['C037 of number 7', () => server.sign(claims({ sub: 7 }))],
  ['C037 of several', () => server.sign(claims({ sub: ['7'] }))],
  ['C037 of nobody', () => server.sign(claims({ sub: '' }))],
  ['C037 of 7, spelled otherwise', () => server.sign(claims({ sub: '07' }))],
  ['C037 of 7 and a line break', () => server.sign(claims({ sub: '7\n' }))],
  ['C037 of no session', () => server.sign(claims({ sid: undefined }))],
  ['C037 whose claims are a list', () => server.sign([claims()])],
  ['C034 that somebody else signed', () => server.sign(claims(), { key: server.stranger })],
  ['C034 that says another algorithm', () => server.sign(claims(), { header: { alg: 'RS256' } })],
  [
    'C034 that says its algorithm in small letters',
    () => server.sign(claims(), { header: { alg: 'eddsa' } }),
  ],
  ['C035 with something critical', () => server.sign(claims(), { header: { crit: ['b64'], b64: false } })],
  ['C035 with a header in capitals', () => server.sign(claims(), { header: { ALG: 'EdDSA' } })],
])('a token %s is refused, though its signature holds', async (_, token) => {
  expect(await said(token())).toEqual(each('401'))
  expect(await said(good())).toEqual(each('200 7'))
})

test('C037 a clock that is half a minute ahead is forgiven', async () => {
  expect(await said(server.sign(claims({ iat: now() + 30 })))).toEqual(each('200 7'))
})

test('C035 tokens of keys that nobody knows make no verifier ask for keys', async () => {
  const before = server.keySetsAsked
  for (let i = 0; i < 50; i++)
    expect(await said(server.sign(claims(), { header: { kid: `sig_${i}` } }))).toEqual(each('401'))
  // Once a minute they ask anyway.
  expect(server.keySetsAsked - before).toBeLessThanOrEqual(running.length)
})

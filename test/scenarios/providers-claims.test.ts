// C080 C081: a subject is text that a database keeps as it is, and no two of them are one.
import { beforeEach, expect, test } from 'bun:test'
import { fieldsOf, send } from '../support/http.ts'
import { accountShown, signInWith } from '../support/providers.ts'
import { useServer } from '../support/server.ts'
import { storedRows } from '../support/stored.ts'
import { unthrottled } from '../support/unthrottled.ts'
import { useProvider } from '../support/use-provider.ts'

const server = useServer({ dev: true, env: unthrottled })
const offered = useProvider(server)
const { provider } = offered
let people = 0
beforeEach(() => {
  people += 1
  const email = `claims${people}@example.org`
  provider.person = { sub: `claims-${people}`, email, email_verified: true }
})

test.each([
  ['half a character', 'x\ud800y'],
  ['NUL', 'x\u0000y'],
  ['the end of a line', 'x\ny'],
  ['DEL', 'x\u007fy'],
])('a subject with %s signs nobody in', async (_, sub) => {
  provider.person = { ...provider.person, sub }
  const { seen, visitor } = await signInWith(server)
  expect([seen.status, await accountShown(server, visitor)]).toEqual([401, undefined])
  const reference = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(seen.text)?.[0] ?? 'none'
  const told = await send(server, `GET /audit/explain/${reference}`, { token: offered.admin.token })
  expect(fieldsOf(told)).toMatchObject({ cause: 'provider_answer_not_valid' })
})

test('a subject in any script is one', async () => {
  provider.person = { ...provider.person, sub: 'Ünïcode 名前 \u{1f511}' }
  expect((await signInWith(server)).seen.status).toBe(303)
  expect((await signInWith(server)).seen.status).toBe(303)
})

test.each([
  ['half a character', '\udc00'],
  ['NUL', '\u0000'],
])('what else is said with %s is as if it were not said', async (_, odd) => {
  expect((await signInWith(server)).seen.status).toBe(303)
  const { sub } = provider.person
  provider.person = { ...provider.person, email: `odd${odd}${people}@example.org`, name: `Ada${odd}` }
  expect((await signInWith(server)).seen.status).toBe(303)
  expect(storedRows(server, `select email from identities where subject = '${String(sub)}'`)).toEqual([
    { email: null },
  ])
})

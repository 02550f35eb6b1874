// Every example of an error in the document of the API is what the server says.
import { beforeAll, expect, test } from 'bun:test'
import { contract } from '@latchkey/contract'
import { type Account, join, person, register, setRoles, signIn } from '../support/accounts.ts'
import { makeKey, makeServiceAccount } from '../support/api-keys.ts'
import { send } from '../support/http.ts'
import { enrol, halfSignIn } from '../support/second-factors.ts'
import { useServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'
import { ApiDocument, examplesOf, type Media } from './document.ts'
import { disabledAccount, provocations } from './provoke.ts'
import type { World } from './provoke-bodies.ts'
import { setupToken } from './setup-token.ts'
import { beforePermission, notFromOutside, operatorsOnly } from './told-operations.ts'

const server = useServer({ dev: true, env: unthrottled })
const fresh = useServer()
const closed = useServer({ dev: true, env: { ...unthrottled, LATCHKEY_REGISTRATION: 'closed' } })
let document: ApiDocument
let admin: Account
beforeAll(async () => {
  document = await ApiDocument.of(server)
  admin = await join(server)
})

/** No two refusals share it. */
const OF_THIS_REFUSAL = /("reference":")[0-9A-Z]{4}-[0-9A-Z]{4}"/

/** Nor the token by which a sign-in goes on. */
const OF_THIS_SIGN_IN = /((?:mfa|pwd)_)[\w-]{43}/

let world: World
beforeAll(async () => {
  const user = await join(server)
  await register(fresh, person())
  const holder = await join(server)
  for (const name of ['support', 'held']) {
    const json = { description: 'Of the examples', permissions: ['users:recover'] }
    await send(server, `PUT /roles/${name}`, { token: admin.token, json })
  }
  await setRoles(server, admin, holder.id, ['held'])
  const disabled = await disabledAccount(server, admin)
  const { key: readingKey } = await makeKey(server, user, 'self:read')
  const { key: writingKey } = await makeKey(server, user, 'self:write')
  const serviceAccount = await makeServiceAccount(server, admin)
  const early = await join(server)
  const weak = await signIn(server, early)
  const enrolled = { ...(await enrol(server, early)), weak }
  const changing = await join(server)
  await send(server, `POST /users/${changing.id}/require-password-change`, { token: admin.token })
  const mfaToken = await halfSignIn(server, enrolled)
  const factors = { enrolled, changing, mfaToken }
  const people = { admin, user, disabled, readingKey, writingKey, serviceAccount, ...factors }
  const closedAdmin = person()
  const setup_token = await setupToken(closed)
  await send(closed, 'POST /setup', { json: { setup_token, ...closedAdmin } })
  const servers = { server, fresh, closed, closedAdmin }
  world = { ...servers, ...people, setupToken: await setupToken(fresh) }
})

const each = [...Object.values(contract).flatMap((group) => Object.values(group))]
test.each(each.map(({ method, path }) => [method, path.replaceAll(/:(\w+)/g, '{$1}')]))(
  '%s %s',
  async (method, path) => {
    const it = document.operations.find((one) => one.method === method && one.path === path)
    if (!it) throw new Error('not in the document')
    for (const [status, { content }] of Object.entries(it.responses)) {
      for (const [accept, media] of Object.entries(content)) {
        for (const [code, example] of Object.entries(media.examples ?? {})) {
          if (notFromOutside.includes(code)) continue
          if (operatorsOnly.includes(it.operationId) && !beforePermission.includes(code)) continue
          const provoke = provocations[code]
          if (!provoke) throw new Error(`nobody knows how to bring about ${code}`)
          const answer = await provoke(world, it, { accept, headers: { 'x-request-id': 'example-1' } })
          const expected = [code, Number(status), JSON.stringify(example.value)]
          const text = answer.text
            .replace(OF_THIS_REFUSAL, '$1K7M4-2Q9T"')
            .replace(OF_THIS_SIGN_IN, '$10aB1cD2eF3gH4iJ5kL6mN7oP8qRsT9uV0wX1yZ2aB3c')
          expect([code, answer.status, text]).toEqual(expected)
          expect(answer.headers.get('content-type')).toBe(`${accept}; charset=utf-8`)
        }
      }
    }
  },
)

test('also where no operation is', async () => {
  const { responses } = document.json.components as {
    responses: Record<string, { content: Record<string, Media> }>
  }
  for (const [name, line] of [
    ['NotFound', 'GET /nowhere'],
    ['MethodNotAllowed', 'PATCH /users/1'],
  ] as const) {
    for (const [accept, media] of Object.entries(responses[name]?.content ?? {})) {
      const answer = await send(server, line, { accept, headers: { 'x-request-id': 'example-1' } })
      const [[, value] = ['', undefined]] = examplesOf(media)
      expect([name, answer.text]).toEqual([name, JSON.stringify(value)])
    }
  }
})

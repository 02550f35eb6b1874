// V64: what is nested deeper than any stack is refused, also where every asynchronous step is watched.
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, join, shown } from '../support/accounts.ts'
import { bodied, goodRequest, makeWorld, type World } from '../support/bodies.ts'
import { hasNode } from '../support/combination.ts'
import { expectNoInsides, expectRefusal } from '../support/expect-answer.ts'
import { returnsToApp } from '../support/hosted-sign-in.ts'
import { send } from '../support/http.ts'
import { type ServerOptions, useServer } from '../support/server.ts'

/** With hooks a stack that overflows cannot be caught on Node (CVE-2025-59466), and one exception ends the process. */
const WATCHED =
  "import{AsyncLocalStorage as A,createHook as h}from'node:async_hooks';h({init(){},before(){},after(){},destroy(){}}).enable();new A().enterWith({watched:true})"

const ways: [string, ServerOptions, boolean][] = [
  ['as it is', { dev: true }, true],
  [
    'on Node with asynchronous hooks',
    {
      dev: true,
      runtime: 'node',
      env: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(WATCHED)}` },
    },
    hasNode,
  ],
]

for (const [way, options, isHere] of ways) {
  describe.skipIf(!isHere)(`V64 CVE-2025-59466 C089 ${way}`, () => {
    const server = useServer({ ...options, env: { ...options.env, ...returnsToApp } })
    let world: World
    let admin: Account
    beforeAll(async () => {
      world = await makeWorld(server)
      admin = world.admin
    })

    const deep: [string, (field: string) => string][] = [
      ['arrays', () => '['.repeat(20_000) + ']'.repeat(20_000)],
      ['arrays that never close', () => '['.repeat(60_000)],
      ['objects', () => `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
      ['arrays in a field', (field) => `{"${field}":${'['.repeat(20_000)}${']'.repeat(20_000)}}`],
      ['objects and arrays in a field', (field) => `{"${field}":${'[{"x":'.repeat(7_000)}`],
    ]
    test.each(deep)('%s, whichever body it is sent as, harms nothing', async (_, write) => {
      for (const { route, schema } of bodied) {
        const { line, token } = await goodRequest(server, world, route)
        const [field = 'x'] = Object.keys(schema.properties)
        const answer = await send(server, line, { token, body: write(field), type: 'application/json' })
        expectRefusal(answer, 400)
        expectNoInsides(answer.text)
      }
      // Many at once, each of which would have ended the process of all.
      const body = write('username')
      const ask = () => send(server, 'POST /auth/login', { body, type: 'application/json' })
      for (const answer of await Promise.all(Array.from({ length: 20 }, ask))) expectRefusal(answer, 400)
      expect((await send(server, 'GET /users/me', { token: admin.token })).json).toEqual(shown(admin))
      expect(server.log.filter(({ level }) => level === 'error' || level === 'fatal')).toEqual([])
    })

    test('so do tokens whose parts are nested', async () => {
      const part = Buffer.from('['.repeat(2_000)).toString('base64url')
      for (const token of [`${part}.${part}.AAAA`, `${part}.e30.AAAA`])
        expectRefusal(await send(server, 'GET /users/me', { token }), 401, 'invalid_token')
      expect((await send(server, 'GET /users/me', { token: admin.token })).status).toBe(200)
      await join(server)
    })
  })
}

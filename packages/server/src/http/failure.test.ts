import { describe, expect, test } from 'bun:test'
import { BlockList } from 'node:net'
import { contract, type Implemented } from '@latchkey/contract'
import { Instants } from '#kernel/instants'
import { type Caller, createEdge, createLimits, createTable, endpointRoute } from './index.ts'

/** An edge whose health check does what it is told to. */
function tableOf(handle: () => unknown) {
  const failures: unknown[] = []
  const lines: number[] = []
  const edge = createEdge({
    authenticate: () => undefined,
    operator: { userId: 0, permissions: new Set<never>() },
    monotonic: () => 0,
    onAnswer: ({ status }) => lines.push(status),
    onUnpermitted: () => undefined,
    onFailure: ({ error }) => failures.push(error),
    envelope: false,
    onLoopback: false,
    publicUrl: undefined,
    corsOrigins: [],
    trustedProxies: new BlockList(),
    limits: createLimits({ read: 1, write: 1, 'sign-in': 1, register: 1 }, new Instants(16, 1)),
    requestIdPrefix: 'test',
  })
  const implemented: Implemented<Caller> = { endpoint: contract.health.check, handle }
  const table = createTable(edge, [endpointRoute(edge, implemented)])
  const ask = () =>
    table.dispatch(
      new Request('http://localhost/health', { headers: { host: 'localhost', 'x-request-id': 'r-1' } }),
    )
  return { ask, failures, lines }
}

const leak = new Error(
  'SELECT password_hash FROM users WHERE id = 1 -- in /srv/latchkey/store.ts at db.internal:5432',
)

describe('C099 what is thrown and was not declared', () => {
  test.each([
    [
      'an error',
      () => {
        throw leak
      },
    ],
    ['a rejection', () => Promise.reject(leak)],
    [
      'a text',
      () => {
        throw String(leak)
      },
    ],
    ['an answer that lacks what its schema requires', () => ({})],
  ])('%s is a 500 of fixed text, its cause in the log alone', async (_, handle) => {
    const { ask, failures, lines } = tableOf(handle)
    const answer = await ask()
    expect(await answer.json()).toEqual({
      detail: 'Something failed on the server. The request id names it in the log.',
      status: 'error',
      code: 500,
      error: 'internal',
    })
    expect([answer.status, answer.headers.get('x-request-id')]).toEqual([500, 'r-1'])
    expect(failures).toHaveLength(1)
    expect(lines).toEqual([500])
  })

  test('harms no other request', async () => {
    let count = 0
    const { ask } = tableOf(() => {
      count += 1
      if (count === 1) throw leak
      return { status: 'ok' }
    })
    expect((await ask()).status).toBe(500)
    expect(await (await ask()).text()).toBe('{"status":"ok"}')
  })
})

test('C056 an answer has the keys of its schema and no other', async () => {
  const { ask } = tableOf(() => ({ status: 'ok', password_hash: 'secret', internal: { token: 'secret' } }))
  expect(await (await ask()).text()).toBe('{"status":"ok"}')
})

import { afterEach, expect, test } from 'bun:test'
import { createServer } from 'node:net'
import type { Table } from '#http'
import type { Listener } from './listener.ts'
import { listen } from './node.ts'

const addresses = ['127.0.0.1', '::1']
const listeners: Listener[] = []
afterEach(async () => {
  await Promise.all(listeners.splice(0).map((listener) => listener.stop()))
})

const answers = (body: string, status = 200) => ({ body, status })

/** One route with a parameter, which it answers; whatever else is asked is refused. */
const table: Table = {
  routes: [],
  refuse: (_request, _params, transport) => made(transport, answers('refused', 404)),
  find: (method, url) =>
    method === 'GET' && url.startsWith('/named/')
      ? {
          route: {
            method,
            path: '/named/:name',
            respond: (_request, { name = '' }, transport) => made(transport, answers(name)),
          },
          params: { name: url.slice('/named/'.length) },
        }
      : undefined,
  dispatch: () => new Response('not through here', { status: 500 }),
}

function made(transport: Parameters<Table['refuse']>[2], { body, status }: ReturnType<typeof answers>) {
  const headers = transport.fields?.(new Headers())
  if (transport.respond === undefined || headers === undefined)
    throw new Error('this runtime has no answer of its own')
  return transport.respond(body, { status, headers })
}

async function start(port = 0): Promise<Listener> {
  const listener = await listen({ table, addresses, port })
  listeners.push(listener)
  return listener
}

test('every address answers on the one port the system chose', async () => {
  const { port } = await start()
  for (const host of ['127.0.0.1', '[::1]']) {
    expect(await (await fetch(`http://${host}:${port}/named/a`)).text()).toBe('a')
  }
})

test('a port that is taken on one address is had on none', async () => {
  const other = createServer()
  const port = await new Promise<number>((resolve) => {
    other.listen(0, '::1', () => {
      const address = other.address()
      resolve(typeof address === 'object' && address !== null ? address.port : 0)
    })
  })
  await expect(start(port)).rejects.toMatchObject({ code: 'EADDRINUSE' })
  await expect(fetch(`http://127.0.0.1:${port}/named/a`)).rejects.toThrow()
  await new Promise((resolve) => other.close(resolve))
})

test.each([
  ['/named/a%20b', 'a b'],
  ['/named/a%2Fb', 'a/b'],
  ['/named/%zz', '%zz'],
])('the parameter of %s is %p', async (path, name) => {
  const { port } = await start()
  expect(await (await fetch(`http://127.0.0.1:${port}${path}`)).text()).toBe(name)
})

test('HEAD is answered by the route of GET, with its length and without its body', async () => {
  const { port } = await start()
  const answer = await fetch(`http://127.0.0.1:${port}/named/abc`, { method: 'HEAD' })
  expect([answer.status, answer.headers.get('content-length'), await answer.text()]).toEqual([200, '3', ''])
})

test('what no route has is refused by the table', async () => {
  const { port } = await start()
  const answer = await fetch(`http://127.0.0.1:${port}/named/abc`, { method: 'DELETE' })
  expect([answer.status, await answer.text()]).toEqual([404, 'refused'])
})

test('once stopped, nobody is answered and nothing is pending', async () => {
  const listener = await start()
  await (await fetch(`http://127.0.0.1:${listener.port}/named/a`)).text()
  await listener.stop()
  expect(listener.pending()).toBe(0)
  await expect(fetch(`http://127.0.0.1:${listener.port}/named/a`)).rejects.toThrow()
})

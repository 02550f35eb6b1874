// C100: whom this server asks, and how much of an answer it takes.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { createServer, type Server } from 'node:http'
import { OutboundRefusal } from '#kernel/outbound'
import { isGlobal, outbound } from './outbound.ts'

let server: Server
let url = ''
let asked = 0
beforeAll(async () => {
  server = createServer((request, response) => {
    asked += 1
    if (request.url === '/large') response.writeHead(200).end('x'.repeat(600 * 1_024))
    else if (request.url === '/elsewhere') response.writeHead(302, { location: '/' }).end()
    else if (request.url === '/drip') response.writeHead(200).write('x')
    else if (request.url !== '/never') response.writeHead(200).end(`for ${request.headers.host}`)
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

describe('outside development', () => {
  const strict = outbound({ allowsLoopback: false })
  test.each([
    ...['127.1', '0', '[::1]', '[::ffff:7f00:1]', '169.254.169.254', '100.64.0.1', '[fd00::1]', 'localhost.'],
    ...[
      '2130706433',
      '0177.0.0.1',
      '10.0.0.1',
      '[fe80::1]',
      '[64:ff9b::7f00:1]',
      '[2002:7f00:1::]',
      '192.168.1.1',
    ],
  ])('C100 https://%s is not asked', async (host) => {
    await expect(strict(`https://${host}:${new URL(url).port}/`)).rejects.toBeInstanceOf(OutboundRefusal)
  })

  test.each([
    'http://192.0.43.8/',
    'https://me:secret@192.0.43.8/',
    'file:///etc/passwd',
    'gopher://192.0.43.8/',
  ])('C100 %s is not asked', async (address) => {
    await expect(strict(address)).rejects.toBeInstanceOf(OutboundRefusal)
  })

  test('C100 a name with one address of a private network among others is not asked, and none is connected to', async () => {
    const before = asked
    const rebinding = outbound({ allowsLoopback: false, resolve: async () => ['192.0.43.8', '127.0.0.1'] })
    await expect(rebinding(`https://rebinding.example:${new URL(url).port}/`)).rejects.toThrow(
      'private or special',
    )
    expect(asked).toBe(before)
  })

  test('a name is looked up once', async () => {
    let looks = 0
    const resolve = async () => {
      looks += 1
      return looks === 1 ? ['127.0.0.1'] : ['192.0.43.8']
    }
    const port = new URL(url).port
    const answer = await outbound({ allowsLoopback: true, resolve })(`http://once.example:${port}/`)
    expect([await answer.text(), looks]).toEqual([`for once.example:${port}`, 1])
  })
})

describe('in development', () => {
  const lenient = outbound({ allowsLoopback: true, longestMs: 300 })

  test('this machine is asked by http, and no other', async () => {
    expect((await lenient(`${url}/`)).status).toBe(200)
    await expect(lenient('http://192.0.43.8/')).rejects.toThrow('only https is')
    await expect(lenient('https://10.0.0.1/')).rejects.toThrow('private or special')
  })

  test.each([
    ['/large', 'more than 512 kB'],
    ['/elsewhere', 'a redirect (302), which is not followed'],
    ['/never', 'did not answer within 0.3 s'],
    ['/drip', 'did not answer within 0.3 s'],
  ])('%s: %s', async (path, told) => {
    await expect(lenient(`${url}${path}`)).rejects.toThrow(told)
  })
})

test.each<[string, boolean]>([
  ['8.8.8.8', true],
  ['2606:4700::1111', true],
  ['::ffff:8.8.8.8', false],
  ['not an address', false],
])('%s is global: %p', (address, isIt) => {
  expect(isGlobal(address)).toBe(isIt)
})

// C087-C089: what is read as a body, and how much of it.
import { afterEach, beforeAll, describe, expect, test } from 'bun:test'
import { gzipSync } from 'node:zlib'
import { type Account, count, join, person, shown } from '../support/accounts.ts'
import { expectInvalid, expectNoInsides, expectRefusal } from '../support/expect-answer.ts'
import { type Answer, type Ask, bytes, send } from '../support/http.ts'
import { exchange, head } from '../support/raw.ts'
import { useServer } from '../support/server.ts'

const server = useServer({ dev: true })
const json = 'application/json'
let admin: Account
let user: Account
let total = 0
beforeAll(async () => {
  admin = await join(server)
  user = await join(server)
  total = await count(server, admin)
})

/** Every route that reads JSON, with a body that it would accept; nothing here may make or change anything. */
function routes(): [string, string | undefined, unknown][] {
  return [
    ['POST /auth/register', undefined, person()],
    ['POST /auth/login', undefined, { username: user.username, password: user.password }],
    [`PUT /users/${user.id}`, user.token, { full_name: 'Changed By Mistake' }],
    ['POST /users', admin.token, person()],
    [`PUT /users/${user.id}/roles`, admin.token, { roles: ['admin'] }],
  ]
}

async function everywhere(ask: (good: unknown) => Ask, check: (answer: Answer, line: string) => void) {
  for (const [line, token, good] of routes()) check(await send(server, line, { token, ...ask(good) }), line)
}

async function nothingHappened() {
  expect(await count(server, admin)).toBe(total)
  const { json: now } = await send(server, 'GET /users/me', { token: user.token })
  expect(now).toEqual(shown(user))
  expectRefusal(await send(server, `GET /users/${admin.id}`, { token: user.token }), 403, 'forbidden')
}

describe('C087 media types', () => {
  afterEach(nothingHappened)

  test.each([
    [undefined],
    ['text/plain'],
    ['text/json'],
    ['application/jsonx'],
    ['application/json+x'],
    ['application/problem+json'],
    ['application/*'],
    ['*/*'],
    ['multipart/form-data; boundary=x'],
    ['application/json; charset=utf-16'],
    ['application/json; charset=iso-8859-1'],
    ['application/xml'],
    ['application'],
    ['json'],
    [' '],
  ])('%s is 415', async (type) => {
    await everywhere(
      (good) => ({ body: JSON.stringify(good), type }),
      (answer) => expectRefusal(answer, 415, 'unsupported_media_type'),
    )
  })

  test('a form is for login alone', async () => {
    await everywhere(
      () => ({ form: { username: 'a', password: 'b', full_name: 'Changed By Mistake' } }),
      (answer, line) => {
        if (line !== 'POST /auth/login') expectRefusal(answer, 415, 'unsupported_media_type')
      },
    )
  })

  test.each(['gzip', 'deflate', 'br', 'x'])('Content-Encoding: %s is 415', async (encoding) => {
    await everywhere(
      (good) => ({
        body: new Uint8Array(gzipSync(JSON.stringify(good))),
        type: json,
        headers: { 'content-encoding': encoding },
      }),
      (answer) => expectRefusal(answer, 415, 'unsupported_media_type'),
    )
  })

  test('every spelling of JSON in UTF-8 is read', async () => {
    for (const type of [
      json,
      'Application/JSON',
      `${json}; charset=utf-8`,
      `${json};charset=UTF-8`,
      `${json};charset="utf-8"`,
    ]) {
      const answer = await send(server, `PUT /users/${user.id}`, { token: user.token, body: '{}', type })
      expect([type, answer.status]).toEqual([type, 200])
    }
  })
})

describe('C088 syntax', () => {
  afterEach(nothingHappened)

  const canary = 'canary-in-the-body'
  const texts: [string, string | Uint8Array<ArrayBuffer>][] = [
    ['nothing', ''],
    ['blanks', ' \n'],
    ['half an object', `{"full_name":"${canary}"`],
    ['a trailing comma', `{"full_name":"${canary}",}`],
    ['a comment', `{"full_name":"${canary}"/* x */}`],
    ['single quotes', `{'full_name':'${canary}'}`],
    ['NaN', '{"full_name":NaN}'],
    ['two documents', `{"full_name":"${canary}"}{"full_name":"${canary}"}`],
    ['a byte order mark', `\ufeff{"full_name":"${canary}"}`],
    ['a raw control character', `{"full_name":"${canary}\u0001"}`],
    ['a raw line feed in a text', `{"full_name":"${canary}\n"}`],
    ['a bad escape', `{"full_name":"${canary}\\x41"}`],
    ['a key twice', `{"full_name":"${canary}","full_name":"${canary}"}`],
    ['a key twice, once escaped', `{"full_name":"${canary}","\\u0066ull_name":"${canary}"}`],
    ['a key twice, inside', `{"full_name":{"a":1,"a":2}}`],
    ['a key twice, in a list', `{"full_name":[{"a":1,"\\u0061":2}]}`],
    ['an empty key twice', `{"":1,"":2}`],
    ['a lone surrogate', `{"full_name":"\\ud800${canary}"}`],
    ['a lone low surrogate', `{"full_name":"${canary}\\udc00"}`],
    ['a lone surrogate in a key', `{"\\ud800":"${canary}"}`],
    ['surrogates the wrong way round', `{"full_name":"\\udc00\\ud800"}`],
    ['a leading zero', '{"full_name":01}'],
    ['UTF-16', new Uint8Array(Buffer.from('{"full_name":"x"}', 'utf16le'))],
    ['bad UTF-8', new Uint8Array([...bytes('{"full_name":"x'), 0xff, ...bytes('"}')])],
    ['overlong UTF-8', new Uint8Array([...bytes('{"full_name":"'), 0xc0, 0xaf, ...bytes('"}')])],
    ['a surrogate in UTF-8', new Uint8Array([...bytes('{"full_name":"'), 0xed, 0xa0, 0x80, ...bytes('"}')])],
    ['UTF-8 that ends early', new Uint8Array([...bytes('{"full_name":"x"}'), 0xe2, 0x82])],
    ['depth 17', `{"full_name":${'['.repeat(16)}1${']'.repeat(16)}}`],
  ]
  test.each(texts)('%s', async (_, body) => {
    await everywhere(
      () => ({ body, type: json }),
      (answer) => {
        expectRefusal(answer, 400, 'invalid_request')
        expect(answer.text).not.toContain(canary)
        expectNoInsides(answer.text)
      },
    )
  })

  test.each(['null', '[]', '1', '"x"', 'true', '[{}]', '1e400'])('%s is no object', async (body) => {
    await everywhere(
      () => ({ body, type: json }),
      (answer) => expectRefusal(answer, 400),
    )
  })

  test('depth 16 is read, and then refused for what it is', async () => {
    const body = `{"full_name":${'['.repeat(15)}1${']'.repeat(15)}}`
    expectInvalid(
      await send(server, `PUT /users/${user.id}`, { token: user.token, body, type: json }),
      'full_name',
    )
  })

  test('C057 keys that name prototypes are unknown fields like any other, or refused earlier', async () => {
    for (const body of [
      '{"__proto__":{"is_admin":true,"full_name":"Changed By Mistake"}}',
      '{"constructor":{"prototype":{"roles":["admin"]}}}',
      '{"\\u005f_proto__":1}',
      '{"full_name":{"__proto__":{"x":1}}}',
      '{"toString":1,"hasOwnProperty":1}',
    ]) {
      await everywhere(
        () => ({ body, type: json }),
        (answer) => expectRefusal(answer, 400),
      )
    }
    // Afterwards an empty body still lacks everything: no prototype has learnt a field.
    expectInvalid(
      await send(server, 'POST /auth/register', { json: {} }),
      'username',
      'email',
      'full_name',
      'password',
    )
    const { json: me } = await send(server, 'GET /users/me', { token: user.token })
    expect(Object.keys(me as object)).toEqual(['id', 'username', 'email', 'full_name'])
  })
})

describe('C089 size', () => {
  afterEach(nothingHappened)
  const padded = (good: unknown, size: number) => JSON.stringify(good).padEnd(size, ' ')

  test('64 KiB are read', async () => {
    const body = padded({ full_name: user.full_name }, 65_536)
    const answer = await send(server, `PUT /users/${user.id}`, { token: user.token, body, type: json })
    expect(answer.status).toBe(200)
  })

  test('one byte more is 413 everywhere', async () => {
    await everywhere(
      (good) => ({ body: padded(good, 65_537), type: json }),
      (answer) => expectRefusal(answer, 413, 'payload_too_large'),
    )
    const form = `username=${user.username}&password=${'x'.repeat(65_537)}`
    const type = 'application/x-www-form-urlencoded'
    expectRefusal(await send(server, 'POST /auth/login', { body: form, type }), 413, 'payload_too_large')
  })

  test.each([
    ['1 MB of text', `{"full_name":"${'x'.repeat(1_000_000)}"}`],
    ['10^5 keys', `{${Array.from({ length: 100_000 }, (_, index) => `"k${index}":1`).join()}}`],
  ])('%s is 413', async (_, body) => {
    const answer = await send(server, `PUT /users/${user.id}`, { token: user.token, body, type: json })
    // Beyond a limit of its own the runtime refuses, with no body.
    if (answer.text === '') expect(answer.status).toBe(413)
    else expectRefusal(answer, 413, 'payload_too_large')
  })

  test.each([
    ['a 20,000 deep array', '['.repeat(20_000) + ']'.repeat(20_000)],
    ['20,000 brackets never closed', '['.repeat(20_000)],
    ['6,000 deep objects', '{"a":'.repeat(6_000)],
    ['thousands of keys', `{${Array.from({ length: 5_000 }, (_, index) => `"k${index}":1`).join()}}`],
  ])('%s is 400', async (_, body) => {
    await everywhere(
      () => ({ body, type: json }),
      (answer) => expectRefusal(answer, 400),
    )
    expect((await send(server, 'GET /health')).status).toBe(200)
  })

  test('a length that is too large is refused before the body comes', async () => {
    const lines = [
      'POST /auth/login HTTP/1.1',
      'Host: localhost',
      `Content-Type: ${json}`,
      'Content-Length: 200000',
    ]
    const { answers } = await exchange(server, `${head(...lines)}{`)
    expect(answers.map((answer) => answer.status)).toEqual([413])
  })

  test('chunks that never end are refused once they are too many', async () => {
    const lines = [
      'POST /auth/login HTTP/1.1',
      'Host: localhost',
      `Content-Type: ${json}`,
      'Transfer-Encoding: chunked',
    ]
    const chunk = `4000\r\n${' '.repeat(0x4000)}\r\n`
    const { answers } = await exchange(server, head(...lines) + chunk.repeat(8))
    expect(answers.map((answer) => answer.status)).toEqual([413])
  })
})

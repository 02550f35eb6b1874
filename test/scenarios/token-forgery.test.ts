// C034, C035, C037, C038: tokens that this server did not make, or not like that.
import { beforeAll, describe, expect, test } from 'bun:test'
import { generateKeyPairSync, sign as signBytes } from 'node:crypto'
import { createServer } from 'node:net'
import { type Account, join, shown } from '../support/accounts.ts'
import { expectNoInsides, expectRefusal } from '../support/expect-answer.ts'
import { send } from '../support/http.ts'
import { useServer } from '../support/server.ts'
import { assemble, encode, otherSpellings, type Parts, partsOf, sign } from '../support/tamper.ts'

const server = useServer({ dev: true })
let admin: Account
let user: Account
let parts: Parts
beforeAll(async () => {
  admin = await join(server)
  user = await join(server)
  parts = partsOf(user.token)
})

/** Refused as RFC 6750 says, and nobody is shown. */
async function expectForged(token: string) {
  for (const line of ['GET /users/me', 'GET /users', `DELETE /users/${user.id}`]) {
    const answer = await send(server, line, { token })
    expectRefusal(answer, 401, 'invalid_token')
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer realm="latchkey", error="invalid_token"/)
    expectNoInsides(answer.text)
  }
  expect((await send(server, 'GET /users/me', { token: user.token })).json).toEqual(shown(user))
}

test('the token itself: HS256, a session, and nothing about the person', () => {
  expect(parts.header).toMatchObject({ alg: 'HS256' })
  expect(parts.payload.sid).toMatch(/^ses_/)
  expect(Number(parts.payload.exp) - Number(parts.payload.iat)).toBe(1800)
  const text = JSON.stringify(parts.payload)
  for (const secret of [user.username, user.email, user.full_name, user.password, 'role', 'admin']) {
    expect(text).not.toContain(secret)
  }
})

describe('C034 the algorithm is not the sender’s to choose', () => {
  test.each([
    'none',
    'None',
    'nOnE',
    'NONE',
    '',
    'HS512',
    'HS384',
    'RS256',
    'ES256',
    'PS256',
    'EdDSA',
    'hs256',
    256,
    null,
    { alg: 'HS256' },
  ])('alg %p', async (alg) => {
    for (const signature of ['', parts.signature, 'AA', 'A'.repeat(86)]) {
      await expectForged(assemble({ ...parts.header, alg }, parts.payload, signature))
    }
  })

  test('C034 a good signature of another algorithm under the key’s own name', async () => {
    const [rsa, ec] = [
      generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey,
      generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
    ]
    for (const [alg, key] of [
      ['RS256', rsa],
      ['ES256', ec],
      ['HS256', rsa],
    ] as const) {
      const text = `${encode({ ...parts.header, alg })}.${encode(parts.payload)}`
      const signature = signBytes('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' })
      await expectForged(`${text}.${signature.toString('base64url')}`)
    }
  })

  test('no signature, one byte, zeros, another length', async () => {
    const [header = '', payload = ''] = user.token.split('.')
    for (const signature of [
      '',
      'AA',
      'A'.repeat(43),
      'A'.repeat(86),
      parts.signature.slice(0, 22),
      `${parts.signature}AAAA`,
    ]) {
      await expectForged(`${header}.${payload}.${signature}`)
    }
  })

  test('signed with what anybody could guess', async () => {
    const keys = [
      '',
      'secret',
      'latchkey',
      'changeme',
      '0'.repeat(64),
      Buffer.alloc(32),
      'undefined',
      'null',
      parts.signature,
    ]
    for (const key of keys) await expectForged(sign(parts.header, parts.payload, key))
  })

  test('another person’s session or number under the same signature', async () => {
    const theirs = partsOf(admin.token)
    for (const payload of [
      { ...parts.payload, sub: theirs.payload.sub },
      { ...parts.payload, sid: theirs.payload.sid },
      theirs.payload,
      { ...parts.payload, exp: 9_999_999_999 },
      { ...parts.payload, roles: ['admin'] },
    ]) {
      await expectForged(assemble(parts.header, payload, parts.signature))
    }
    await expectForged(assemble(theirs.header, theirs.payload, parts.signature))
  })
})

describe('C035 keys come from our store only', () => {
  test('a kid of any kind', async () => {
    for (const kid of [
      'unknown',
      '../../dev/null',
      "' or 1=1--",
      'x'.repeat(10_000),
      { a: 1 },
      0,
      null,
      ['x'],
      '\u0000',
      '__proto__',
    ]) {
      for (const token of [
        assemble({ ...parts.header, kid }, parts.payload, parts.signature),
        sign({ ...parts.header, kid }, parts.payload, ''),
      ]) {
        await expectForged(token)
      }
    }
  })

  test('no address in a header is ever asked', async () => {
    let visits = 0
    const trap = createServer((socket) => {
      visits += 1
      socket.destroy()
    })
    await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve))
    const address = trap.address()
    const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/keys`
    const jwk = { kty: 'oct', k: encode('mine') }
    for (const extra of [
      { jku: url },
      { x5u: url },
      { jku: url, kid: 'mine' },
      { jwk },
      { x5c: ['MIIB'] },
      { jwks: { keys: [jwk] } },
      { iss: url },
      { crit: ['exp'], exp: 1 },
      { crit: ['b64'], b64: false },
      { crit: [] },
      { crit: 'x' },
      { zip: 'DEF' },
      { enc: 'A256GCM', alg: 'dir' },
    ]) {
      await expectForged(sign({ ...parts.header, ...extra }, parts.payload, 'mine'))
      await expectForged(assemble({ ...parts.header, ...extra }, parts.payload, parts.signature))
    }
    trap.close()
    expect(visits).toBe(0)
  })
})

describe('C037 claims', () => {
  test('any other value of any claim', async () => {
    const wrong = [undefined, '', 0, -1, '9999999999', 9_999_999_999, [], {}, null, true, 'x'.repeat(2000)]
    for (const claim of ['exp', 'iat', 'nbf', 'sub', 'sid', 'iss', 'aud']) {
      for (const value of wrong) {
        const payload = { ...parts.payload, [claim]: value }
        if (JSON.stringify(payload) !== JSON.stringify(parts.payload)) {
          await expectForged(assemble(parts.header, payload, parts.signature))
        }
      }
    }
  })

  test('payloads and headers that are no objects, or no JSON', async () => {
    for (const text of [
      'null',
      '[]',
      '1',
      '"x"',
      'true',
      '',
      '{',
      '{"exp":1e400}',
      '\ufeff{}',
      '{"a":1,"a":2}',
      '['.repeat(1000),
    ]) {
      await expectForged(assemble(parts.header, text, parts.signature))
      await expectForged(assemble(text, parts.payload, parts.signature))
      await expectForged(sign(parts.header, text, ''))
    }
    const invalid = Buffer.from([0x7b, 0xff, 0x7d]).toString('base64url')
    await expectForged(`${encode(parts.header)}.${invalid}.${parts.signature}`)
  })
})

describe('C038 one token has one spelling', () => {
  test('unused bits, padding, cuts and repetitions', async () => {
    const [header = '', payload = '', signature = ''] = user.token.split('.')
    const rows = [
      ...otherSpellings(user.token),
      `${user.token}=`,
      `${user.token}==`,
      `${user.token}.`,
      `.${user.token}`,
      `${user.token}.${signature}`,
      `${header}.${header}.${payload}.${signature}`,
      `${header}.${payload}`,
      `${header}..${signature}`,
      `..`,
      '.',
      user.token.slice(0, -1),
      user.token.slice(1),
      `${header}=.${payload}.${signature}`,
      `${header}.${payload}=.${signature}`,
      `${header}.${payload}.${signature.replaceAll('-', '+').replaceAll('_', '/')}=`,
      user.token.toUpperCase(),
      `${header}.${payload}.${signature.slice(0, 20)}%${signature.slice(20)}`,
      `${encodeURIComponent(user.token)}%20`,
    ]
    for (const token of rows) {
      expect(token).not.toBe(user.token)
      await expectForged(token)
    }
  })

  test('a token that counts no longer does not in any spelling', async () => {
    const gone = await join(server)
    expect((await send(server, `DELETE /users/${gone.id}`, { token: gone.token })).status).toBe(200)
    for (const token of [gone.token, ...otherSpellings(gone.token), `${gone.token}=`])
      await expectForged(token)
  })
})

import { describe, expect, test } from 'bun:test'
import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { hs256 } from '../../../../test/support/hs256.ts'

const key = Buffer.alloc(32, 7)
const tokens = hs256(key)
const now = 1_800_000_000
const claims = { sub: '12', sid: 'ses_3hUO2lq2lW-o0QyqkR1xqRkq0bM', iat: now, exp: now + 1_800 }
const token = tokens.issue(claims)
const [header = '', payload = '', signature = ''] = token.split('.')

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const signed = (text: string, by: string | Buffer = key) =>
  `${text}.${createHmac('sha256', by).update(text).digest('base64url')}`

describe('a token that was issued', () => {
  test('is verified, and says what it was given', () => {
    expect(tokens.verify(token, now)).toMatchObject(claims)
    expect(tokens.verify(token, now)).toMatchObject(claims)
  })

  test('is three parts of plain base64url, with the header that the contract shows', () => {
    expect(token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]{43}$/)
    expect(header).toStartWith('eyJhbGciOiJIUzI1Ni')
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({
      alg: 'HS256',
      typ: 'at+jwt',
      kid: 'sig_0aB1cD2e',
    })
  })

  test('is one that any library of HS256 verifies', () => {
    expect(signed(`${header}.${payload}`)).toBe(token)
  })

  test('C044 says nothing about the person', () => {
    expect(Object.keys(JSON.parse(Buffer.from(payload, 'base64url').toString())).sort()).toEqual(
      ['aud', 'client_id', 'exp', 'iat', 'iss', 'jti', 'sid', 'sub'].sort(),
    )
  })

  test('whatever its claims: each comes back as it went', () => {
    const instant = fc.integer({ min: 0, max: now })
    const any = fc.record({
      sub: fc.string({ minLength: 1, maxLength: 40 }),
      sid: fc.string({ maxLength: 60 }),
      iat: instant,
      exp: instant.map((seconds) => seconds + now + 1),
    })
    fc.assert(
      fc.property(any, (given) => expect(tokens.verify(tokens.issue(given), now)).toMatchObject(given)),
    )
  })

  test('is nobody’s under another key', () => {
    expect(hs256(Buffer.alloc(32, 8)).verify(token, now)).toBeUndefined()
  })
})

describe('C038 a token has one spelling', () => {
  test('any one character changed to any other is refused', () => {
    const place = fc.nat({ max: token.length - 1 })
    fc.assert(
      fc.property(place, fc.nat({ max: 0xffff }), (at, code) => {
        const other = String.fromCharCode(code)
        fc.pre(other !== token[at])
        expect(tokens.verify(token.slice(0, at) + other + token.slice(at + 1), now)).toBeUndefined()
      }),
      { numRuns: 2_000 },
    )
  })

  test('so is each character changed to one that shares its low byte', () => {
    for (let at = 0; at < token.length; at++) {
      const twin = String.fromCharCode(token.charCodeAt(at) + 0x100)
      expect(tokens.verify(token.slice(0, at) + twin + token.slice(at + 1), now)).toBeUndefined()
    }
  })

  test('so is any piece left out, put twice or put in', () => {
    const place = fc.nat({ max: token.length })
    fc.assert(
      fc.property(place, place, fc.string({ unit: 'binary', maxLength: 4 }), (a, b, middle) => {
        const [from, to] = a < b ? [a, b] : [b, a]
        for (const changed of [
          token.slice(0, from) + token.slice(to),
          token.slice(0, to) + token.slice(from),
          token.slice(0, from) + middle + token.slice(from),
        ]) {
          if (changed !== token) expect(tokens.verify(changed, now)).toBeUndefined()
        }
      }),
      { numRuns: 500 },
    )
  })

  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const last = alphabet.indexOf(signature.at(-1) ?? '')
  test.each([
    ...[1, 2, 3].map((bits) => [
      `the low bits of the last character, ${bits}`,
      token.slice(0, -1) + alphabet[(last & ~3) | ((last + bits) & 3)],
    ]),
    ['padding', `${token}=`],
    ['two of padding', `${token}==`],
    ['a space behind', `${token} `],
    ['a space before', ` ${token}`],
    ['a line end', `${token}\n`],
    ['a NUL', `${token}\0`],
    ['a dot behind', `${token}.`],
    ['a dot before', `.${token}`],
    ['standard base64', token.replaceAll('-', '+').replaceAll('_', '/')],
    ['a padded payload', signed(`${header}.${payload}=`).replace(/[^.]+$/, signature)],
    ['no signature', `${header}.${payload}.`],
    ['two parts', `${header}.${payload}`],
    ['the payload twice', `${header}.${payload}.${payload}.${signature}`],
    ['the header twice', `${header}.${header}.${payload}.${signature}`],
    ['nothing', ''],
    ['dots', '..'],
    ['43 characters of signature alone', `.${signature}`],
  ])('%s is refused', (_, changed) => {
    if (changed !== token) expect(tokens.verify(String(changed), now)).toBeUndefined()
  })

  test('any text is refused, and nothing is thrown', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 5_000 }), (text) => {
        expect(tokens.verify(text, now)).toBeUndefined()
        expect(tokens.verify(`${header}.${text}`, now)).toBeUndefined()
      }),
    )
  })
})

describe('C034, C035 the header is one constant', () => {
  const kid = 'sig_0aB1cD2e'
  const ours = { alg: 'HS256', typ: 'at+jwt', kid }
  const wellSigned: [string, object | string][] = [
    ['its members the other way round', { typ: 'at+jwt', alg: 'HS256', kid }],
    ['without typ', { alg: 'HS256', kid }],
    ['typ JWT', { alg: 'HS256', typ: 'JWT', kid }],
    ['alg none', { ...ours, alg: 'none' }],
    ['alg HS512', { ...ours, alg: 'HS512' }],
    ['alg RS256', { ...ours, alg: 'RS256' }],
    ['alg in lower case', { ...ours, alg: 'hs256' }],
    ['no kid', { alg: 'HS256', typ: 'at+jwt' }],
    ['another kid', { ...ours, kid: 'sig_AAAAAAAA' }],
    ['a kid in other letters', { ...ours, kid: kid.toUpperCase() }],
    ['a kid that is a path', { ...ours, kid: '../../dev/null' }],
    ['a kid that is SQL', { ...ours, kid: "' or 1=1--" }],
    ['a kid of 10 KB', { ...ours, kid: 'x'.repeat(10_240) }],
    ['a kid that is an object', { ...ours, kid: { kid } }],
    ['a list of kids', { ...ours, kid: [kid] }],
    ['a jku', { ...ours, jku: 'https://evil.example/keys' }],
    ['an x5u', { ...ours, x5u: 'https://evil.example/cert' }],
    ['a jwk', { ...ours, jwk: { kty: 'oct', k: key.toString('base64url') } }],
    ['an x5c', { ...ours, x5c: ['MIIB'] }],
    ['an empty crit', { ...ours, crit: [] }],
    ['a crit that nobody knows', { ...ours, crit: ['exp'] }],
    ['b64 false', { ...ours, b64: false, crit: ['b64'] }],
    ['zip, CVE-2024-28176', { ...ours, zip: 'DEF' }],
  ]
  test.each(wellSigned)('%s is refused although our key signed it', (_, other) => {
    expect(tokens.verify(signed(`${encode(other)}.${payload}`), now)).toBeUndefined()
  })

  test('spaces in the JSON of the header make another header', () => {
    const spaced = Buffer.from(`{"alg": "HS256", "typ": "at+jwt", "kid": "${kid}"}`).toString('base64url')
    expect(tokens.verify(signed(`${spaced}.${payload}`), now)).toBeUndefined()
  })

  test.each(['', 'secret', 'latchkey', Buffer.alloc(32), Buffer.alloc(64), key.subarray(0, 31)])(
    'a signature by the key %p is refused',
    (guess) => {
      expect(tokens.verify(signed(`${header}.${payload}`, guess), now)).toBeUndefined()
    },
  )
})

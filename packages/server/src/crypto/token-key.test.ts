// C034, C035, C036, C038: keys whose public half anybody may have.
import { beforeAll, describe, expect, test } from 'bun:test'
import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign as signBytes,
} from 'node:crypto'
import fc from 'fast-check'
import { systemRandom } from '#kernel/random'
import { KeyRing } from './key-ring.ts'
import { generateTokenKey, openTokenKey, type TokenAlgorithm, type TokenKey } from './token-key.ts'
import { issueBy, verifyBy } from './tokens.ts'

const now = 1_800_000_000
const claims = { sub: '12', sid: 'ses_3hUO2lq2lW-o0QyqkR1xqRkq0bM', iat: now, exp: now + 1_800 }
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
const ringOf = (...keys: TokenKey[]) =>
  new KeyRing(keys.map((key) => ({ key, signsFrom: 0, verifiesUntil: Number.POSITIVE_INFINITY })))

const algorithms = ['EdDSA', 'ES256', 'RS256'] as const satisfies TokenAlgorithm[]

describe.each(algorithms)('a key of %s', (algorithm) => {
  let key: TokenKey
  let privateKey: KeyObject
  let ring: KeyRing
  let token: string
  let [header, payload, signature] = ['', '', '']
  beforeAll(async () => {
    const made = await generateTokenKey(algorithm, systemRandom)
    key = openTokenKey(made)
    privateKey = createPrivateKey({ key: made.bytes, type: 'pkcs8', format: 'der' })
    ring = ringOf(key)
    token = issueBy(ring, claims)
    ;[header = '', payload = '', signature = ''] = token.split('.')
  })
  const verdict = (other: string) => verifyBy(ring, other, now)
  const bySignature = (head: string, by: (text: string) => Buffer) => {
    const text = `${head}.${payload}`
    return `${text}.${by(text).toString('base64url')}`
  }
  const sign = (text: string) =>
    signBytes(algorithm === 'EdDSA' ? null : 'sha256', Buffer.from(text), {
      key: privateKey,
      dsaEncoding: 'ieee-p1363',
    })
  const hmac = (by: string | Buffer) => (text: string) => createHmac('sha256', by).update(text).digest()

  test('signs tokens that it verifies, again and again, under the one header that is its own', () => {
    for (let i = 0; i < 3; i++) expect(verdict(token)).toMatchObject(claims)
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toEqual({
      alg: algorithm,
      typ: 'at+jwt',
      kid: key.kid,
    })
  })

  test('hands out its public half, and no member more', () => {
    const members = { EdDSA: 'crv,kty,x', ES256: 'crv,kty,x,y', RS256: 'e,kty,n' }
    expect(
      Object.keys(key.publicJwk ?? {})
        .sort()
        .join(),
    ).toBe(members[algorithm])
  })

  test('C034 has the strength of 128 bits', () => {
    const { modulusLength } = createPublicKey(privateKey).asymmetricKeyDetails ?? {}
    if (algorithm === 'RS256') expect(modulusLength).toBe(3_072)
    expect(privateKey.asymmetricKeyType).toBe(
      ({ EdDSA: 'ed25519', ES256: 'ec', RS256: 'rsa' } as const)[algorithm],
    )
  })

  test('C034 V44 V45 CVE-2022-23540 CVE-2024-37568 its public half is no HMAC key, however it is spelled', () => {
    const publicKey = createPublicKey(privateKey)
    const spki = publicKey.export({ type: 'spki', format: 'pem' }).toString()
    const jwk = publicKey.export({ format: 'jwk' })
    const der = publicKey.export({ type: 'spki', format: 'der' })
    const raw = Buffer.from(jwk.x ?? jwk.n ?? '', 'base64url')
    const wire = Buffer.concat([Buffer.from([0, 0, 0, 11]), Buffer.from('ssh-ed25519'), raw])
    const spellings: (string | Buffer)[] = [
      spki,
      spki.trim(),
      spki.replaceAll('\n', '\r\n'),
      spki.replaceAll('\n', ''),
      der,
      der.toString('base64'),
      der.toString('hex'),
      JSON.stringify(jwk),
      JSON.stringify({ ...key.publicJwk, kid: key.kid, alg: algorithm, use: 'sig' }),
      JSON.stringify({ keys: [jwk] }),
      raw,
      raw.toString('base64url'),
      `ssh-ed25519 ${wire.toString('base64')}`,
      `ssh-ed25519 ${wire.toString('base64')} latchkey`,
      wire,
      '',
    ]
    if (algorithm === 'RS256') {
      const pkcs1 = publicKey.export({ type: 'pkcs1', format: 'pem' }).toString()
      spellings.push(pkcs1, pkcs1.trim(), publicKey.export({ type: 'pkcs1', format: 'der' }))
    }
    for (const spelling of spellings) {
      for (const head of [
        header,
        encode({ alg: 'HS256', typ: 'at+jwt', kid: key.kid }),
        encode({ alg: 'HS256', typ: 'at+jwt' }),
        encode({ alg: 'HS512', typ: 'at+jwt', kid: key.kid }),
      ]) {
        expect(verdict(bySignature(head, hmac(spelling)))).toBeUndefined()
      }
    }
  })

  test('C034 no signature, zeros, a byte, and signatures of other lengths', () => {
    const length = Buffer.from(signature, 'base64url').length
    const bytes = [0, 1, 2, 31, 32, 63, 64, 65, 96, 128, 256, 383, 384, 385, length - 1, length + 1]
    for (const size of bytes) {
      for (const fill of [0, 1, 255]) {
        const forged = Buffer.alloc(size, fill).toString('base64url')
        expect(verdict(`${header}.${payload}.${forged}`)).toBeUndefined()
      }
    }
    // CVE-2022-21449: r = s = 0, and the order of the curve for either.
    const order = Buffer.from('ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551', 'hex')
    for (const half of [Buffer.alloc(32), order, Buffer.alloc(32, 255)]) {
      const forged = Buffer.concat([half, half]).toString('base64url')
      expect(verdict(`${header}.${payload}.${forged}`)).toBeUndefined()
    }
  })

  test('C034 another key of the same kind, and every other algorithm under this name', () => {
    const others = {
      EdDSA: generateKeyPairSync('ed25519').privateKey,
      ES256: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
      RS256: generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey,
    }
    for (const [name, other] of Object.entries(others)) {
      for (const head of [header, encode({ alg: name, typ: 'at+jwt', kid: key.kid })]) {
        const by = (text: string) =>
          signBytes(name === 'EdDSA' ? null : 'sha256', Buffer.from(text), {
            key: other,
            dsaEncoding: 'ieee-p1363',
          })
        expect(verdict(bySignature(head, by))).toBeUndefined()
      }
    }
  })

  test('C034, C035 any other header is refused although this very key signed it', () => {
    const ours = { alg: algorithm, typ: 'at+jwt', kid: key.kid }
    expect(verdict(bySignature(encode(ours), sign)) !== undefined || algorithm === 'ES256').toBe(true)
    for (const other of [
      { ...ours, alg: 'none' },
      { ...ours, alg: algorithm.toLowerCase() },
      { ...ours, typ: 'JWT' },
      { ...ours, typ: 'AT+JWT' },
      { ...ours, typ: undefined },
      { ...ours, kid: undefined },
      { ...ours, kid: 'sig_AAAAAAAA' },
      { ...ours, kid: '../../dev/null' },
      { ...ours, jwk: key.publicJwk },
      { ...ours, jku: 'https://evil.example/keys' },
      { ...ours, x5u: 'https://evil.example/cert' },
      { ...ours, x5c: ['MIIB'] },
      { ...ours, crit: ['exp'] },
      { ...ours, crit: ['b64'], b64: false },
      { ...ours, zip: 'DEF' },
      { kid: key.kid, alg: algorithm, typ: 'at+jwt' },
    ]) {
      expect(verdict(bySignature(encode(other), sign))).toBeUndefined()
    }
  })

  test('V46 CVE-2024-28176 five parts are nothing', () => {
    for (const other of [
      `${token}.${payload}.${signature}`,
      `${header}.${payload}.${payload}.${payload}.${signature}`,
      `${encode({ alg: 'dir', enc: 'A256GCM', zip: 'DEF' })}..${payload}.${payload}.${signature}`,
      `${header}....`,
    ]) {
      expect(verdict(other)).toBeUndefined()
    }
  })

  test('C036 what it signs of another kind is no access token', () => {
    for (const typ of ['secevent+jwt', 'JWT', 'logout+jwt', '']) {
      const other = key.signCompact({ iss: 'latchkey', aud: 'latchkey', ...claims }, typ)
      expect(verdict(other)).toBeUndefined()
    }
    expect(() => key.signCompact({ ...claims }, 'at+jwt')).toThrow(RangeError)
  })

  test('C038 one spelling: every other character anywhere, and what base64url leaves unused', () => {
    fc.assert(
      fc.property(fc.nat({ max: token.length - 1 }), fc.nat({ max: 0xffff }), (at, code) => {
        const other = String.fromCharCode(code)
        fc.pre(other !== token[at])
        expect(verdict(token.slice(0, at) + other + token.slice(at + 1))).toBeUndefined()
      }),
      { numRuns: 300 },
    )
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    for (const last of alphabet) {
      const other = token.slice(0, -1) + last
      if (other !== token) expect(verdict(other)).toBeUndefined()
    }
    for (const other of [
      `${token}=`,
      `${token}==`,
      `${token} `,
      `${token}\n`,
      `${token}.`,
      `${header}.${token}`,
    ])
      expect(verdict(other)).toBeUndefined()
    expect(verdict(token)).toMatchObject(claims)
  })

  test('C037 what was verified once ends with its time all the same', () => {
    expect(verdict(token)).toBeDefined()
    expect(verifyBy(ring, token, claims.exp)).toBeUndefined()
    expect(verifyBy(ring, token, claims.iat - 61)).toBeUndefined()
  })
})

describe('C038 ES256', () => {
  const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

  test('of the two signatures that hold for one text, one is ours', async () => {
    const made = await generateTokenKey('ES256', systemRandom)
    const ring = ringOf(openTokenKey(made))
    for (let i = 0; i < 40; i++) {
      const token = issueBy(ring, { ...claims, sub: String(i) })
      const [header, payload, signature = ''] = token.split('.')
      const bytes = Buffer.from(signature, 'base64url')
      const twin = (ORDER - BigInt(`0x${bytes.toString('hex', 32)}`)).toString(16).padStart(64, '0')
      const other = Buffer.concat([bytes.subarray(0, 32), Buffer.from(twin, 'hex')]).toString('base64url')
      expect(verifyBy(ring, `${header}.${payload}.${other}`, now)).toBeUndefined()
      expect(verifyBy(ring, token, now)).toBeDefined()
    }
  })
})

describe('C034 two families in one ring', () => {
  test('the key of one verifies nothing under the name of the other', async () => {
    const hs = await generateTokenKey('HS256', systemRandom)
    const rs = await generateTokenKey('RS256', systemRandom)
    const ring = ringOf(openTokenKey(rs), openTokenKey(hs))
    const payload = issueBy(ring, claims).split('.')[1]
    const rsa = createPrivateKey({ key: rs.bytes, type: 'pkcs8', format: 'der' })
    for (const alg of ['RS256', 'HS256']) {
      for (const kid of [hs.kid, rs.kid]) {
        const text = `${encode({ alg, typ: 'at+jwt', kid })}.${payload}`
        const byRsa = `${text}.${signBytes('sha256', Buffer.from(text), rsa).toString('base64url')}`
        const byHmac = `${text}.${createHmac('sha256', hs.bytes).update(text).digest('base64url')}`
        expect(verifyBy(ring, byRsa, now) !== undefined).toBe(alg === 'RS256' && kid === rs.kid)
        expect(verifyBy(ring, byHmac, now) !== undefined).toBe(alg === 'HS256' && kid === hs.kid)
      }
    }
  })
})

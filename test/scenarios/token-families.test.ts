// C034, C035, C038, V44, V45, V46: forged tokens where everybody has the public key.
import { beforeAll, describe, expect, test } from 'bun:test'
import {
  createHmac,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKeyInput,
  sign as signBytes,
} from 'node:crypto'
import { createServer } from 'node:net'
import { type Account, join, shown } from '../support/accounts.ts'
import { expectNoInsides, expectRefusal } from '../support/expect-answer.ts'
import { send } from '../support/http.ts'
import { useServer } from '../support/server.ts'
import { assemble, encode, type Parts, partsOf, sign } from '../support/tamper.ts'

describe.each(['EdDSA', 'ES256', 'RS256'] as const)('%s', (algorithm) => {
  const server = useServer({ dev: true, env: { LATCHKEY_TOKEN_ALGORITHM: algorithm } })
  let user: Account
  let parts: Parts
  let jwk: Record<string, string>
  beforeAll(async () => {
    user = await join(server)
    parts = partsOf(user.token)
    const { keys } = (await send(server, 'GET /.well-known/jwks.json')).json as { keys: (typeof jwk)[] }
    jwk = keys[0] ?? {}
  })

  async function expectForged(token: string) {
    const answer = await send(server, 'GET /users/me', { token })
    expectRefusal(answer, 401, 'invalid_token')
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer realm="latchkey", error="invalid_token"/)
    expectNoInsides(answer.text)
  }

  test('the control: the token itself counts', async () => {
    expect((await send(server, 'GET /users/me', { token: user.token })).json).toEqual(shown(user))
  })

  test('C034 V44 none, in any spelling, with any signature (CVE-2022-23540)', async () => {
    for (const alg of ['none', 'None', 'nOnE', 'NONE', '', null, ['none'], 'HS256', 'HS512']) {
      for (const signature of ['', parts.signature, 'AA', 'A'.repeat(86)]) {
        await expectForged(assemble({ ...parts.header, alg }, parts.payload, signature))
      }
    }
  })

  test('C034 V45 HS256 by the public key in every spelling (CVE-2024-37568, CVE-2022-23541)', async () => {
    const key = createPublicKey({ key: jwk, format: 'jwk' } as JsonWebKeyInput)
    const pem = key.export({ type: 'spki', format: 'pem' }).toString()
    const der = key.export({ type: 'spki', format: 'der' })
    const raw = Buffer.from(jwk.x ?? jwk.n ?? '', 'base64url')
    const ssh = Buffer.concat([Buffer.from([0, 0, 0, 11]), Buffer.from('ssh-ed25519'), raw])
    const spellings: (string | Buffer)[] = [
      ...[pem, pem.trim(), pem.replaceAll('\n', '\r\n'), der, der.toString('base64')],
      ...[JSON.stringify(jwk), JSON.stringify({ keys: [jwk] }), raw, raw.toString('base64url')],
      ...[`ssh-ed25519 ${ssh.toString('base64')}`, ssh],
      ...(algorithm === 'RS256'
        ? [
            key.export({ type: 'pkcs1', format: 'pem' }).toString(),
            key.export({ type: 'pkcs1', format: 'der' }),
          ]
        : []),
    ]
    for (const spelling of spellings) {
      await expectForged(sign({ ...parts.header, alg: 'HS256' }, parts.payload, spelling))
      await expectForged(sign(parts.header, parts.payload, spelling))
      const text = `${encode({ ...parts.header, alg: 'HS512' })}.${encode(parts.payload)}`
      await expectForged(`${text}.${createHmac('sha512', spelling).update(text).digest('base64url')}`)
    }
  })

  test('C034 signatures of zeros, of a byte, of another key (CVE-2022-21449)', async () => {
    const [head = '', payload = ''] = user.token.split('.')
    for (const size of [0, 1, 63, 64, 65, 256, 384])
      await expectForged(`${head}.${payload}.${Buffer.alloc(size).toString('base64url')}`)
    const strangers = {
      EdDSA: generateKeyPairSync('ed25519').privateKey,
      ES256: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
      RS256: generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey,
    }
    for (const [alg, key] of Object.entries(strangers)) {
      const text = `${encode({ ...parts.header, alg })}.${encode(parts.payload)}`
      const by = { key, dsaEncoding: 'ieee-p1363' } as const
      const signature = signBytes(alg === 'EdDSA' ? null : 'sha256', Buffer.from(text), by)
      await expectForged(`${text}.${signature.toString('base64url')}`)
    }
  })

  test('C035 keys and addresses in the header are nobody’s, and are never asked', async () => {
    let visits = 0
    const trap = createServer((socket) => {
      visits += 1
      socket.destroy()
    })
    await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve))
    const address = trap.address()
    const url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/keys`
    const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const mine = stranger.publicKey.export({ format: 'jwk' })
    for (const extra of [
      { jwk: mine },
      { jwk: mine, kid: undefined },
      { jku: url },
      { jku: url, kid: 'mine' },
      { x5u: url },
      { x5c: ['MIIB'] },
      { crit: ['exp'] },
      { crit: ['b64'], b64: false },
      { kid: 'sig_nobodys0' },
      { kid: '../../dev/null' },
      { kid: "' or 1=1--" },
      { kid: 'x'.repeat(6_000) },
      { kid: { kid: parts.header.kid } },
    ]) {
      const text = `${encode({ ...parts.header, alg: 'ES256', ...extra })}.${encode(parts.payload)}`
      const by = { key: stranger.privateKey, dsaEncoding: 'ieee-p1363' } as const
      await expectForged(`${text}.${signBytes('sha256', Buffer.from(text), by).toString('base64url')}`)
      await expectForged(assemble({ ...parts.header, ...extra }, parts.payload, parts.signature))
    }
    trap.close()
    expect(visits).toBe(0)
  })

  test('V46 five parts and zip are refused before anything is opened (CVE-2024-28176)', async () => {
    const [head, payload, signature] = user.token.split('.')
    const bomb = encode('x'.repeat(3_000))
    for (const token of [
      `${encode({ alg: 'dir', enc: 'A256GCM', zip: 'DEF' })}..${payload}.${bomb}.${signature}`,
      `${encode({ alg: 'RSA-OAEP', enc: 'A256GCM', zip: 'DEF', kid: parts.header.kid })}.${payload}.${payload}.${bomb}.${signature}`,
      `${head}.${payload}.${payload}.${payload}.${signature}`,
      `${head}....`,
    ]) {
      await expectForged(token)
    }
    await expectForged(assemble({ ...parts.header, zip: 'DEF' }, parts.payload, parts.signature))
  })

  test('C038 one spelling', async () => {
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
    for (const last of alphabet) {
      const token = user.token.slice(0, -1) + last
      if (token !== user.token) await expectForged(token)
    }
    for (const token of [`${user.token}=`, `${user.token}==`, `${user.token}.`, user.token.slice(0, -1)])
      await expectForged(token)
  })
})

// C073: an answer of an authenticator with one thing wrong is refused, changes nothing, and leaves the next honest one as good as ever.
import { beforeAll, describe, expect, test } from 'bun:test'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Account, join } from '../support/accounts.ts'
import { attestedByMaker } from '../support/attested.ts'
import { Authenticator, BE, BS, type Mutation, UP, UV } from '../support/authenticator.ts'
import { expectAlike, expectInvalid, expectRefusal } from '../support/expect-answer.ts'
import { type Answer, fieldsOf, itemsOf, send } from '../support/http.ts'
import { begin, type Holder, originOf, signInByPasskey, withPasskey } from '../support/second-factors.ts'
import { useServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'

const server = useServer({ dev: true, env: unthrottled })
let admin: Account
beforeAll(async () => {
  admin = await join(server)
})

type Json = Record<string, unknown> & { response: Record<string, unknown> }
interface Wrong extends Mutation {
  /** What the browser hands over in place of what the authenticator gave. */
  readonly handedOver?: (honest: Json) => Json
}
type Row = [what: string, wrong: () => Wrong]
const random = (bytes = 32) => randomBytes(bytes).toString('base64url')

/** What goes for both ceremonies. */
const everywhere: Row[] = [
  ['V60 CVE-2026-28787 a challenge of the own', () => ({ challenge: random() })],
  ['no challenge', () => ({ challenge: '' })],
  ['the origin of somebody else', () => ({ origin: 'https://evil.example' })],
  ['an origin below the own', () => ({ origin: originOf(server).replace('//', '//a.') })],
  ['the own origin at another port', () => ({ origin: originOf(server).replace(/\d+$/, '1') })],
  ['the own origin by another scheme', () => ({ origin: originOf(server).replace('http:', 'https:') })],
  ['the own origin with a path', () => ({ origin: `${originOf(server)}/` })],
  ['crossOrigin', () => ({ clientData: { crossOrigin: true } })],
  ['crossOrigin as a text', () => ({ clientData: { crossOrigin: 'false' } })],
  ['topOrigin', () => ({ clientData: { topOrigin: originOf(server) } })],
  ['another rpIdHash', () => ({ rpId: 'evil.example' })],
  ['type: nothing that there is', () => ({ type: 'webauthn.other' })],
  ['UP: nobody was there', () => ({ flip: UP })],
  ['UV: nobody was known', () => ({ flip: UV })],
  ['BS without BE', () => ({ flip: BE })],
  ['more behind the authenticator data', () => ({ trailingAuthData: Buffer.from([0]) })],
  ['another type of credential', () => ({ credentialType: 'password' })],
  ['another rawId than id', () => ({ handedOver: (honest) => ({ ...honest, rawId: random() }) })],
  ['client data that is no JSON', () => ({ handedOver: inside({ clientDataJSON: random(200) }) })],
  ['client data that is nothing', () => ({ handedOver: inside({ clientDataJSON: 'bnVsbA' }) })],
]

const inside = (given: object) => (honest: Json) => ({
  ...honest,
  response: { ...honest.response, ...given },
})

describe('adding a passkey', () => {
  const add = async (who: Account, passkey: Authenticator, wrong: Wrong = {}) => {
    const { ceremony, options } = await begin(server, 'POST /users/me/passkeys/options', who)
    const answerOf = (given: Wrong) => {
      const made = passkey.create(options, given) as unknown as Json
      const response = given.handedOver?.(made) ?? made
      return send(server, 'POST /users/me/passkeys', {
        token: who.token,
        json: { ceremony, name: 'Phone', response },
      })
    }
    return { answer: await answerOf(wrong), again: () => answerOf({}) }
  }
  const stateOf = async ({ token }: Account) => [
    await Promise.all(
      ['passkeys', 'factors', 'notices'].map(
        async (what) => (await send(server, `GET /users/me/${what}`, { token })).text,
      ),
    ),
    itemsOf(await send(server, 'GET /users/me/activity', { token })).filter(
      // A refusal is written a moment after its answer.
      ({ action, outcome }) => action !== 'session.begun' && outcome === 'success',
    ).length,
  ]

  const rows: Row[] = [
    ...everywhere,
    ['type: of a sign-in', () => ({ type: 'webauthn.get' })],
    ['an algorithm that was not offered (ES384)', () => ({ alg: -35 })],
    ['an algorithm that nobody knows', () => ({ alg: -65_000 })],
    ['junk for an attestation', () => ({ attestationObject: randomBytes(200) })],
    ['a deep attestation', () => ({ attestationObject: Buffer.alloc(20_000, 0x81) })],
    [
      'an attestation that says it is long',
      () => ({ attestationObject: Buffer.from('9bffffffffffffffff', 'hex') }),
    ],
    ['an attestation of a format there is not', () => ({ fmt: 'junk' })],
    ['no attestation, and a statement', () => ({ attStmt: new Map([['x', 1]]) })],
    ['a statement that is no map', () => ({ attStmt: 'x' })],
    ['a packed attestation of nobody', () => ({ fmt: 'packed' })],
    [
      'a packed attestation with a wrong signature',
      () => ({
        fmt: 'packed',
        attStmt: new Map<string, number | Buffer>([
          ['alg', -7],
          ['sig', randomBytes(64)],
        ]),
      }),
    ],
    ['more behind the attestation', () => ({ trailing: Buffer.from([0]) })],
    [
      'another id than the one that is attested',
      () => ({
        handedOver: (honest) => ({ ...honest, id: 'AAAA', rawId: 'AAAA' }),
      }),
    ],
  ]
  test.each(rows)('C073 %s', async (_, wrong) => {
    const who = await join(server)
    const passkey = new Authenticator(originOf(server))
    const before = await stateOf(who)
    const { answer, again } = await add(who, passkey, wrong())
    expectRefusal(answer, 400, 'invalid_attestation')
    // What was right a moment ago is over with it: a challenge is for one answer.
    expectRefusal(await again(), 400, 'invalid_attestation')
    expect(await stateOf(who)).toEqual(before)
    expect((await signInByPasskey(server, passkey)).status).toBe(401)
    expect((await add(who, passkey)).answer.status).toBe(200)
    expect((await signInByPasskey(server, passkey)).status).toBe(200)
  })

  test('C073 ids of 1 to 1023 bytes, and no other', async () => {
    const who = await join(server)
    for (const length of [0, 1_024, 1_100]) {
      const credentialId = randomBytes(length)
      const { answer } = await add(who, new Authenticator(originOf(server)), { credentialId })
      expectInvalid(answer, 'response.id', 'response.rawId')
    }
    // Attested as long, and called by another name.
    const handedOver = (honest: Json) => ({ ...honest, id: 'AAAA', rawId: 'AAAA' })
    const long = { credentialId: randomBytes(1_024), handedOver }
    const { answer } = await add(who, new Authenticator(originOf(server)), long)
    expectRefusal(answer, 400, 'invalid_attestation')
    expect(itemsOf(await send(server, 'GET /users/me/passkeys', who))).toEqual([])
    const longest = { credentialId: randomBytes(1_023) }
    const passkey = new Authenticator(originOf(server))
    expect((await add(who, passkey, longest)).answer.status).toBe(200)
    expect((await signInByPasskey(server, passkey, longest)).status).toBe(200)
  })

  test('C073 an answer counts once', async () => {
    const who = await join(server)
    const { answer, again } = await add(who, new Authenticator(originOf(server)))
    expect(answer.status).toBe(200)
    expectRefusal(await again(), 400, 'invalid_attestation')
    expect(itemsOf(await send(server, 'GET /users/me/passkeys', who))).toHaveLength(1)
  })

  test('C073 a credential that there is stays whose it is', async () => {
    const [owner, other] = [await withPasskey(server), await join(server)]
    for (const who of [owner, other]) {
      const stolen = new Authenticator(originOf(server))
      const wrong = { credentialId: owner.passkey.credentialId }
      expectRefusal((await add(who, stolen, wrong)).answer, 409, 'passkey_exists')
      expectRefusal(await signInByPasskey(server, stolen, wrong), 401, 'invalid_passkey')
    }
    expect(itemsOf(await send(server, 'GET /users/me/passkeys', other))).toEqual([])
    const token = String(fieldsOf(await signInByPasskey(server, owner.passkey)).access_token)
    expect(fieldsOf(await send(server, 'GET /users/me', { token })).id).toBe(owner.id)
  })

  test('C073 C100 nobody is asked whether certificates of an attestation still count', async () => {
    const asked: (string | undefined)[] = []
    const revocations = createServer((request, response) => {
      asked.push(request.url)
      response.end()
    })
    await new Promise<void>((listens) => revocations.listen(0, '127.0.0.1', listens))
    try {
      const { port } = revocations.address() as AddressInfo
      const who = await join(server)
      const passkey = new Authenticator(originOf(server))
      const attStmt = attestedByMaker(passkey.keys.publicKey, `http://127.0.0.1:${port}/revoked`)
      const { answer } = await add(who, passkey, { fmt: 'android-key', attStmt })
      expectRefusal(answer, 400, 'invalid_attestation')
      expect(asked).toEqual([])
      expect((await add(who, passkey)).answer.status).toBe(200)
    } finally {
      revocations.close()
    }
  })
})

describe('signing in', () => {
  const end = async (passkey: Authenticator, wrong: Wrong = {}) => {
    const { ceremony, options } = await begin(server, 'POST /auth/passkey/options')
    const answerOf = (given: Wrong): Promise<Answer> => {
      const shown = passkey.get(options, given) as unknown as Json
      const response = given.handedOver?.(shown) ?? shown
      return send(server, 'POST /auth/passkey', { json: { ceremony, response } })
    }
    return { answer: await answerOf(wrong), again: () => answerOf({}) }
  }
  const stateOf = ({ token }: Holder) =>
    Promise.all(
      ['/sessions', '/users/me/passkeys', '/users/me/notices'].map(
        async (path) => fieldsOf(await send(server, `GET ${path}`, { token })).items,
      ),
    )
  const refused = async (who: Holder, wrong: Wrong): Promise<Answer> => {
    const before = await stateOf(who)
    const { answer, again } = await end(who.passkey, wrong)
    expectRefusal(answer, 401, 'invalid_passkey')
    expectRefusal(await again(), 401, 'invalid_passkey')
    expect(await stateOf(who)).toEqual(before)
    expect((await end(who.passkey)).answer.status).toBe(200)
    return answer
  }

  const rows: Row[] = [
    ...everywhere,
    ['type: of adding', () => ({ type: 'webauthn.create' })],
    ['a signature of nobody', () => ({ signature: randomBytes(70) })],
    [
      'a signature by another key',
      () => ({
        signedBy: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
      }),
    ],
    [
      'client data that was changed after it was signed',
      () => ({
        handedOver: (honest) =>
          inside({
            clientDataJSON: Buffer.from(
              `${Buffer.from(String(honest.response.clientDataJSON), 'base64url').toString()} `,
            ).toString('base64url'),
          })(honest),
      }),
    ],
    ['BE and BS, which it was not made with', () => ({ flip: BE | BS })],
    ['the user handle of nobody', () => ({ userHandle: random(16) })],
    ['an empty user handle', () => ({ userHandle: '' })],
    ['no user handle', () => ({ userHandle: null })],
    ['a credential that there is not', () => ({ credentialId: randomBytes(32) })],
  ]
  test.each(rows)('C073 %s', async (_, wrong) => {
    await refused(await withPasskey(server), wrong())
  })

  test('C073 BE that was not there before', async () => {
    await refused(await withPasskey(server, { flags: UP | UV }), { flip: BE })
  })

  test('C073 the credential or the handle of somebody else', async () => {
    const [who, other] = [await withPasskey(server), await withPasskey(server)]
    const { options } = await begin(server, 'POST /auth/passkey/options')
    const { userHandle } = other.passkey.get(options).response
    await refused(who, { credentialId: other.passkey.credentialId })
    await refused(who, { credentialId: other.passkey.credentialId, userHandle: userHandle ?? '' })
    await refused(who, { userHandle: userHandle ?? '' })
  })

  test('C021 C073 unknown, wrong, replayed and of a deleted account are the same bytes', async () => {
    const [who, gone] = [await withPasskey(server), await withPasskey(server)]
    expect((await send(server, `DELETE /users/${gone.id}`, gone)).status).toBe(200)
    const unknown = new Authenticator(originOf(server))
    expectAlike(
      [
        (await end(who.passkey, { signature: randomBytes(70) })).answer,
        (await end(who.passkey, { credentialId: randomBytes(32) })).answer,
        (await end(unknown, { userHandle: random(16) })).answer,
        await (await end(who.passkey)).again(),
        // C040: what a deleted account had is nobody's.
        (await end(gone.passkey)).answer,
      ],
      401,
      'invalid_passkey',
    )
    expect((await end(who.passkey)).answer.status).toBe(200)
  })

  test('V42 of a disabled account opens nothing, and says so to its holder alone', async () => {
    const who = await withPasskey(server)
    expect((await send(server, `POST /users/${who.id}/disable`, { token: admin.token })).status).toBe(200)
    expectRefusal((await end(who.passkey)).answer, 403, 'account_disabled')
    const forged = await end(who.passkey, { signature: randomBytes(70) })
    expectRefusal(forged.answer, 401, 'invalid_passkey')
    expect((await send(server, `POST /users/${who.id}/enable`, { token: admin.token })).status).toBe(200)
    expect((await end(who.passkey)).answer.status).toBe(200)
  })
})

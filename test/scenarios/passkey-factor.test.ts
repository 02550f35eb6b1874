// Passkeys as a second factor and as a fresh proof (C062, C074), counters that go back, and ceremonies that are somebody else's (C073).
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, join, login, signIn } from '../support/accounts.ts'
import { auditOf, factOf } from '../support/audit.ts'
import { Authenticator, type Mutation, UP, UV } from '../support/authenticator.ts'
import { expectInvalid, expectRefusal } from '../support/expect-answer.ts'
import { type Answer, fieldsOf, itemsOf, send, textOf } from '../support/http.ts'
import {
  begin,
  finish,
  type Holder,
  halfSignIn,
  originOf,
  signInByPasskey,
  withPasskey,
} from '../support/second-factors.ts'
import { useServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'

const server = useServer({ dev: true, env: unthrottled })
let admin: Account
beforeAll(async () => {
  admin = await join(server)
})

const tokenOf = async (answer: Promise<Answer>) => textOf(await answer, 'access_token')
const kindsSeen = async (token: string) =>
  itemsOf(await send(server, 'GET /users/me/notices', { token })).map(({ kind }) => kind)
type Ended = (ceremony: string, passkey: object) => Promise<Answer>
interface Place {
  /** Begins a ceremony here. */
  begin(): ReturnType<typeof begin>
  /** Ends one here, wherever it was begun. */
  end: Ended
}

/** A session that was proved by this passkey, as one that counts does it: the next number. */
const strongSession = ({ passkey }: Holder): Promise<string> => {
  if (passkey.counter > 0) passkey.counter += 1
  return tokenOf(signInByPasskey(server, passkey))
}

/** One of the four things that a ceremony is for, in a session or a pending sign-in of its own. */
const places: Record<string, (who: Holder) => Promise<Place>> = {
  async add(who) {
    const token = await strongSession(who)
    return {
      begin: () => begin(server, 'POST /users/me/passkeys/options', { token }),
      end: (ceremony, response) =>
        send(server, 'POST /users/me/passkeys', { token, json: { ceremony, name: 'Another', response } }),
    }
  },
  sign_in: async () => ({
    begin: () => begin(server, 'POST /auth/passkey/options'),
    end: (ceremony, response) => send(server, 'POST /auth/passkey', { json: { ceremony, response } }),
  }),
  async second_factor(who) {
    const mfa_token = await halfSignIn(server, who)
    return {
      begin: () => begin(server, 'POST /auth/login/mfa/options', { json: { mfa_token } }),
      end: (ceremony, response) =>
        finish(server, mfa_token, { kind: 'passkey', passkey: { ceremony, response } }),
    }
  },
  async reauthenticate(who) {
    const token = await strongSession(who)
    return {
      begin: () => begin(server, 'POST /auth/reauthenticate/options', { token }),
      end: (ceremony, response) =>
        send(server, 'POST /auth/reauthenticate', {
          token,
          json: { kind: 'passkey', passkey: { ceremony, response } },
        }),
    }
  },
}
const purposes = Object.keys(places)
const placeOf = async (purpose: string, who: Holder): Promise<Place> => {
  const place = await places[purpose]?.(who)
  if (!place) throw new Error(purpose)
  return place
}
const answerOf = (purpose: string, { passkey }: Holder, options: never, wrong?: Mutation) =>
  purpose === 'add' ? new Authenticator(originOf(server)).create(options, wrong) : passkey.get(options, wrong)

describe('C073 a ceremony ends where it was begun', () => {
  const pairs = purposes.flatMap((begun) => purposes.map((ended): [string, string] => [begun, ended]))
  test.each(pairs)('begun for %s, ended for %s', async (begun, ended) => {
    const [who, other] = [await withPasskey(server), await withPasskey(server)]
    const end = await placeOf(ended, who)
    for (const whose of [who, other]) {
      // Neither in another session of the same account, nor in one of another account.
      const { ceremony, options } = await (await placeOf(begun, whose)).begin()
      const answer = await end.end(ceremony, answerOf(ended, who, options as never))
      // Whoever signs in by it is nobody yet: there is nothing that it could belong to.
      if (begun === 'sign_in' && ended === 'sign_in') expect(answer.status).toBe(200)
      else expectRefusal(answer, ended === 'sign_in' ? 401 : 400)
    }
    const own = await end.begin()
    expect((await end.end(own.ceremony, answerOf(ended, who, own.options as never))).status).toBe(200)
  })

  test('and for what it was begun, in the same session, too', async () => {
    const { token, passkey } = await withPasskey(server)
    const adding = await begin(server, 'POST /users/me/passkeys/options', { token })
    const proof = { ceremony: adding.ceremony, response: passkey.get(adding.options) }
    const json = { kind: 'passkey', passkey: proof }
    expectRefusal(await send(server, 'POST /auth/reauthenticate', { token, json }), 400, 'invalid_code')

    const { ceremony, options } = await begin(server, 'POST /auth/reauthenticate/options', { token })
    const asked = { challenge: options.challenge, rp: adding.options.rp, user: adding.options.user }
    const response = new Authenticator(originOf(server)).create(asked as never)
    const line = 'POST /users/me/passkeys'
    const made = await send(server, line, { token, json: { ceremony, name: 'Key', response } })
    expectRefusal(made, 400, 'invalid_attestation')
  })

  test('and is nothing that can be made up', async () => {
    const who = await withPasskey(server)
    for (const purpose of purposes) {
      const place = await placeOf(purpose, who)
      const { ceremony, options } = await place.begin()
      for (const wrong of [`${ceremony}x`, ceremony.slice(0, -1), options.challenge, 'cer_']) {
        const answer = await place.end(wrong, answerOf(purpose, who, options as never))
        expectRefusal(answer, purpose === 'sign_in' ? 401 : 400)
      }
      // What is not the name of a ceremony spends none.
      const answer = await place.end(ceremony, answerOf(purpose, who, options as never))
      expect(answer.status).toBe(200)
    }
  })
})

describe('C073 a counter that goes back', () => {
  const showing = purposes.filter((purpose) => purpose !== 'add')
  test.each(showing)('is refused, told and written down: %s', async (purpose) => {
    const who = await withPasskey(server, { counter: 5 })
    const token = await strongSession(who)
    const use = async (ahead: number) => {
      const place = await placeOf(purpose, who)
      const { ceremony, options } = await place.begin()
      const wrong = { counter: Math.max(0, who.passkey.counter + ahead) }
      return place.end(ceremony, answerOf(purpose, who, options as never, wrong))
    }
    for (const ahead of [0, -1, -1_000]) expectRefusal(await use(ahead), purpose === 'sign_in' ? 401 : 400)
    const query = `&action=passkey.counted_back&subject=${who.id}`
    const written = async () =>
      (await auditOf(server, admin.token, query)).map((entry) => factOf(entry, 'passkey'))
    const told = async () => (await kindsSeen(token)).filter((kind) => kind === 'passkey_counted_back').length
    expect([await written(), await told()]).toEqual([Array(3).fill(who.passkeyId), 3])
    expect((await use(1)).status).toBe(200)
    expect([(await written()).length, await told()]).toEqual([3, 3])
  })

  test('is none where it never counted, and none that a passkey begins to count', async () => {
    const who = await withPasskey(server)
    for (const counter of [0, 0, 1, 7]) {
      const answer = await signInByPasskey(server, who.passkey, { counter })
      expect(answer.status).toBe(200)
    }
    expectRefusal(await signInByPasskey(server, who.passkey, { counter: 0 }), 401, 'invalid_passkey')
  })
})

describe('a passkey as the second factor', () => {
  test('is asked for as soon as there is one, and the recovery codes come with the first', async () => {
    const who = await join(server)
    const { token } = who
    expect((await login(server, who.username, who.password)).status).toBe(200)
    const add = async (passkey: Authenticator) => {
      const { ceremony, options } = await begin(server, 'POST /users/me/passkeys/options', { token })
      const json = { ceremony, name: 'Key', response: passkey.create(options) }
      return fieldsOf(await send(server, 'POST /users/me/passkeys', { token, json }))
    }
    const passkey = new Authenticator(originOf(server))
    const codes = (await add(passkey)).recovery_codes
    expect(new Set(codes as string[]).size).toBe(10)
    expect(await add(new Authenticator(originOf(server)))).not.toHaveProperty('recovery_codes')
    const refused = await login(server, who.username, who.password)
    expectRefusal(refused, 401, 'mfa_required')
    expect(fieldsOf(refused).factors).toEqual(['passkey', 'recovery_code'])
    expect(await kindsSeen(token)).toEqual(['passkey_added', 'passkey_added'])
  })

  test('C073 needs somebody there and nobody known, for the password was the other one', async () => {
    const who = await withPasskey(server)
    const use = async (wrong: Mutation) => {
      const place = await placeOf('second_factor', who)
      const { ceremony, options } = await place.begin()
      return place.end(ceremony, who.passkey.get(options, wrong))
    }
    expect((await use({ flip: UV })).status).toBe(200)
    expect((await use({ userHandle: null })).status).toBe(200)
    expectRefusal(await use({ flip: UP }), 400, 'invalid_code')
    const other = await withPasskey(server)
    const handle = other.passkey.get({ challenge: '' }).response.userHandle
    expectRefusal(await use({ userHandle: handle ?? '' }), 400, 'invalid_code')
  })

  test('C073 of somebody else is none', async () => {
    const [who, other] = [await withPasskey(server), await withPasskey(server)]
    for (const purpose of ['second_factor', 'reauthenticate']) {
      const place = await placeOf(purpose, who)
      const { ceremony, options } = await place.begin()
      expectRefusal(await place.end(ceremony, other.passkey.get(options)), 400, 'invalid_code')
      const again = await place.begin()
      const unnamed = other.passkey.get(again.options, { userHandle: null })
      expectRefusal(await place.end(again.ceremony, unnamed), 400, 'invalid_code')
    }
  })

  test('V20 alone proves afresh who it is only where it knew that', async () => {
    const who = await withPasskey(server)
    const prove = async (wrong: Mutation, more: object = {}) => {
      const { token } = who
      const { ceremony, options } = await begin(server, 'POST /auth/reauthenticate/options', { token })
      // Without the password it has to be known: it is asked to, if it can.
      expect(options.userVerification).toBe('preferred' as never)
      const passkey = { ceremony, response: who.passkey.get(options, wrong) }
      return send(server, 'POST /auth/reauthenticate', { token, json: { kind: 'passkey', passkey, ...more } })
    }
    expectRefusal(await prove({ flip: UV }), 400, 'invalid_code')
    expectRefusal(await prove({ flip: UV }, { password: 'not this one' }), 403, 'wrong_password')
    expect((await prove({ flip: UV }, { password: who.password })).status).toBe(200)
    expect((await prove({})).status).toBe(200)
  })
})

describe('C062 C074 passkeys are added and removed by a fresh proof of all that the account has', () => {
  test('a session of before the first one is too weak', async () => {
    const who = await join(server)
    const { token } = who
    const weak = await signIn(server, who)
    const begun = await begin(server, 'POST /users/me/passkeys/options', { token: weak })
    const { ceremony, options } = await begin(server, 'POST /users/me/passkeys/options', { token })
    const passkey = new Authenticator(originOf(server))
    const json = { ceremony, name: 'Laptop', response: passkey.create(options) }
    const id = textOf(await send(server, 'POST /users/me/passkeys', { token, json }), 'id')
    const requests: [string, object?][] = [
      ['POST /users/me/passkeys/options'],
      // Begun while it was strong enough.
      [
        'POST /users/me/passkeys',
        {
          ceremony: begun.ceremony,
          name: 'Mine too',
          response: new Authenticator(originOf(server)).create(begun.options),
        },
      ],
      [`DELETE /users/me/passkeys/${id}`],
    ]
    for (const [line, json] of requests)
      expectRefusal(await send(server, line, { token: weak, ...(json && { json }) }), 403, 'reauth_required')
    expect(itemsOf(await send(server, 'GET /users/me/passkeys', { token }))).toHaveLength(1)
    // What opens nothing changes nothing either: the name is no way in.
    const line = `PATCH /users/me/passkeys/${id}`
    expect((await send(server, line, { token: weak, json: { name: 'Named' } })).status).toBe(200)
    expect((await send(server, `DELETE /users/me/passkeys/${id}`, { token })).status).toBe(200)
  })

  test('removing one lowers what it proved, and it opens nothing any more', async () => {
    const who = await withPasskey(server)
    const token = await strongSession(who)
    const line = `DELETE /users/me/passkeys/${who.passkeyId}`
    expect((await send(server, line, { token })).status).toBe(200)
    expectRefusal(await send(server, line, { token }), 404, 'passkey_not_found')
    expectRefusal(await signInByPasskey(server, who.passkey), 401, 'invalid_passkey')
    expect((await login(server, who.username, who.password)).status).toBe(200)
    expect(await kindsSeen(token)).toContain('passkey_removed')
    expect(fieldsOf(await send(server, 'GET /users/me/factors', { token }))).toMatchObject({
      passkeys: 0,
      recovery_codes_left: 0,
    })
  })
})

describe('the passkeys of an account', () => {
  test('are shown without what they could be found by, and to nobody else', async () => {
    const [who, other] = [await withPasskey(server), await withPasskey(server)]
    const { token } = who
    const answer = await send(server, 'GET /users/me/passkeys', { token })
    expect(itemsOf(answer)).toEqual([
      {
        id: who.passkeyId,
        name: 'Laptop',
        is_backup_eligible: true,
        is_backed_up: true,
        aaguid: '00000000-0000-0000-0000-000000000000',
        created_at: expect.any(String),
        last_used_at: null,
      },
    ])
    expect(answer.text).not.toContain(who.passkey.id)
    for (const [method, json] of [['PATCH', { name: 'Mine' }], ['DELETE']] as const) {
      const line = `${method} /users/me/passkeys/${other.passkeyId}`
      const ask = { token, ...(json && { json }) }
      expectRefusal(await send(server, line, ask), 404, 'passkey_not_found')
    }
    expect((await signInByPasskey(server, other.passkey)).status).toBe(200)
    await signInByPasskey(server, who.passkey)
    const [used] = itemsOf(await send(server, 'GET /users/me/passkeys', { token }))
    expect(used?.last_used_at).toEqual(expect.any(String))
  })

  test('have names of 1 to 100 characters, and none that a page could be confused by', async () => {
    const { token, passkeyId } = await withPasskey(server)
    const rename = (name: unknown) =>
      send(server, `PATCH /users/me/passkeys/${passkeyId}`, { token, json: { name } })
    for (const name of ['', 'x'.repeat(101), 'a\nb', 'a\u202eb', '\u0000', 7, null, ['x']])
      expectInvalid(await rename(name), 'name')
    for (const name of ['🔑', 'x'.repeat(100), '<b>Öl & "Wasser"</b>'])
      expect(fieldsOf(await rename(name)).name).toBe(name)
  })

  test('are twenty at most', async () => {
    const { token } = await join(server)
    const add = async () => {
      const { ceremony, options } = await begin(server, 'POST /users/me/passkeys/options', { token })
      const response = new Authenticator(originOf(server)).create(options)
      return send(server, 'POST /users/me/passkeys', { token, json: { ceremony, name: 'Key', response } })
    }
    const late = await begin(server, 'POST /users/me/passkeys/options', { token })
    for (let i = 0; i < 20; i++) expect((await add()).status).toBe(200)
    const refused = await send(server, 'POST /users/me/passkeys/options', { token })
    expectRefusal(refused, 409, 'too_many_passkeys')
    const response = new Authenticator(originOf(server)).create(late.options)
    const json = { ceremony: late.ceremony, name: 'Key', response }
    expectRefusal(await send(server, 'POST /users/me/passkeys', { token, json }), 409, 'too_many_passkeys')
    expect(itemsOf(await send(server, 'GET /users/me/passkeys', { token }))).toHaveLength(20)
  })
})

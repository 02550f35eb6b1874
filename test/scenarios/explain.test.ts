// Why was I refused: the reference that somebody reads out, and what an administrator finds by it.
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, create, join, login, person } from '../support/accounts.ts'
import { makeServiceAccount } from '../support/api-keys.ts'
import { latchkey } from '../support/command-line.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { believing, from, newSource, tryFrom } from '../support/guessing.ts'
import { type Answer, fieldsOf, itemsOf, send, textOf } from '../support/http.ts'
import { useServer, withServer } from '../support/server.ts'

const server = useServer({ dev: true, env: { ...believing, LATCHKEY_REFRESH_GRACE_SECONDS: '0' } })
let admin: Account
beforeAll(async () => {
  admin = await join(server)
})

const referenceOf = (answer: Answer): string => String(fieldsOf(answer).reference)
const explain = async (reference: string) =>
  fieldsOf(await send(server, `GET /audit/explain/${encodeURIComponent(reference)}`, { token: admin.token }))

/** Each brings about one refusal. */
const refusals: [cause: string, rule: string, bring: () => Promise<Answer>][] = [
  [
    'wrong_password',
    'password_right',
    async () => login(server, (await join(server)).username, 'not this one'),
  ],
  ['unknown_account', 'account_exists', async () => login(server, person().username, 'not this one')],
  ['password_too_long', 'password_right', async () => login(server, person().username, 'x'.repeat(257))],
  [
    'no_password',
    'password_right',
    async () => {
      const id = await makeServiceAccount(server, admin)
      const { username } = fieldsOf(await send(server, `GET /users/${id}`, { token: admin.token }))
      return login(server, String(username), 'not this one')
    },
  ],
  [
    'account_disabled',
    'account_active',
    async () => {
      const who = await create(server, admin)
      await send(server, `POST /users/${who.id}/disable`, { token: admin.token })
      return login(server, who.username, who.password)
    },
  ],
  [
    'throttled',
    'budget_left',
    async () => {
      const [who, stranger] = [await join(server), newSource()]
      for (let i = 0; i < 3; i++) await tryFrom(server, stranger, who.username)
      return tryFrom(server, stranger, who.username, who.password)
    },
  ],
  [
    'wrong_password',
    'password_right',
    async () => {
      const { token } = await join(server)
      const json = { current_password: 'not this one', new_password: 'violet tramway canyon' }
      return send(server, 'POST /auth/change-password', { token, json })
    },
  ],
  [
    'reset_token_not_valid',
    'token_counts',
    () =>
      send(server, 'POST /auth/reset-password', { json: { token: 'x', password: 'violet tramway canyon' } }),
  ],
  [
    'refresh_token_not_valid',
    'token_counts',
    () => send(server, 'POST /auth/refresh', { json: { refresh_token: 'x' } }),
  ],
  [
    'refresh_token_used_again',
    'token_counts',
    async () => {
      const { username, password } = await join(server)
      const json = { username, password, refresh: true }
      const refresh_token = textOf(await send(server, 'POST /auth/login', { json }), 'refresh_token')
      await send(server, 'POST /auth/refresh', { json: { refresh_token } })
      return send(server, 'POST /auth/refresh', { json: { refresh_token } })
    },
  ],
  [
    'username_taken',
    'identifiers_free',
    async () => {
      const { username } = await join(server)
      return send(server, 'POST /auth/register', { json: person({ username }) })
    },
  ],
  [
    'email_taken',
    'identifiers_free',
    async () => {
      const [{ email }, { id, token }] = [await join(server), await join(server)]
      return send(server, `PUT /users/${id}`, { token, json: { email } })
    },
  ],
]

describe('GET /audit/explain/{reference}', () => {
  test.each(refusals)(
    'tells %s by the rule %s, and the caller was told no more than before',
    async (cause, rule, bring) => {
      const answer = await bring()
      const told = await explain(referenceOf(answer))
      const rules = told.rules as { rule: string; holds: boolean }[]
      expect([told.cause, rules.at(-1)?.rule, rules.at(-1)?.holds]).toEqual([cause, rule, false])
      expect(rules.slice(0, -1).every(({ holds }) => holds)).toBe(true)
      expect(told.would_pass).not.toBe('')
      expect(told.reference).toBe(referenceOf(answer))
      // One sentence for many causes.
      if (answer.status === 401)
        expect(fieldsOf(answer).detail).toBe('The username or the password is wrong.')
    },
  )

  test('says by which budget, until when, and whose it was', async () => {
    const [who, stranger] = [await join(server), newSource()]
    for (let i = 0; i < 3; i++) await tryFrom(server, stranger, who.username)
    const refused = await tryFrom(server, stranger, who.email, who.password)
    const told = await explain(referenceOf(refused))
    expect(told).toMatchObject({ user_id: who.id, lane: 'new', budget: 'pair', channel: 'sign_in' })
    const wait = Date.parse(String(told.until)) - Date.parse(String(told.at))
    expect(Math.abs(wait / 1_000 - Number(refused.headers.get('retry-after')))).toBeLessThanOrEqual(1)
  })

  test('takes a reference as it was read out, and knows no other', async () => {
    const reference = referenceOf(await login(server, person().username, 'not this one'))
    for (const text of [reference.toLowerCase(), reference.replace('-', ''), reference.replace('-', ' ')])
      expect((await explain(text)).reference).toBe(reference)
    for (const text of ['0000-0000', 'UUUU-UUUU', 'x', `${reference}0`])
      expectRefusal(
        await send(server, `GET /audit/explain/${text}`, { token: admin.token }),
        404,
        'reference_not_found',
      )
  })

  test('goes with the account', async () => {
    const who = await create(server, admin)
    const reference = referenceOf(await login(server, who.username, 'not this one'))
    await send(server, `DELETE /users/${who.id}`, { token: admin.token })
    expect((await explain(reference)).error).toBe('reference_not_found')
  })

  test('C102 what is kept has no name, no address and no password', async () => {
    const [who, stranger] = [await join(server), newSource()]
    await tryFrom(server, stranger, who.username, 'canary-of-a-password')
    const answer = await send(server, 'GET /guard/attempts?limit=100', { token: admin.token })
    const text = JSON.stringify(itemsOf(answer))
    for (const secret of [who.username, who.email, stranger, 'canary-of-a-password'])
      expect(text).not.toContain(secret)
  })

  test('a problem document has the reference, too', async () => {
    const answer = await tryFrom(server, newSource(), person().username, 'not this one', {
      accept: 'application/problem+json',
    })
    expect((await explain(referenceOf(answer))).cause).toBe('unknown_account')
  })
})

test('the attempts are listed from the oldest on, page by page', async () => {
  const first = await send(server, 'GET /guard/attempts?limit=5', { token: admin.token })
  const items = itemsOf(first)
  const next = await send(server, `GET /guard/attempts?limit=5&cursor=${textOf(first, 'next_cursor')}`, {
    token: admin.token,
  })
  const all = [...items, ...itemsOf(next)]
  expect(new Set(all.map(({ reference }) => reference)).size).toBe(all.length)
  expect(all.map(({ at }) => at)).toEqual(all.map(({ at }) => at).toSorted())
  for (const query of ['cursor=x', 'from=yesterday', 'to=2026-13-45'])
    expectRefusal(
      await send(server, `GET /guard/attempts?${query}`, { token: admin.token }),
      400,
      'validation_failed',
    )
  const later = await send(server, 'GET /guard/attempts?from=2100-01-01', { token: admin.token })
  expect(later.json).toEqual({ items: [], next_cursor: null })
})

test('latchkey explain and what-if, beside a running server', async () => {
  await withServer({ dev: true, env: believing }, async (own) => {
    const [who, stranger] = [await join(own), newSource()]
    for (let i = 0; i < 3; i++) await tryFrom(own, stranger, who.username)
    const refused = await tryFrom(own, stranger, who.username, who.password, { headers: from(stranger) })
    const told = await latchkey({ folder: own.folder }, ['explain', referenceOf(refused)])
    expect(told.stdout).toContain(`Signing in, of account ${who.id}`)
    expect(told.stdout).toContain('Too many guesses at this account from this source')
    expect(told.stdout).toContain('What would have passed')
    expect(told.code).toBe(0)

    const more = await latchkey({ folder: own.folder }, [
      'what-if',
      '--set',
      'LATCHKEY_GUARD_PAIR_BURST=4',
      'LATCHKEY_GUARD_PAIR_PER_DAY=60',
      '--json',
    ])
    expect(JSON.parse(more.stdout)).toMatchObject({
      lanes: { new: { attempts: 5, throttled: 1, wouldBe: 0 } },
      changes: [{ user_id: who.id, channel: 'sign_in', refused: 0, let_in: 1 }],
    })
    const fewer = await latchkey({ folder: own.folder }, [
      'what-if',
      '--set',
      'LATCHKEY_GUARD_PAIR_BURST=1',
      '--json',
    ])
    expect(JSON.parse(fewer.stdout)).toMatchObject({ changes: [{ user_id: who.id, refused: 2, let_in: 0 }] })
    const words = await latchkey({ folder: own.folder }, ['what-if', '--set', 'LATCHKEY_GUARD_PAIR_BURST=1'])
    expect(words.stdout).toContain('OF THOSE RIGHT')

    for (const wrong of [[], ['--set', 'PORT=1'], ['--set', 'LATCHKEY_GUARD_PAIR_BURST=none']]) {
      const failed = await latchkey({ folder: own.folder }, ['what-if', ...wrong])
      expect([wrong, failed.code === 0, failed.stdout]).toEqual([wrong, false, ''])
    }
  })
})

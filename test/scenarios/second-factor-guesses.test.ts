// C026, C032, C071 with the defaults: guesses of a second factor are counted for the account, over all sign-ins and all ways in.
import { describe, expect, test } from 'bun:test'
import { person } from '../support/accounts.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { believing, from, newSource, tryFrom } from '../support/guessing.ts'
import { numberOf, send, textOf } from '../support/http.ts'
import { codeOf, enrol } from '../support/second-factors.ts'
import { useServer } from '../support/server.ts'

const server = useServer({ dev: true, env: believing })

/** Somebody with an authenticator app, whose account signed in from an address of their own. */
async function somebody() {
  const [who, home] = [person(), newSource()]
  const id = numberOf(await send(server, 'POST /auth/register', { json: who, headers: from(home) }), 'id')
  const token = textOf(await tryFrom(server, home, who.username, who.password), 'access_token')
  const enrolled = await enrol(server, { ...who, id, token, password: who.password })
  return { ...enrolled, home }
}
type Somebody = Awaited<ReturnType<typeof somebody>>

/** Signs in by the password anew, and guesses a code: the refusal's name. */
async function guess(who: Somebody, source: string, shown: object = { kind: 'totp', code: '000000' }) {
  const half = await tryFrom(server, source, who.username, who.password)
  if (half.status !== 401) return textOf(half, 'error')
  const json = { mfa_token: textOf(half, 'mfa_token'), ...shown }
  const answer = await send(server, 'POST /auth/login/mfa', { json, headers: from(source) })
  return answer.status === 200 ? 'signed in' : textOf(answer, 'error')
}
const guesses = async (who: Somebody, sources: () => string, atMost: number) => {
  let wrong = 0
  for (let i = 0; i < atMost; i++) {
    if ((await guess(who, sources())) !== 'invalid_code') break
    wrong += 1
  }
  return wrong
}

describe('C071 C026 CVE-2024-32868 CVE-2025-64102 a hundred sign-ins with one wrong code each are stopped', () => {
  test('from one stranger, although the password was right each time', async () => {
    const [who, stranger] = [await somebody(), newSource()]
    expect(await guesses(who, () => stranger, 100)).toBe(3)
    expect(await guess(who, stranger, { kind: 'totp', code: codeOf(who.secret) })).toBe('too_many_attempts')
    // C027: and the owner gets in, from where the account signed in.
    expect(await guess(who, who.home, { kind: 'totp', code: codeOf(who.secret) })).toBe('signed in')
  })

  test('from as many strangers as there are', async () => {
    const who = await somebody()
    expect(await guesses(who, newSource, 100)).toBe(4)
  })

  test('from where the account is known, whichever right password comes between', async () => {
    const who = await somebody()
    const headers = from(who.home)
    const between = [
      () => Promise.resolve(),
      () =>
        send(server, 'POST /users/me/factors/lost', {
          token: who.token,
          json: { password: who.password },
          headers,
        }),
    ]
    let wrong = 0
    for (; wrong < 100; wrong++) {
      await between[wrong % between.length]?.()
      if ((await guess(who, who.home)) !== 'invalid_code') break
    }
    expect(wrong).toBe(20)
    expect(await guess(who, who.home, { kind: 'totp', code: codeOf(who.secret) })).toBe('too_many_attempts')
  })

  test('recovery codes and proofs inside a session spend the same', async () => {
    const [who, stranger] = [await somebody(), newSource()]
    const shown = { kind: 'recovery_code', code: '0000-0000-0000-0000' }
    expect(await guess(who, stranger, shown)).toBe('invalid_code')
    const again = (code: string) =>
      send(server, 'POST /auth/reauthenticate', {
        token: who.token,
        json: { password: who.password, kind: 'totp', code },
        headers: from(stranger),
      })
    for (let i = 0; i < 2; i++) expectRefusal(await again('000000'), 400, 'invalid_code')
    expectRefusal(await again(codeOf(who.secret)), 429, 'too_many_attempts')
    expect(await guess(who, stranger, shown)).toBe('too_many_attempts')
  })
})

test('C026 a finished sign-in makes whole what is of that source alone', async () => {
  const who = await somebody()
  for (let i = 0; i < 19; i++) expect(await guess(who, who.home)).toBe('invalid_code')
  expect(await guess(who, who.home, { kind: 'totp', code: codeOf(who.secret) })).toBe('signed in')
  for (let i = 0; i < 20; i++) expect(await guess(who, who.home)).toBe('invalid_code')
  expect(await guess(who, who.home)).toBe('too_many_attempts')
})

test('C032 V63 CVE-2026-27801 five tries a sign-in, and a new one does not refill the budget', async () => {
  const who = await somebody()
  const half = await tryFrom(server, who.home, who.username, who.password)
  const json = { mfa_token: textOf(half, 'mfa_token'), kind: 'totp', code: '000000' }
  const headers = from(who.home)
  for (let i = 0; i < 5; i++)
    expectRefusal(await send(server, 'POST /auth/login/mfa', { json, headers }), 400, 'invalid_code')
  const right = { ...json, code: codeOf(who.secret) }
  expectRefusal(
    await send(server, 'POST /auth/login/mfa', { json: right, headers }),
    401,
    'invalid_mfa_token',
  )
  // Six were spent of twenty.
  expect(await guesses(who, () => who.home, 100)).toBe(14)
})

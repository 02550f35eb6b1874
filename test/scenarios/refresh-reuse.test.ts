// C045, V05, V11: a refresh token that is used again when it should not be ends all that came of the sign-in.
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, join } from '../support/accounts.ts'
import { eventually } from '../support/eventually.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { send } from '../support/http.ts'
import {
  ageRotations,
  type Going,
  goingOf,
  joinToStay,
  noticesOf,
  refresh,
  sessionsOf,
  signInToStay,
  statusOf,
} from '../support/refreshing.ts'
import { type Server, useServer, withServer } from '../support/server.ts'
import { everythingStored, storedRows } from '../support/stored.ts'

const STRICT = { LATCHKEY_REFRESH_GRACE_SECONDS: '0' }

/** All of it counts, and is in memory from then on. */
async function expectLive(server: Server, session: Going[]): Promise<void> {
  for (const { token } of session) expect(await statusOf(server, token)).toBe(200)
}

/** Nothing of the session counts any more, and it is not among the owner's. */
async function expectEnded(server: Server, session: Going[], owner: string): Promise<void> {
  for (const { token, refresh: secret, session: id } of session) {
    expectRefusal(await send(server, 'GET /users/me', { token }), 401, 'invalid_token')
    expectRefusal(await refresh(server, secret), 400, 'invalid_grant')
    expect(await sessionsOf(server, owner)).not.toContain(id)
  }
}

/** The session's last rotation was so long ago. */
async function ageRotation(server: Server, session: string, milliseconds: number): Promise<void> {
  await server.stop()
  ageRotations(server, `id = '${session}'`, milliseconds)
  await server.start()
}

/** The log says whose and which session it was, and that is all it says of the tokens. */
async function expectTold(server: Server, who: Account, reused: Going, going: Going[]): Promise<void> {
  const [notice, ...others] = await noticesOf(server, who.token)
  expect(others).toEqual([])
  expect(Object.keys(notice ?? {}).sort()).toEqual(
    ['created_at', 'id', 'kind', 'message', 'session_id', 'source_address'].sort(),
  )
  expect(notice).toMatchObject({ kind: 'refresh_token_reused', session_id: reused.session })
  expect(['127.0.0.1', '::1']).toContain(String(notice?.source_address))
  const ofIt = () => server.log.filter((one) => one.level === 'warn' && one.session_id === reused.session)
  await eventually('the log tells of it', () => ofIt()[0])
  expect(ofIt()).toEqual([
    expect.objectContaining({
      user_id: who.id,
      msg: 'a spent refresh token was used again; its session is ended',
    }),
  ])
  const written = server.written.join('\n')
  for (const { refresh: secret } of going) expect(written).not.toContain(secret.slice(4))
}

describe('with no grace at all', () => {
  const server = useServer({ dev: true, env: STRICT })
  let stranger: Account
  beforeAll(async () => {
    stranger = await join(server)
  })

  test('C045 V05 GHSA-392p-2q2v-4372 the second use ends the family, with its successor and every access token, and is told', async () => {
    const { who, first } = await joinToStay(server)
    const elsewhere = await signInToStay(server, who)
    const second = goingOf(await refresh(server, first.refresh))
    const third = goingOf(await refresh(server, second.refresh))
    await expectLive(server, [first, second, third])
    expect(await noticesOf(server, who.token)).toEqual([])
    expectRefusal(await refresh(server, second.refresh), 400, 'invalid_grant')
    await expectEnded(server, [first, second, third], who.token)
    await expectTold(server, who, first, [first, second, third])
    // Nothing else of this person ended, nobody else was told.
    expect(await statusOf(server, who.token)).toBe(200)
    expect(await statusOf(server, elsewhere.token)).toBe(200)
    expect((await refresh(server, elsewhere.refresh)).status).toBe(200)
    expect(await noticesOf(server, stranger.token)).toEqual([])
  })

  test('C045 so does one from long before in the family', async () => {
    const { who, first } = await joinToStay(server)
    const family = [first]
    for (let i = 0; i < 6; i += 1) family.push(goingOf(await refresh(server, family.at(-1)?.refresh ?? '')))
    expectRefusal(await refresh(server, first.refresh), 400, 'invalid_grant')
    await expectEnded(server, family, who.token)
    await expectTold(server, who, first, family)
  })

  test('C038 V35 a spent one that was tampered with ends nothing: who cannot have had it is no thief', async () => {
    const { who, first } = await joinToStay(server)
    const second = goingOf(await refresh(server, first.refresh))
    const stem = first.refresh.slice(0, -1)
    for (const token of [stem, `${first.refresh}A`, `${stem}${first.refresh.endsWith('A') ? 'Q' : 'A'}`])
      expectRefusal(await refresh(server, token), 400, 'invalid_grant')
    expect(await statusOf(server, second.token)).toBe(200)
    expect((await refresh(server, second.refresh)).status).toBe(200)
    expect(await noticesOf(server, who.token)).toEqual([])
  })

  test('the refusal of a reused one is that of one that never was', async () => {
    const { first } = await joinToStay(server)
    await refresh(server, first.refresh)
    const answers = [
      await refresh(server, first.refresh),
      await refresh(server, first.refresh),
      await refresh(server, 'lkr_nobodys'),
      await refresh(server, stranger.token),
    ]
    // Each has a reference of its own, and what else is in it is the same.
    const seen = answers.map(({ status, text }) => [status, text.replace(/[0-9A-Z]{4}-[0-9A-Z]{4}/, '*')])
    for (const one of seen) expect(one).toEqual(seen[0] as never)
    for (const answer of answers) expectRefusal(answer, 400, 'invalid_grant')
  })

  test('V12 CVE-2026-9802 V29 CVE-2025-29928 the verdicts are the same after kill -9: spent is spent, ended is ended, told once', async () => {
    const { who, first } = await joinToStay(server)
    const { who: another, first: theirs } = await joinToStay(server)
    const second = goingOf(await refresh(server, first.refresh))
    await server.kill()
    await server.start()
    // The successor was acknowledged, and counts.
    expect(await statusOf(server, second.token)).toBe(200)
    expectRefusal(await refresh(server, first.refresh), 400, 'invalid_grant')
    await server.kill()
    await server.start()
    await expectEnded(server, [first, second], who.token)
    expect(await noticesOf(server, who.token)).toHaveLength(1)
    expect((await refresh(server, theirs.refresh)).status).toBe(200)
    expect(await noticesOf(server, another.token)).toEqual([])
  })

  test('V11 CVE-2026-1035 R17 fifty uses at once: one gets a successor, and then nothing of the session is left', async () => {
    for (let round = 0; round < 4; round += 1) {
      const { who, first } = await joinToStay(server)
      const answers = await Promise.all(Array.from({ length: 50 }, () => refresh(server, first.refresh)))
      const winners = answers.filter(({ status }) => status === 200).map(goingOf)
      expect(winners.length).toBe(1)
      for (const { status } of answers) expect([200, 400]).toContain(status)
      await expectEnded(server, [first, ...winners], who.token)
      expect(await noticesOf(server, who.token)).toHaveLength(1)
    }
  })
})

describe('with the grace of ten seconds', () => {
  const server = useServer({ dev: true })

  test('C045 C046 after it: the family ends, and is told', async () => {
    const { who, first } = await joinToStay(server)
    const second = goingOf(await refresh(server, first.refresh))
    await ageRotation(server, first.session, 11_000)
    await expectLive(server, [first, second])
    expectRefusal(await refresh(server, first.refresh), 400, 'invalid_grant')
    await expectEnded(server, [first, second], who.token)
    await expectTold(server, who, first, [first, second])
    expect(await statusOf(server, who.token)).toBe(200)
  })

  test('C046 using it within the grace does not prolong the grace', async () => {
    const { who, first } = await joinToStay(server)
    const second = goingOf(await refresh(server, first.refresh))
    const [before] = storedRows(
      server,
      `select refresh_rotations from sessions where id = '${first.session}'`,
    )
    expect((await refresh(server, first.refresh)).status).toBe(200)
    await server.stop()
    const [after] = storedRows(server, `select refresh_rotations from sessions where id = '${first.session}'`)
    await server.start()
    expect(after).toEqual(before)
    expect(await noticesOf(server, who.token)).toEqual([])
    expect((await refresh(server, second.refresh)).status).toBe(200)
  })

  test('the newest one counts however long ago it was given: only a spent one is late', async () => {
    const { who, first } = await joinToStay(server)
    const second = goingOf(await refresh(server, first.refresh))
    await ageRotation(server, first.session, 3_600_000)
    const third = goingOf(await refresh(server, second.refresh))
    expect(third.session).toBe(first.session)
    expect(await noticesOf(server, who.token)).toEqual([])
  })

  test('a clock that was set back makes no spent one new, and ends nobody by mistake', async () => {
    const { first } = await joinToStay(server)
    const second = goingOf(await refresh(server, first.refresh))
    await ageRotation(server, first.session, -3_600_000)
    const again = await refresh(server, first.refresh)
    if (again.status === 200) expect(goingOf(again).refresh).toBe(second.refresh)
    else expectRefusal(again, 400, 'invalid_grant')
  })

  test('what is stored of a spent one is a digest: not it, not its successor', async () => {
    const { first } = await joinToStay(server)
    const second = goingOf(await refresh(server, first.refresh))
    await server.stop()
    const stored = everythingStored(server)
    await server.start()
    for (const { refresh: secret } of [first, second]) {
      expect(stored).not.toContain(secret)
      expect(stored).not.toContain(secret.slice(-40))
    }
  })
})

test('C046 V12 before the grace ends: the same successor, also after kill -9 and a restart', async () => {
  // The longest there is, so that no start outlasts it.
  await withServer({ dev: true, env: { LATCHKEY_REFRESH_GRACE_SECONDS: '60' } }, async (server) => {
    const { who, first } = await joinToStay(server)
    const second = goingOf(await refresh(server, first.refresh))
    await server.kill()
    await server.start()
    const again = goingOf(await refresh(server, first.refresh))
    await ageRotation(server, first.session, 20_000)
    const late = goingOf(await refresh(server, first.refresh))
    expect([again.refresh, late.refresh]).toEqual([second.refresh, second.refresh])
    expect(late.session).toBe(first.session)
    expect(await noticesOf(server, who.token)).toEqual([])
    await ageRotation(server, first.session, 40_000)
    expectRefusal(await refresh(server, first.refresh), 400, 'invalid_grant')
    await expectEnded(server, [first, second], who.token)
  })
})

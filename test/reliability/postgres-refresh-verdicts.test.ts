// C039, C040, C046, V06, V12, V29: what one process gave, spent or ended is so for the other, after a crash as well.
import { afterEach, beforeEach, expect, setDefaultTimeout } from 'bun:test'
import { join } from '../support/accounts.ts'
import { only } from '../support/combination.ts'
import { eventually } from '../support/eventually.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { send } from '../support/http.ts'
import {
  type Going,
  goingOf,
  noticesOf,
  refresh,
  sessionOf,
  signInToStay,
  statusOf,
} from '../support/refreshing.ts'
import { type Replicas, startReplicas } from './postgres-replicas.ts'

const shared = only({ database: 'postgres' }, 'two processes on one database')
/** The promise is a second; the machine that runs the tests may be busy. Milliseconds. */
const BOUND = 1_500

async function expectOver({ one, two }: Replicas, { token, refresh: secret }: Going): Promise<void> {
  for (const server of [one, two]) {
    await eventually('its end', async () => (await statusOf(server, token)) === 401 || undefined, BOUND)
    // The refresh token is the database's: no memory to wait for.
    expectRefusal(await refresh(server, secret), 400, 'invalid_grant')
  }
}

for (const graceSeconds of [0, 60]) {
  shared.describe(`with a grace of ${graceSeconds} seconds`, () => {
    setDefaultTimeout(120_000)
    let replicas: Replicas
    beforeEach(async () => {
      replicas = await startReplicas({
        isDurable: true,
        env: { LATCHKEY_REFRESH_GRACE_SECONDS: String(graceSeconds) },
      })
    })
    afterEach(() => replicas.remove())

    shared.test(
      'V12 CVE-2026-9802 V29 CVE-2025-29928 the other one, and the same one after kill -9, give the same verdicts',
      async () => {
        const { one, two } = replicas
        const who = await join(one)
        const first = await signInToStay(one, who)
        const second = goingOf(await refresh(one, first.refresh))
        await one.kill()
        expect(await statusOf(two, second.token)).toBe(200)
        if (graceSeconds > 0) {
          expect(goingOf(await refresh(two, first.refresh)).refresh).toBe(second.refresh)
          await one.start()
          expect(goingOf(await refresh(one, first.refresh)).refresh).toBe(second.refresh)
          const third = goingOf(await refresh(one, second.refresh))
          expect(goingOf(await refresh(two, second.refresh)).refresh).toBe(third.refresh)
          expect(await noticesOf(two, who.token)).toEqual([])
          return
        }
        expectRefusal(await refresh(two, first.refresh), 400, 'invalid_grant')
        await one.start()
        for (const ended of [first, second]) await expectOver(replicas, ended)
        for (const server of [one, two]) expect(await noticesOf(server, who.token)).toHaveLength(1)
        await replicas.cluster.kill()
        await replicas.cluster.start()
        await eventually(
          'the database is back',
          async () => (await statusOf(one, who.token)) === 200 || undefined,
        )
        for (const ended of [first, second]) await expectOver(replicas, ended)
      },
    )
  })
}

shared.describe('with the defaults', () => {
  setDefaultTimeout(120_000)
  let replicas: Replicas
  beforeEach(async () => {
    replicas = await startReplicas()
  })
  afterEach(() => replicas.remove())

  shared.test(
    'C039 C040 V06 GHSA-2vg6-77g8-24mp with every memory warm, what one ends the other refuses within a second',
    async () => {
      const { one, two } = replicas
      const waited: number[] = []
      const ends: ((token: string, id: number) => [string, string])[] = [
        (token) => ['POST /auth/logout', token],
        (token) => ['POST /auth/logout-all', token],
        (token) => [`DELETE /sessions/${sessionOf(token)}`, token],
        (token, id) => [`DELETE /users/${id}`, token],
      ]
      for (const end of ends) {
        const who = await join(one)
        const first = await signInToStay(one, who)
        const second = goingOf(await refresh(two, first.refresh))
        for (const server of [one, two])
          for (const token of [first.token, second.token]) expect(await statusOf(server, token)).toBe(200)
        const [line, token] = end(second.token, who.id)
        expect((await send(two, line, { token })).status).toBe(200)
        const since = performance.now()
        expect(await statusOf(two, first.token)).toBe(401)
        await eventually(
          'the other refuses',
          async () => (await statusOf(one, second.token)) === 401 || undefined,
          BOUND,
        )
        waited.push(Math.round(performance.now() - since))
        for (const given of [first, second]) await expectOver(replicas, given)
      }
      console.log(`C039 sign-out seen by the other process after ${waited.join(', ')} ms`)
    },
  )

  shared.test('C040 R17 deleting the account while its spent tokens are used fails nobody', async () => {
    const { one, two } = replicas
    for (let round = 0; round < 20; round += 1) {
      const who = await join(one)
      const stays = await Promise.all([1, 2, 3, 4].map(() => signInToStay(one, who)))
      for (const stay of stays) {
        let last = stay
        // So far behind that no grace reaches it.
        for (let i = 0; i < 14; i += 1) last = goingOf(await refresh(one, last.refresh))
      }
      const uses = stays.flatMap((stay, i) => [
        refresh(i % 2 === 0 ? one : two, stay.refresh),
        refresh(two, stay.refresh),
      ])
      const deleting = send(two, `DELETE /users/${who.id}`, { token: who.token })
      const answers = await Promise.all(uses)
      expect((await deleting).status).toBe(200)
      for (const answer of answers) expectRefusal(answer, 400, 'invalid_grant')
      for (const stay of stays) expectRefusal(await refresh(one, stay.refresh), 400, 'invalid_grant')
    }
  })
})

// R14: the server is asked to stop.
import { describe, expect, test } from 'bun:test'
import { join, login } from '../support/accounts.ts'
import { eventually } from '../support/eventually.ts'
import { send } from '../support/http.ts'
import { makeFolder, removeFolder, run } from '../support/program.ts'
import { withServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'
import { drainRounds } from './drain-rounds.ts'
import { KeepAliveClient } from './keep-alive-client.ts'

const ROUNDS = 10

/** One thread and a dear hash: a few sign-ins are work for about a second. */
const SLOW_HASHES = {
  LATCHKEY_PASSWORD_THREADS: '1',
  LATCHKEY_ARGON2_MEMORY_KIB: '65536',
  LATCHKEY_ARGON2_TIME_COST: '4',
}

test('R14 SIGTERM under load loses no request', async () => {
  console.log(await drainRounds(ROUNDS))
}, 120_000)

describe('R14 while passwords wait to be hashed', () => {
  test('they are hashed and answered; readiness goes at once, liveness at the end', async () => {
    await withServer({ dev: true, env: { ...unthrottled, ...SLOW_HASHES } }, async (server) => {
      const user = await join(server)
      const { username, password } = user
      const signIns = Array.from({ length: 6 }, async () => {
        const client = await KeepAliveClient.open(server)
        return await client.ask('POST /auth/login', { json: { username, password } })
      })
      let answered = 0
      for (const one of signIns) void one.then(() => answered++)
      // The first is answered: the others stand in the queue.
      await eventually('a sign-in', () => (answered > 0 ? true : undefined))
      const ended = server.stop()
      const refusal = await eventually('readiness to go', async () => {
        const answer = await send(server, 'GET /health/ready')
        return answer.status === 200 ? undefined : answer
      })
      expect([refusal.status, refusal.headers.get('retry-after')]).toEqual([503, '1'])
      expect(answered).toBeLessThan(signIns.length)
      const me = await send(server, 'GET /users/me', { token: user.token })
      expect([me.status, me.headers.get('connection')]).toEqual([200, 'close'])
      expect((await send(server, 'GET /health/live')).status).toBe(200)

      const answers = await Promise.all(signIns)
      expect(answers.map(({ status }) => status)).toEqual(Array<number>(6).fill(200))
      expect(answers.at(-1)?.closes).toBe(true)
      expect(await ended).toBe(0)
    })
  }, 60_000)

  test('a second signal does not wait for them', async () => {
    const folder = await makeFolder()
    const it = await run(['serve', '--dev'], folder, SLOW_HASHES)
    try {
      const line = await eventually('a server', () => it.stdout.find((one) => one.includes('"listening"')))
      const target = JSON.parse(line) as { url: string }
      const user = await join(target)
      const signIns = Array.from({ length: 6 }, () =>
        login(target, user.username, user.password).catch(() => undefined),
      )
      await send(target, 'GET /health')
      it.child.kill('SIGTERM')
      await eventually('readiness to go', async () =>
        (await send(target, 'GET /health/ready')).status === 503 ? true : undefined,
      )
      it.child.kill('SIGTERM')
      expect(await it.exited).toBe(130)
      await Promise.all(signIns)
    } finally {
      it.child.kill('SIGKILL')
      await it.exited
      await removeFolder(folder)
    }
  }, 60_000)
})

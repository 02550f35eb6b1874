// R12: far more sign-ins at once than can be hashed. Those that would wait too long are told so at once; whoever is
// signed in does not notice.
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, join, login } from '../support/accounts.ts'
import { eventually } from '../support/eventually.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { type Answer, send } from '../support/http.ts'
import { useServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'

const STORM = 200

/** One thread and a dear hash, so that a storm is one on any machine. */
const server = useServer({
  dev: true,
  env: {
    ...unthrottled,
    LATCHKEY_PASSWORD_THREADS: '1',
    LATCHKEY_ARGON2_MEMORY_KIB: '65536',
    LATCHKEY_ARGON2_TIME_COST: '4',
  },
})
let user: Account
beforeAll(async () => {
  user = await join(server)
}, 60_000)

const storm = (name = user.username) =>
  Promise.all(Array.from({ length: STORM }, () => login(server, name, user.password)))

/** Asks what needs no hashing, until `others` are answered; gives how many answers came meanwhile. */
async function readDuring<T>(others: Promise<T>): Promise<{ result: T; reads: number }> {
  let isOver = false
  const finished = others.finally(() => {
    isOver = true
  })
  let reads = 0
  while (!isOver) {
    const answers = await Promise.all([
      send(server, 'GET /users/me', { token: user.token }),
      send(server, 'GET /health'),
      send(server, 'GET /health/ready'),
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    reads++
  }
  return { result: await finished, reads }
}

function expectDoneOrToldToComeBack(answers: Answer[], done: number): void {
  for (const answer of answers) {
    if (answer.status === done) continue
    expectRefusal(answer, 503, 'overloaded')
    expect(answer.headers.get('retry-after')).toMatch(/^[1-9]\d*$/)
  }
}

describe('R12 200 sign-ins at once', () => {
  test('are 200 or 503 with Retry-After, and reading goes on', async () => {
    const { result, reads } = await readDuring(storm())
    expectDoneOrToldToComeBack(result, 200)
    expect(result.some(({ status }) => status === 200)).toBe(true)
    expect(result.some(({ status }) => status === 503)).toBe(true)
    expect(reads).toBeGreaterThan(10)
  }, 60_000)

  test('of a name that nobody has are refused alike: a full queue tells nothing', async () => {
    const { result } = await readDuring(storm('nobody.at.all'))
    expectDoneOrToldToComeBack(result, 401)
    expect(result.some(({ status }) => status === 401)).toBe(true)
    expect(result.some(({ status }) => status === 503)).toBe(true)
  }, 60_000)

  test('leave the server as it was', async () => {
    await storm()
    await eventually('a sign-in', async () => {
      const { status } = await login(server, user.username, user.password)
      return status === 200 ? true : undefined
    })
  }, 60_000)
})

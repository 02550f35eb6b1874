// R05: another program holds the write lock of the database. Writes wait or are told to come back; reads go on.
import { afterEach, beforeAll, expect, test } from 'bun:test'
import { join as joinPath } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type Account, count, join, login, person, register, shown } from '../support/accounts.ts'
import { only } from '../support/combination.ts'
import { expectNoInsides, expectRefusal } from '../support/expect-answer.ts'
import { type Answer, send } from '../support/http.ts'
import { useServer } from '../support/server.ts'

const embedded = only({ database: 'sqlite' }, 'the file of the embedded database')

const server = useServer({ dev: true })
let admin: Account
let user: Account
let stranger: DatabaseSync | undefined

beforeAll(async () => {
  admin = await join(server)
  user = await join(server)
})

/** What `sqlite3 latchkey.db 'begin exclusive'` does, in a process that is not the server's. */
function lock(): void {
  stranger = new DatabaseSync(joinPath(server.dataFolder, 'latchkey.db'), { timeout: 0 })
  stranger.exec('begin exclusive')
}
function unlock(): void {
  stranger?.close()
  stranger = undefined
}
afterEach(unlock)

const rename = async (name: string) =>
  await send(server, `PUT /users/${user.id}`, { token: user.token, json: { full_name: name } })

async function expectReadsGoOn(times: number): Promise<void> {
  for (let i = 0; i < times; i++) {
    const answers = await Promise.all([
      send(server, 'GET /health'),
      send(server, 'GET /health/ready'),
      send(server, 'GET /users/me', { token: user.token }),
      send(server, 'GET /users', { token: admin.token }),
      send(server, `GET /users/${user.id}`, { token: admin.token }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
  }
}

function expectToldToComeBack(answer: Answer): void {
  expectRefusal(answer, 503, 'storage_unavailable')
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
  expectNoInsides(answer.text)
}

embedded.describe('R05 while another program holds the write lock', () => {
  test('for a moment: writes wait for it and are done, and reads do not wait', async () => {
    lock()
    let isAnswered = false
    const renamed = rename('Robin Waited').finally(() => {
      isAnswered = true
    })
    await expectReadsGoOn(5)
    expect(isAnswered).toBe(false)
    unlock()
    expect((await renamed).status).toBe(200)
    user.full_name = 'Robin Waited'
    expect((await send(server, 'GET /users/me', { token: user.token })).json).toEqual(shown(user))
  })

  test('for longer: every write is told to come back, and nothing of it is done', async () => {
    const who = person()
    const before = await count(server, admin)
    lock()
    const writes = [
      rename('Robin Denied'),
      register(server, who),
      login(server, user.username, user.password),
      send(server, `DELETE /users/${user.id}`, { token: admin.token }),
      send(server, `POST /users/${user.id}/disable`, { token: admin.token }),
      send(server, `PUT /users/${user.id}/roles`, { token: admin.token, json: { roles: ['admin'] } }),
    ]
    let isOver = false
    const answers = Promise.all(writes).finally(() => {
      isOver = true
    })
    while (!isOver) await expectReadsGoOn(1)
    for (const answer of await answers) expectToldToComeBack(answer)
    unlock()

    expect((await send(server, 'GET /users/me', { token: user.token })).json).toEqual(shown(user))
    expect(await count(server, admin)).toBe(before)
    expect((await register(server, who)).status).toBe(200)
  })

  test('and lets go: the next write is done, without a restart', async () => {
    lock()
    expectToldToComeBack(await rename('Robin Denied'))
    expect((await send(server, 'GET /health/ready')).status).toBe(200)
    unlock()
    expect((await rename('Robin Again')).status).toBe(200)
    user.full_name = 'Robin Again'
    expect((await send(server, 'GET /users/me', { token: user.token })).json).toEqual(shown(user))
  })
})

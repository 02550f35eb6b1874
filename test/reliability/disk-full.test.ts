// R03: the disk is full. Writes are told to come back, what needs no writing goes on, and room is enough to recover.
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join as joinPath } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type Account, count, join, login, person, register, shown } from '../support/accounts.ts'
import { only } from '../support/combination.ts'
import { expectNoInsides, expectRefusal } from '../support/expect-answer.ts'
import { type Answer, send } from '../support/http.ts'
import { Server } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'

const embedded = only({ database: 'sqlite' }, 'the disk of the embedded database')

const disk = mkdtempSync(joinPath(tmpdir(), 'latchkey-disk-'))
const filler = joinPath(disk, 'filler')
const canMount =
  process.platform === 'linux' &&
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=16m', 'tmpfs', disk]).status === 0
if (!canMount) console.log('Skipped: a full disk (no right to mount a small tmpfs here).')

function fill(): void {
  const file = openSync(filler, 'a')
  // Smaller and smaller, until not one byte fits.
  for (let size = 1 << 20; size >= 1; size = Math.floor(size / 2)) {
    try {
      for (;;) writeSync(file, Buffer.alloc(size))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
    }
  }
  closeSync(file)
}
const makeRoom = () => rmSync(filler, { force: true })

const server = new Server({ dev: true, env: { ...unthrottled, DATA_DIR: joinPath(disk, 'data') } })
let admin: Account
let user: Account

beforeAll(async () => {
  if (!canMount) return
  await server.start()
  admin = await join(server)
  user = await join(server)
}, 60_000)
afterAll(async () => {
  if (canMount) {
    await server.remove()
    spawnSync('umount', [disk])
  }
  rmSync(disk, { recursive: true })
})

const rename = async (name: string) =>
  await send(server, `PUT /users/${user.id}`, { token: user.token, json: { full_name: name } })

/** Changes until the log of the database has no room left to grow; gives the refusal. What was 200 is kept. */
async function renameUntilRefused(): Promise<Answer> {
  for (let i = 0; i < 5_000; i++) {
    const answer = await rename(`Robin ${i}`)
    if (answer.status !== 200) return answer
    user.full_name = `Robin ${i}`
  }
  throw new Error('the disk never was full')
}

function expectToldToComeBack(answer: Answer): void {
  expectRefusal(answer, 503, 'storage_unavailable')
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
  expectNoInsides(answer.text)
}

embedded.describeIf(canMount)('R03 on a full disk', () => {
  test('writes are told to come back, reads go on, and with room again all is as it was', async () => {
    for (let round = 0; round < 3; round++) {
      const before = await count(server, admin)
      const who = person()
      fill()
      expectToldToComeBack(await renameUntilRefused())
      expectToldToComeBack(await register(server, who))
      expectToldToComeBack(await login(server, user.username, user.password))
      expectToldToComeBack(await send(server, `POST /users/${user.id}/disable`, { token: admin.token }))

      // What was acknowledged before, and who was signed in before.
      expect((await send(server, 'GET /users/me', { token: user.token })).json).toEqual(shown(user))
      expect(await count(server, admin)).toBe(before)
      for (const path of ['/health', '/health/live', '/health/ready']) {
        expect({ path, status: (await send(server, `GET ${path}`)).status }).toEqual({ path, status: 200 })
      }

      makeRoom()
      expect((await register(server, who)).status).toBe(200)
      expect((await login(server, user.username, user.password)).status).toBe(200)
      expect((await send(server, 'GET /users/me', { token: user.token })).json).toEqual(shown(user))
      expect(await count(server, admin)).toBe(before + 1)
    }
  }, 120_000)

  test('it may be killed and started again: nothing acknowledged is lost, nothing is damaged', async () => {
    fill()
    expectToldToComeBack(await renameUntilRefused())
    await server.kill()
    makeRoom()
    await server.start()
    expect((await send(server, 'GET /users/me', { token: user.token })).json).toEqual(shown(user))
    const database = new DatabaseSync(joinPath(disk, 'data', 'latchkey.db'), { readOnly: true })
    expect(database.prepare('select * from pragma_integrity_check').all()).toEqual([
      { integrity_check: 'ok' },
    ])
    database.close()
    expect((await rename('Robin Recovered')).status).toBe(200)
  }, 120_000)
})

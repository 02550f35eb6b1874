import { expect } from 'bun:test'
import { randomInt } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { type Account, join, login } from '../support/accounts.ts'
import { database } from '../support/combination.ts'
import { itemsOf, send } from '../support/http.ts'
import { type Server, withServer } from '../support/server.ts'
import { storedRows } from '../support/stored.ts'
import { type Known, type Tally, writeUntilCutOff } from './kill-writers.ts'

const WRITERS = 8
const PAGE = 100

/**
 * R01: kills the server under acknowledged writes, so many times, on one folder. After each: every acknowledged
 * result is there, nothing is half there, and nothing that was taken away came back.
 */
export async function killRounds(rounds: number): Promise<string> {
  return await withServer({ dev: true, env: { LATCHKEY_PASSWORD_THREADS: '2' } }, (server) =>
    run(server, rounds),
  )
}

async function run(server: Server, rounds: number): Promise<string> {
  const admin = await join(server)
  const known: Known[] = []
  const tally: Tally = { acknowledged: 0, cutOff: 0, onAcknowledged: () => {} }
  const restarts: number[] = []
  for (let round = 0; round < rounds; round++) {
    const present = known.filter((one) => one.state === 'present')
    const writers = Array.from({ length: WRITERS }, (_, writer) => {
      const mine = present.filter((_one, i) => i % WRITERS === writer)
      return writeUntilCutOff(server, { admin: admin.token, known, mine, tally })
    })
    await (round % 2 === 0 ? pause(randomInt(50, 700)) : someAnswer(tally))
    await server.kill()
    await Promise.all(writers)
    const stopped = performance.now()
    await server.start()
    restarts.push(performance.now() - stopped)
    await checkAccounts(server, admin, known)
    await checkTokens(server, known)
    checkDatabase(server)
  }
  expect(tally.acknowledged).toBeGreaterThan(rounds)
  expect(await server.stop()).toBe(0)
  restarts.sort((a, b) => a - b)
  const at = (share: number) => Math.round(restarts[Math.floor((restarts.length - 1) * share)] ?? 0)
  return (
    `${rounds} kills under ${WRITERS} writers: ${tally.acknowledged} writes acknowledged, 0 lost, ` +
    `${tally.cutOff} cut off, 0 half applied, 0 resurrected; start to ready p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`
  )
}

/** Resolves the moment some write is acknowledged: what was not on the disk then is lost with the kill that follows. */
function someAnswer(tally: Tally): Promise<void> {
  let left = randomInt(1, 30)
  return new Promise((resolve) => {
    tally.onAcknowledged = () => {
      if (--left === 0) resolve()
    }
  })
}

async function allUsers(server: Server, admin: Account): Promise<Map<string, Record<string, unknown>>> {
  const users = new Map<string, Record<string, unknown>>()
  for (let skip = 0; ; skip += PAGE) {
    const answer = await send(server, `GET /users?skip=${skip}&limit=${PAGE}`, { token: admin.token })
    const items = itemsOf(answer)
    for (const item of items) users.set(String(item.username), item)
    if (items.length < PAGE) {
      expect(answer.json).toMatchObject({ total: users.size })
      return users
    }
  }
}

/** What was acknowledged is shown; what was cut off is whole or absent, and is settled from here on. */
async function checkAccounts(server: Server, admin: Account, known: Known[]): Promise<void> {
  const users = await allUsers(server, admin)
  expect(users.get(admin.username)).toMatchObject({ id: admin.id })
  for (const one of known) {
    const shown = users.get(one.who.username)
    users.delete(one.who.username)
    const { who, id, names } = one
    if (one.state === 'present')
      expect({ who, shown }).toMatchObject({ who, shown: { id, email: who.email } })
    if (one.state === 'deleted') expect({ who, shown }).toEqual({ who, shown: undefined })
    const wasUnsure = one.state === 'unsure'
    one.state = shown === undefined ? 'deleted' : 'present'
    if (shown === undefined) {
      one.ended.push(...one.live.splice(0), ...one.unsure.splice(0))
      continue
    }
    expect({ who, names }).toEqual({ who, names: expect.arrayContaining([shown.full_name]) as string[] })
    one.names = [String(shown.full_name)]
    one.id = Number(shown.id)
    // Whoever is half made cannot sign in.
    if (wasUnsure || one.isDisabled === undefined) await settle(server, one)
  }
  // Nobody is there but those who asked to be.
  expect([...users.keys()]).toEqual([admin.username])
}

async function settle(server: Server, one: Known): Promise<void> {
  const { status } = await login(server, one.who.username, one.who.password)
  expect(one.isDisabled === undefined ? [200, 403] : [one.isDisabled ? 403 : 200]).toContain(status)
  one.isDisabled = status === 403
}

async function checkTokens(server: Server, known: Known[]): Promise<void> {
  const statusOf = async (token: string) => (await send(server, 'GET /users/me', { token })).status
  for (const one of known) {
    const { who } = one
    const live = await Promise.all(one.live.map(statusOf))
    expect({ who, live }).toEqual({ who, live: one.live.map(() => 200) })
    const ended = await Promise.all(one.ended.map(statusOf))
    expect({ who, ended }).toEqual({ who, ended: one.ended.map(() => 401) })
    // A disabling or deleting that was cut off ended all sessions or none.
    const unsure = await Promise.all(one.unsure.map(statusOf))
    expect(new Set(unsure).size).toBeLessThanOrEqual(1)
    const tokens = one.unsure.splice(0)
    if (unsure[0] === 200) one.live.push(...tokens)
    else one.ended.push(...tokens)
  }
}

/** Rows that only a half-applied write could leave: each query finds some of them. */
const HALF_APPLIED = {
  'users without an address that signs in':
    'select id from users where not exists (select 1 from user_emails where user_id = users.id and signs_in = 1)',
  'a count that is not the number of users':
    'select sum(total) from user_blocks where level = 2 having sum(total) <> (select count(*) from users)',
  'addresses of nobody': 'select address_key from user_emails where user_id not in (select id from users)',
  'sessions of nobody': 'select id from sessions where user_id not in (select id from users)',
  'sessions of the disabled':
    'select sessions.id from sessions join users on users.id = user_id where disabled_at is not null',
  'roles of nobody': 'select role from user_roles where user_id not in (select id from users)',
}

/** What the embedded engine can be asked besides. */
const DAMAGED = {
  'rows that point nowhere': 'pragma foreign_key_check',
  'pages that are damaged': "select * from pragma_integrity_check where integrity_check <> 'ok'",
}

function checkDatabase(server: Server): void {
  const questions = { ...HALF_APPLIED, ...(database === 'sqlite' ? DAMAGED : {}) }
  for (const [what, sql] of Object.entries(questions)) {
    expect({ what, rows: storedRows(server, sql) }).toEqual({ what, rows: [] })
  }
}

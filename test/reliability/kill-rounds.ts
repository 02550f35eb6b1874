import { expect } from 'bun:test'
import { randomInt } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { type Account, join, login } from '../support/accounts.ts'
import { database } from '../support/combination.ts'
import { itemsOf, send, textOf } from '../support/http.ts'
import { ageRotations, goingOf, noticesOf, refresh, signInToStay, statusOf } from '../support/refreshing.ts'
import { type Server, withServer } from '../support/server.ts'
import { storedRows } from '../support/stored.ts'
import { unthrottled } from '../support/unthrottled.ts'
import { bury, type Known, type Tally, writeUntilCutOff } from './kill-writers.ts'

const WRITERS = 8
const PAGE = 100
/** Longer than any restart takes: a use that was cut off is asked again within it. */
const GRACE_SECONDS = 60

/**
 * R01: kills the server under acknowledged writes, so many times, on one folder. After each: every acknowledged
 * result is there, nothing is half there, and nothing that was taken away came back.
 */
export async function killRounds(rounds: number): Promise<string> {
  const env = { LATCHKEY_PASSWORD_THREADS: '2', LATCHKEY_REFRESH_GRACE_SECONDS: String(GRACE_SECONDS) }
  return await withServer({ dev: true, env: { ...unthrottled, ...env } }, (server) => run(server, rounds))
}

async function run(server: Server, rounds: number): Promise<string> {
  const admin = await join(server)
  const known: Known[] = []
  /** The administrator's session, which goes on through all of it. */
  const steady = await stay(server, admin)
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
    await checkTokens(server, [...known, steady])
    await checkRefreshTokens(server, [...known, steady])
    checkDatabase(server)
  }
  const spent = await checkSpent(server, [...known, steady])
  expect(tally.acknowledged).toBeGreaterThan(rounds)
  expect(spent).toBeGreaterThanOrEqual(rounds)
  expect(await server.stop()).toBe(0)
  restarts.sort((a, b) => a - b)
  const at = (share: number) => Math.round(restarts[Math.floor((restarts.length - 1) * share)] ?? 0)
  return (
    `${rounds} kills under ${WRITERS} writers: ${tally.acknowledged} writes acknowledged, 0 lost, ` +
    `${tally.cutOff} cut off, 0 half applied, 0 resurrected; ${spent} spent refresh tokens refused; start to ready p50 ${at(0.5)} ms, p99 ${at(0.99)} ms`
  )
}

async function stay(server: Server, who: Account): Promise<Known> {
  const { token, refresh: secret } = await signInToStay(server, who)
  const none = { live: [], ended: [], unsure: [], spent: [], dead: [] }
  const { id, full_name } = who
  return {
    ...none,
    who,
    id,
    state: 'present',
    names: [full_name],
    isDisabled: false,
    live: [token],
    refresh: [secret],
  }
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
      bury(one)
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
  const status = async (token: string) => await statusOf(server, token)
  for (const one of known) {
    const { who } = one
    const live = await Promise.all(one.live.map(status))
    expect({ who, live }).toEqual({ who, live: one.live.map(() => 200) })
    const ended = await Promise.all(one.ended.map(status))
    expect({ who, ended }).toEqual({ who, ended: one.ended.map(() => 401) })
    // A disabling or deleting that was cut off ended all sessions or none.
    const unsure = await Promise.all(one.unsure.map(status))
    expect(new Set(unsure).size).toBeLessThanOrEqual(1)
    const tokens = one.unsure.splice(0)
    if (unsure[0] === 200) one.live.push(...tokens)
    else {
      one.ended.push(...tokens)
      if (tokens.length > 0) bury(one)
    }
  }
}

/** C046 V12: an acknowledged successor counts, one that was cut off is given again, and what is over stays over. */
async function checkRefreshTokens(server: Server, known: Known[]): Promise<void> {
  for (const one of known) {
    const { who } = one
    for (const [at, used] of one.refresh.entries()) {
      const answer = await refresh(server, used)
      expect({ who, text: answer.text, status: answer.status }).toMatchObject({ who, status: 200 })
      const going = goingOf(answer)
      // The same again: the successor is one.
      expect(goingOf(await refresh(server, used)).refresh).toBe(going.refresh)
      one.refresh[at] = going.refresh
      one.spent.push(used)
    }
    for (const token of one.dead)
      expect({ who, status: (await refresh(server, token)).status }).toEqual({ who, status: 400 })
  }
}

/** V12: outside the grace no spent one works, after whatever number of restarts, and its use ends its session. */
async function checkSpent(server: Server, known: Known[]): Promise<number> {
  await server.stop()
  ageRotations(server, '1 = 1', (GRACE_SECONDS + 1) * 1_000)
  await server.start()
  let asked = 0
  for (const { who, spent, refresh: newest, isDisabled } of known) {
    if (spent.length === 0 || isDisabled !== false) continue
    const token = textOf(await login(server, who.username, who.password), 'access_token')
    expect(await noticesOf(server, token)).toEqual([])
    asked += spent.length
    for (const used of spent) expect((await refresh(server, used)).status).toBe(400)
    for (const used of newest) expect((await refresh(server, used)).status).toBe(400)
    // Each of its sessions is told of once.
    expect(await noticesOf(server, token)).toHaveLength(newest.length)
  }
  return asked
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

// V21: what ends something while the database fails has not ended it, and does not say so.
import { afterEach, beforeAll, expect, setDefaultTimeout, test } from 'bun:test'
import { join as joinPath } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { type Account, join, person } from '../support/accounts.ts'
import { only } from '../support/combination.ts'
import { eventually } from '../support/eventually.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { send } from '../support/http.ts'
import { useServer } from '../support/server.ts'
import { administrator } from './last-administrator-worlds.ts'
import { startReplicas } from './postgres-replicas.ts'
import { all, endsOf, expectNotDone, whatCounts } from './revocation-faults.ts'

const embedded = only({ database: 'sqlite' }, 'the file of the embedded database')
const shared = only({ database: 'postgres' }, 'a database that goes away while the server stays')

embedded.describe('V21 CVE-2020-15223 while the database cannot be written', () => {
  const server = useServer({ dev: true })
  let admin: Account
  let stranger: DatabaseSync | undefined
  beforeAll(async () => {
    admin = await join(server)
  })
  const release = () => {
    stranger?.close()
    stranger = undefined
  }
  afterEach(release)
  const hold = (...sql: string[]) => {
    stranger = new DatabaseSync(joinPath(server.dataFolder, 'latchkey.db'), { timeout: 5_000 })
    for (const one of sql) stranger.exec(one)
  }

  test('C039 nothing that was to end has ended, and then it ends for good', async () => {
    const ends = await endsOf(server, admin)
    expect(await whatCounts(ends)).toEqual(all(ends, true) as never)
    hold('begin exclusive')
    const answers = await Promise.all(ends.map(({ ask }) => ask()))
    for (const [at, answer] of answers.entries()) expectNotDone(ends[at]?.name ?? '', answer)
    expect(await whatCounts(ends)).toEqual(all(ends, true) as never)
    release()
    // Nor does it end later on, when nobody asks any more.
    await server.restart()
    expect(await whatCounts(ends)).toEqual(all(ends, true) as never)
    for (const { name, ask } of ends) expect([name, (await ask()).status]).toEqual([name, 200])
    expect(await whatCounts(ends)).toEqual(all(ends, false) as never)
    await server.restart()
    expect(await whatCounts(ends)).toEqual(all(ends, false) as never)
  })

  test('nor where a statement fails that others do not: no answer says that it is done', async () => {
    const ends = (await endsOf(server, admin)).filter(({ name }) => /logout|sessions/.test(name))
    hold(`create trigger fault before delete on sessions begin select raise(abort, 'planted'); end`)
    for (const { name, ask } of ends) {
      const answer = await ask()
      expect([name, [500, 503].includes(answer.status)]).toEqual([name, true])
      expect(answer.text).not.toContain('planted')
    }
    expect(await whatCounts(ends)).toEqual(all(ends, true) as never)
    hold('drop trigger fault')
    for (const { name, ask } of ends) expect([name, (await ask()).status]).toEqual([name, 200])
    expect(await whatCounts(ends)).toEqual(all(ends, false) as never)
  })

  test('C059 setup is over all the same, and nobody becomes an administrator', async () => {
    hold('begin exclusive')
    const json = { setup_token: 'A'.repeat(43), ...person() }
    expectRefusal(await send(server, 'POST /setup', { json }), 410, 'setup_completed')
    release()
    expectRefusal(await send(server, 'POST /setup', { json }), 410, 'setup_completed')
  })
})

shared.test('V21 CVE-2020-15223 C039 what ends while PostgreSQL is away has not ended', async () => {
  setDefaultTimeout(120_000)
  const replicas = await startReplicas({ isDurable: true })
  try {
    const { one, cluster } = replicas
    const admin = await administrator(replicas)
    const ends = await endsOf(one, admin)
    await cluster.kill()
    const answers = await Promise.all(ends.map(({ ask }) => ask()))
    for (const [at, answer] of answers.entries()) expectNotDone(ends[at]?.name ?? '', answer)
    await cluster.start()
    await eventually('the database is back', async () => {
      const { status } = await send(one, 'GET /users/me', { token: admin.token })
      return status === 200 || undefined
    })
    expect(await whatCounts(ends)).toEqual(all(ends, true) as never)
    for (const { name, ask } of ends) expect([name, (await ask()).status]).toEqual([name, 200])
    expect(await whatCounts(ends)).toEqual(all(ends, false) as never)
  } finally {
    await replicas.remove()
  }
})

// C103: the operator's own deeds, and `latchkey audit` as the operator and the auditor use it.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { join as pathOf } from 'node:path'
import { chooseFirst, person } from '../support/accounts.ts'
import { json, latchkey, makeUser, type World } from '../support/command-line.ts'
import { fieldsOf, send } from '../support/http.ts'
import { tokenIn } from '../support/reset-links.ts'
import { Server } from '../support/server.ts'
import { changeStored, storedRows } from '../support/stored.ts'

type Entry = Record<string, unknown> & { facts: { name: string; value: string }[] }
const entriesOf = async (world: World, ...words: string[]) =>
  (await json(world, ['audit', 'list', ...words])).items as Entry[]

const server = new Server({ env: { LATCHKEY_AUDIT_CHECKPOINT_FILE: 'checkpoints.ndjson' } })
let world: World
beforeAll(async () => {
  await server.start()
  world = { folder: server.folder }
})
afterAll(() => server.remove())

describe('C103 the operator', () => {
  test('is an actor of its own: a setup link, and the account that is made by it', async () => {
    const { url } = await json(world, ['admin', 'setup-link'])
    const [issued] = await entriesOf(world, '--action', 'setup_link.issued')
    expect(issued).toMatchObject({
      actor_kind: 'operator',
      actor_id: null,
      outcome: 'success',
      subject_id: null,
    })
    const who = { ...person(), setup_token: tokenIn(String(url)) }
    const made = await send(server, 'POST /setup', { json: who, headers: { 'X-Request-Id': 'the-setup' } })
    const [created] = await entriesOf(world, '--action', 'user.created')
    expect(created).toMatchObject({
      actor_kind: 'anonymous',
      subject_id: fieldsOf(made).id,
      request_id: 'the-setup',
    })
    expect(created?.facts).toEqual([{ name: 'roles', value: 'user admin' }])
  })

  test('looks at people like anybody else', async () => {
    const who = await makeUser(world)
    await json(world, ['user', 'show', who.username])
    const server_of = await entriesOf(world, '--actor', 'operator', '--subject', String(who.id))
    expect(server_of.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['user.created', 'people.searched']),
    )
  })

  test('and no activity is its own', async () => {
    const { items } = await json(world, ['audit', 'list', '--actor', 'operator', '--limit', '1'])
    expect(items).toHaveLength(1)
  })
})

describe('C103 latchkey audit export', () => {
  test('writes each entry once, the oldest first, as NDJSON, CSV and JSON', async () => {
    const { stdout } = await latchkey(world, ['audit', 'export'])
    const lines = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as Entry)
    const ids = lines.map(({ id }) => String(id))
    expect([...ids].sort()).toEqual(ids)
    expect(new Set(ids).size).toBe(ids.length)
    const csv = (await latchkey(world, ['audit', 'export', '--format', 'csv'])).stdout.split('\r\n')
    expect(csv[0]).toBe(
      'id,seq,at,action,outcome,actor_kind,actor_id,actor_key,subject_id,source_address,user_agent,request_id,facts,personal,is_erased',
    )
    expect(csv.slice(1, ids.length + 1).map((line) => line.split(',')[0])).toEqual(ids)
    expect((await json(world, ['audit', 'export'])).items).toHaveLength(ids.length + 2)
    // The export itself is in the book, once each time.
    expect(await entriesOf(world, '--action', 'audit.exported')).toHaveLength(3)
  })

  test('a name that a spreadsheet would obey is harmless in CSV', async () => {
    await makeUser(world, 'Mallory')
    const who = await makeUser(world)
    const admin = await makeUser(world)
    await json(world, ['user', 'role', admin.username, 'add', 'admin'])
    const password = 'heron-lantern-51-meadow'
    await chooseFirst(server, admin, password)
    const login = await send(server, 'POST /auth/login', {
      json: { username: admin.username, password },
      headers: { 'User-Agent': '=HYPERLINK("http://example.org","x")' },
    })
    expect(login.status).toBe(200)
    const { stdout } = await latchkey(world, [
      'audit',
      'export',
      '--format',
      'csv',
      '--subject',
      String(admin.id),
    ])
    expect(stdout).toContain(`"'=HYPERLINK(""http://example.org"",""x"")"`)
    expect(stdout).not.toMatch(/(^|,)"?=/m)
    expect((await latchkey(world, ['audit', 'export', '--format', 'xml'])).code).toBe(2)
    expect(who.id).toBeGreaterThan(0)
  })
})

describe('C103 latchkey audit access', () => {
  test('says who has which role now, as a table, CSV and JSON', async () => {
    const { stdout } = await latchkey(world, ['audit', 'access', '--role', 'admin'])
    expect(stdout).toMatch(/ID +USERNAME +ROLES +SINCE +SET BY +NOW/)
    expect(stdout).toContain('user admin')
    const { items } = await json(world, ['audit', 'access', '--role', 'admin'])
    expect((items as unknown[]).length).toBeGreaterThan(1)
    expect((await latchkey(world, ['audit', 'access', '--format', 'csv'])).stdout).toMatch(
      /^id,username,roles,since,set_by,now\r\n/,
    )
  })
})

describe('C103 latchkey audit verify', () => {
  const file = () => pathOf(world.folder, 'work', 'checkpoints.ndjson')
  const verify = (...words: string[]) => latchkey(world, ['audit', 'verify', ...words])

  test('finds nothing where nothing was done, and says what it cannot know', async () => {
    const { code, stdout, stderr } = await verify()
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^Entries 1 to \d+ are there, in their order, each as it was written\./)
    expect(stdout).toContain('What this cannot know:')
    expect(stdout).toContain('--checkpoints')
    const key = (await latchkey(world, ['audit', 'key'])).stdout.trim()
    expect(key).toMatch(/^[\w-]{43}$/)
    expect((await verify('--key', 'x'.repeat(43))).code).toBe(1)
    expect((await verify('--key', 'short')).code).toBe(2)
    expect((await verify('--checkpoints', '/nowhere/at/all')).code).toBe(2)
  })

  test('with the checkpoints of outside: a stop leaves one, and it agrees', async () => {
    const key = (await latchkey(world, ['audit', 'key'])).stdout.trim()
    await server.restart()
    expect(statSync(file()).mode & 0o077).toBe(0)
    const { code, stdout } = await verify('--checkpoints', file(), '--key', key)
    expect([code, stdout]).toEqual([
      0,
      expect.stringContaining('The newest checkpoint of the file is of entry '),
    ])
    expect(stdout).not.toContain('--key')
  })

  test('a file that was changed, or is of another server, is refused', async () => {
    const lines = readFileSync(file(), 'utf8')
    const other = pathOf(world.folder, 'other.ndjson')
    writeFileSync(other, lines.replace(/"count":\d/, '"count":9'))
    const { code, stderr } = await verify('--checkpoints', other)
    expect([code, stderr]).toEqual([1, expect.stringContaining('Line 1 of')])
  })

  test('an edited row is named, and its edit taken back is whole again', async () => {
    await server.stop()
    const [row] = storedRows(server, 'select id, action from audit_entries where seq = 5')
    changeStored(server, "update audit_entries set action = 'user.enabled' where seq = 5")
    await server.start()
    const found = await verify()
    expect([found.code, found.stdout]).toEqual([1, expect.stringContaining('Entry 5 (adt_')])
    await server.stop()
    changeStored(server, `update audit_entries set action = '${row?.action}' where seq = 5`)
    await server.start()
    expect((await verify()).code).toBe(0)
  })

  test('a cut tail is found by the checkpoints of outside, and by nothing else', async () => {
    await server.stop()
    const [last] = storedRows(server, 'select max(seq) as seq from audit_entries')
    const cut = Number(last?.seq) - 3
    changeStored(server, `delete from audit_entries where seq > ${cut}`)
    changeStored(server, 'delete from audit_checkpoints')
    // Not by a server, whose own start is written down.
    expect(await verify()).toMatchObject({ code: 0 })
    const found = await verify('--checkpoints', file())
    expect(found.code).toBe(1)
    expect(found.stdout).toMatch(
      /Entry \d+ and what came after it are missing|the chain is another one than the checkpoint/,
    )
    await server.start()
  })
})

describe('C103 settings', () => {
  test('what a start finds changed is written down; of a secret only that it was', async () => {
    await server.restart({
      env: { LATCHKEY_REGISTRATION: 'closed', LATCHKEY_AUDIT_STREAM_TOKEN: 'canary-token-of-the-collector' },
    })
    const entries = await entriesOf(world, '--action', 'setting.changed')
    const changed = new Map(
      entries.map(({ facts }) => {
        const { setting, ...rest } = Object.fromEntries(facts.map(({ name, value }) => [name, value]))
        return [setting, rest]
      }),
    )
    expect(changed.get('LATCHKEY_REGISTRATION')).toEqual({ from: 'open', to: 'closed' })
    expect(changed.get('LATCHKEY_AUDIT_STREAM_TOKEN')).toEqual({ was_set: 'false', is_set: 'true' })
    expect(entries[0]).toMatchObject({ actor_kind: 'server' })
    expect(JSON.stringify(entries)).not.toContain('canary-token')
    await server.stop()
    expect(JSON.stringify(storedRows(server, 'select * from audit_settings'))).not.toContain('canary-token')
    const before = storedRows(server, "select id from audit_entries where action = 'setting.changed'").length
    await server.start()
    await server.stop()
    const after = storedRows(server, "select id from audit_entries where action = 'setting.changed'").length
    expect(after).toBe(before)
    await server.start()
  })
})

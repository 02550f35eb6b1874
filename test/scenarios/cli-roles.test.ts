import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { json, latchkey, makeUser, type World } from '../support/command-line.ts'
import { makeFolder, removeFolder } from '../support/program.ts'

let world: World = { folder: '' }
beforeAll(async () => {
  world = { folder: await makeFolder() }
  await latchkey(world, ['migrate'])
})
afterAll(() => removeFolder(world.folder))

const FILE = `
[roles.billing]
description = "Sends invoices"
permissions = ["invoices:send", "invoices:read"]

[roles.hotline]
permissions = ["users:recover"]
`

describe('latchkey role apply', () => {
  test('changes what --dry-run says, once, and nothing else', async () => {
    await json(world, ['role', 'set', 'other', '--permissions', 'users:read'])
    await json(world, ['role', 'set', 'hotline', '--permissions', 'users:delete'])
    writeFileSync(join(world.folder, 'work', 'roles.toml'), FILE)
    const changes = [
      {
        role: 'billing',
        is_new: true,
        added: ['invoices:read', 'invoices:send'],
        removed: [],
        description: 'Sends invoices',
      },
      { role: 'hotline', is_new: false, added: ['users:recover'], removed: ['users:delete'] },
    ]
    const before = await json(world, ['role', 'list'])
    expect(await json(world, ['role', 'apply', 'roles.toml', '--dry-run'])).toEqual({
      changes,
      applied: false,
    })
    expect(await json(world, ['role', 'list'])).toEqual(before)
    expect(await json(world, ['role', 'apply', 'roles.toml'])).toEqual({ changes, applied: true })
    expect(await json(world, ['role', 'apply', 'roles.toml'])).toEqual({ changes: [], applied: true })
    const { items } = (await json(world, ['role', 'list'])) as {
      items: { name: string; permissions: string[] }[]
    }
    expect(items.slice(2).map(({ name, permissions }) => [name, permissions])).toEqual([
      ['billing', ['invoices:read', 'invoices:send']],
      ['hotline', ['users:recover']],
      ['other', ['users:read']],
    ])
  })

  test.each([
    ['[roles.x]\npermissions = ["users:everything"]', /no permission of this server/],
    ['[roles.X]\npermissions = []', /^name /],
    ['[roles.admin]\npermissions = []', /another name/],
    ['[roles.x]\npermissions = [1]', /no list of permissions/],
    ['[roles.x]\npermissions = []\nadmin = true', /"admin", which no role has/],
    ['[role.x]\npermissions = []', /no table of roles/],
    ['x = 1\n[roles.x]\npermissions = []', /"x" beside its roles/],
    ['[roles.x', /not valid TOML: see line 1/],
    ['{"roles":', /not valid JSON/],
  ])('refuses %j with a sentence, and changes nothing', async (file, sentence) => {
    const before = await json(world, ['role', 'list'])
    const said = await latchkey(world, ['role', 'apply', '-'], file)
    expect(said).toEqual({ code: 1, stdout: '', stderr: expect.stringMatching(sentence) })
    expect(await json(world, ['role', 'list'])).toEqual(before)
  })
})

test('latchkey authz check says no with the reason, and by its exit code', async () => {
  const [one, two] = [await makeUser(world), await makeUser(world)]
  const said = await latchkey(world, ['authz', 'check', one.username, 'users:delete', two.username])
  expect(said).toEqual({
    code: 1,
    stdout: `Not allowed.\nyes  Account ${one.id} is active.\nno   None of the roles of account ${one.id} gives users:delete: user.\n`,
    stderr: '',
  })
  await json(world, ['role', 'set', 'remover', '--permissions', 'users:delete'])
  await json(world, ['user', 'role', one.username, 'add', 'remover'])
  expect(await json(world, ['authz', 'check', one.username, 'users:delete', two.username])).toMatchObject({
    allowed: true,
  })
  const deleted = await latchkey(world, ['role', 'delete', 'remover', '--yes'])
  expect(deleted).toEqual({ code: 1, stdout: '', stderr: 'Take it from everybody who has it first.\n' })
  await json(world, ['user', 'role', one.username, 'remove', 'remover'])
  expect(await json(world, ['role', 'delete', 'remover', '--yes'])).toEqual({
    role: 'remover',
    deleted: true,
  })
})

import { describe, expect, test } from 'bun:test'
import { permissions } from '@latchkey/contract'
import { covers, type Grant, OPERATOR_PERMISSIONS, permissionSets, within } from './permissions.ts'

const all = Object.keys(permissions).filter((name) => name !== 'server:operate')

const grants = (role: string, ...given: string[]): Grant[] =>
  given.length > 0 ? given.map((permission) => ({ role, permission })) : [{ role, permission: null }]

describe('what roles allow', () => {
  test.each([
    [[], 'private', []],
    [grants('user'), 'private', []],
    [grants('user'), 'members', ['users:read']],
    [grants('admin'), 'private', all],
    [grants('admin'), 'members', all],
    [[...grants('support', 'users:recover'), ...grants('admin')], 'private', all],
    [grants('support', 'users:recover', 'invoices:read'), 'private', ['invoices:read', 'users:recover']],
    [grants('support', 'users:recover'), 'members', ['users:read', 'users:recover']],
    [
      [...grants('one', 'users:recover'), ...grants('two', 'users:recover', 'users:write')],
      'private',
      ['users:recover', 'users:write'],
    ],
  ] satisfies [Grant[], 'private' | 'members', string[]][])(
    '%j under %s: %p',
    (given, directory, allowed) => {
      expect([...permissionSets(directory)(given)].sort()).toEqual([...allowed].sort())
    },
  )

  test('a role that nobody defined allows nothing, however it looks', () => {
    for (const role of ['owner', 'Admin', 'admin ', '__proto__']) {
      expect(permissionSets('private')(grants(role)).size).toBe(0)
    }
  })

  test("C060 a row that no role may have gives nothing: the operator's, unknown ones, this server's words", () => {
    const rows = ['server:operate', 'users:everything', 'self:write', 'audit:everything', '*', 'users:*', '']
    expect(permissionSets('private')(grants('sly', ...rows)).size).toBe(0)
  })

  test('an administrator has every permission of an application, and not the operator’s', () => {
    const admin = permissionSets('private')(grants('admin'))
    expect(admin.has('invoices:approve')).toBe(true)
    for (const name of ['server:operate', 'users:everything', 'self:write', 'signin:for-fun', '*', '']) {
      expect(admin.has(name)).toBe(false)
    }
    expect(OPERATOR_PERMISSIONS.has('server:operate')).toBe(true)
  })

  test('equal permissions are one set, whatever roles they come from', () => {
    const setsOf = permissionSets('private')
    const one = setsOf(grants('one', 'users:read', 'users:write'))
    expect(setsOf([...grants('two', 'users:write'), ...grants('three', 'users:read')])).toBe(one)
    expect(setsOf(grants('one', 'users:read'))).not.toBe(one)
    expect(setsOf([])).toBe(setsOf(grants('user')))
  })
})

describe('C060 nobody acts above their own rights', () => {
  test.each([
    [[], [], true],
    [['users:read'], [], true],
    [[], ['users:read'], false],
    [['users:read'], ['users:read'], true],
    [['users:read', 'users:write'], ['users:read'], true],
    [['users:read'], ['users:read', 'users:write'], false],
    [['users:read'], ['invoices:read'], false],
  ] satisfies [string[], string[], boolean][])(
    'who may %p covers who may %p: %p',
    (actor, target, isCovered) => {
      expect(covers(new Set(actor), new Set(target))).toBe(isCovered)
    },
  )

  test('an administrator covers everybody, and is covered by no list of permissions however long', () => {
    const setsOf = permissionSets('private')
    const admin = setsOf(grants('admin'))
    const listed = setsOf(grants('nearly', ...all, 'invoices:read'))
    expect(covers(admin, listed)).toBe(true)
    expect(covers(admin, admin)).toBe(true)
    expect(covers(OPERATOR_PERMISSIONS, admin)).toBe(true)
    expect(covers(listed, admin)).toBe(false)
  })
})

describe('C060 what is left of rights by an API key', () => {
  const admin = permissionSets('private')(grants('admin'))
  const support = permissionSets('private')(grants('support', 'users:recover', 'invoices:read'))
  test.each([
    ['nothing of nothing', new Set<string>(), ['users:read', 'self:read'], []],
    ['what both have', support, ['users:recover', 'users:write', 'self:read'], ['users:recover']],
    ['an application’s', support, ['invoices:read', 'invoices:approve'], ['invoices:read']],
    [
      'an administrator’s, by name',
      admin,
      ['invoices:approve', 'users:read'],
      ['invoices:approve', 'users:read'],
    ],
    ['no word that nobody has', admin, ['self:read', 'self:write', 'server:operate', 'users:else'], []],
  ] satisfies [string, ReadonlySet<string>, string[], string[]][])('%s', (_, held, scopes, left) => {
    expect([...within(held, new Set(scopes))].sort()).toEqual([...left].sort())
  })

  test('is never an administrator, whoever owns it and whatever it lists', () => {
    const key = within(admin, new Set([...all, 'invoices:approve']))
    expect([key.size, covers(key, admin), key.has('invoices:read')]).toEqual([all.length + 1, false, false])
    expect(covers(key, support)).toBe(false)
    expect(covers(within(admin, new Set(['users:recover', 'invoices:read'])), support)).toBe(true)
  })
})

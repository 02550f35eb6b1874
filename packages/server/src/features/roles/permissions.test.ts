import { describe, expect, test } from 'bun:test'
import type { Permission, Role } from '@latchkey/contract'
import { covers, permissionsOf } from './permissions.ts'

const all: Permission[] = [
  'users:read',
  'users:create',
  'users:write',
  'users:delete',
  'users:disable',
  'users:recover',
  'roles:assign',
  'users:inspect',
  'sessions:revoke',
  'api-keys:revoke',
  'service-accounts:write',
  'signin:on-behalf',
  'revocations:read',
  'server:inspect',
]

describe('what roles allow', () => {
  test.each([
    [[], 'private', []],
    [['user'], 'private', []],
    [['user'], 'members', ['users:read']],
    [['admin'], 'private', all],
    [['admin'], 'members', all],
    [['user', 'admin'], 'private', all],
  ] satisfies [Role[], 'private' | 'members', Permission[]][])(
    '%p under %s: %p',
    (roles, directory, allowed) => {
      expect([...permissionsOf(roles, directory)].sort()).toEqual([...allowed].sort())
    },
  )

  test('a role that nobody knows allows nothing', () => {
    expect(permissionsOf(['owner' as Role, 'Admin' as Role, 'admin ' as Role], 'private').size).toBe(0)
  })
})

test.each([
  [[], [], true],
  [['users:read'], [], true],
  [[], ['users:read'], false],
  [['users:read'], ['users:read'], true],
  [['users:read', 'users:write'], ['users:read'], true],
  [['users:read'], ['users:read', 'users:write'], false],
] satisfies [Permission[], Permission[], boolean][])(
  'who may %p covers who may %p: %p',
  (actor, target, isCovered) => {
    expect(covers(new Set(actor), new Set(target))).toBe(isCovered)
  },
)

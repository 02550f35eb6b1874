import { beforeEach, describe, expect, test } from 'bun:test'
import type { Permission, RuleName } from '@latchkey/contract'
import { type Acting, type Actor, accountOf, OPERATOR, type UserId } from '#kernel/ids'
import { everyDatabase } from '../../../../../test/support/every-database.ts'
import { rolesFeature } from './index.ts'

const ADA = 1
const SUPPORT = 2
const EVE = 3
const GONE = 99
const DISABLED = 4
const MANAGER = 5

everyDatabase((database) => {
  beforeEach(async () => {
    const people = ['ada', 'sue', 'eve', 'dan', 'max'].map(
      (name) =>
        `insert into users (username, username_key, email, full_name, created_at, updated_at) values ('${name}', '${name}', '${name}@x.org', 'X', 0, 0)`,
    )
    await database.change(
      ...people,
      'update users set disabled_at = 5 where id = 4',
      ...['support', 'manager'].map(
        (name) =>
          `insert into roles (name, description, created_at, updated_at) values ('${name}', '', 0, 0)`,
      ),
      ...[
        ['support', 'users:recover'],
        ['support', 'users:write'],
        ['support', 'users:delete'],
        ['support', 'users:read'],
        ['support', 'server:operate'],
        ['manager', 'invoices:approve'],
        ['manager', 'roles:assign'],
      ].map(
        ([role, name]) => `insert into role_permissions (role, permission) values ('${role}', '${name}')`,
      ),
      `insert into user_roles (role, user_id) values ('admin', ${ADA})`,
      `insert into user_roles (role, user_id) values ('support', ${SUPPORT})`,
      `insert into user_roles (role, user_id) values ('admin', ${DISABLED})`,
      `insert into user_roles (role, user_id) values ('manager', ${MANAGER})`,
    )
  })
  const feature = () => rolesFeature({ storage: database.storage, directory: 'private' })
  const told = async (
    actor: Actor,
    permission: string,
    targetId?: UserId,
    scopes?: ReadonlySet<string>,
  ): Promise<string> => {
    const rules = await feature().explain(database.storage, { actor, permission, targetId, scopes })
    expect(rules.slice(0, -1).every(({ holds }) => holds)).toBe(true)
    const last = rules.at(-1)
    return `${last?.holds ? 'yes' : 'no'}: ${rules.map(({ rule }) => rule).join(' ')}`
  }
  const chain = (...rules: RuleName[]) => rules.join(' ')

  describe('what is decided, rule by rule', () => {
    test.each<[string, Actor, string, UserId | undefined, boolean, string]>([
      ['nobody there', GONE, 'users:read', undefined, false, chain('account_active')],
      ['a disabled administrator', DISABLED, 'users:read', undefined, false, chain('account_active')],
      ['the right', ADA, 'users:write', undefined, true, chain('account_active', 'permission_held')],
      [
        'by another role',
        SUPPORT,
        'users:write',
        undefined,
        true,
        chain('account_active', 'permission_held'),
      ],
      ['not held', EVE, 'users:write', undefined, false, chain('account_active', 'permission_held')],
      ['nobody’s', ADA, 'server:operate', undefined, false, chain('account_active', 'permission_held')],
      [
        'a row by hand',
        SUPPORT,
        'server:operate',
        undefined,
        false,
        chain('account_active', 'permission_held'),
      ],
      [
        'the operator’s',
        OPERATOR,
        'server:operate',
        undefined,
        true,
        chain('account_active', 'permission_held'),
      ],
      [
        'an application’s',
        MANAGER,
        'invoices:approve',
        undefined,
        true,
        chain('account_active', 'permission_held'),
      ],
      [
        'an application’s',
        ADA,
        'invoices:approve',
        undefined,
        true,
        chain('account_active', 'permission_held'),
      ],
      [
        'an application’s',
        EVE,
        'invoices:approve',
        undefined,
        false,
        chain('account_active', 'permission_held'),
      ],
      [
        'an application’s to somebody',
        MANAGER,
        'invoices:approve',
        ADA,
        true,
        chain('account_active', 'permission_held', 'target_exists'),
      ],
      [
        'to nobody',
        ADA,
        'users:write',
        GONE,
        false,
        chain('account_active', 'permission_held', 'target_exists'),
      ],
      [
        'above',
        SUPPORT,
        'users:write',
        ADA,
        false,
        chain('account_active', 'permission_held', 'target_exists', 'covers_target'),
      ],
      [
        'above a disabled administrator',
        SUPPORT,
        'users:recover',
        DISABLED,
        false,
        chain('account_active', 'permission_held', 'target_exists', 'covers_target'),
      ],
      [
        'beside',
        SUPPORT,
        'users:write',
        MANAGER,
        false,
        chain('account_active', 'permission_held', 'target_exists', 'covers_target'),
      ],
      [
        'below',
        SUPPORT,
        'users:write',
        EVE,
        true,
        chain('account_active', 'permission_held', 'target_exists', 'covers_target'),
      ],
      [
        'reading takes no right of whom is read',
        SUPPORT,
        'users:read',
        ADA,
        true,
        chain('account_active', 'permission_held', 'target_exists'),
      ],
      [
        'the own account',
        EVE,
        'users:delete',
        EVE,
        true,
        chain('account_active', 'own_account', 'target_exists', 'administrator_remains'),
      ],
      [
        'the last administrator, by itself',
        ADA,
        'users:delete',
        ADA,
        false,
        chain('account_active', 'own_account', 'target_exists', 'administrator_remains'),
      ],
      [
        'the last administrator, by the operator',
        OPERATOR,
        'users:disable',
        ADA,
        false,
        chain('account_active', 'permission_held', 'target_exists', 'covers_target', 'administrator_remains'),
      ],
    ])('%s: %p, %s, to %p: %p', async (_, actor, permission, target, isAllowed, rules) => {
      expect(await told(actor, permission, target)).toBe(`${isAllowed ? 'yes' : 'no'}: ${rules}`)
    })

    test('C060 an API key goes no further than its scopes, nor than its owner', async () => {
      const scopes = new Set(['users:write', 'self:read'])
      expect(await told(ADA, 'users:delete', EVE, scopes)).toBe('no: account_active api_key_scope')
      expect(await told(EVE, 'users:write', ADA, scopes)).toBe(
        'no: account_active api_key_scope permission_held',
      )
      expect(await told(EVE, 'users:write', EVE, scopes)).toBe('no: account_active api_key_scope')
      expect(await told(EVE, 'users:read', EVE, scopes)).toBe(
        'yes: account_active api_key_scope own_account target_exists',
      )
    })

    test('C060 an API key acts on whoever its scopes cover, although its owner is an administrator', async () => {
      const full = 'account_active api_key_scope permission_held target_exists covers_target'
      const some = new Set(['users:write'])
      expect(await told(ADA, 'users:write', EVE, some)).toBe(`yes: ${full}`)
      expect(await told(ADA, 'users:write', MANAGER, some)).toBe(`no: ${full}`)
      expect(await told(ADA, 'users:write', ADA, new Set([...some, 'self:read']))).toBe(
        'no: account_active api_key_scope',
      )
      const more = new Set([...some, 'invoices:approve', 'roles:assign'])
      expect(await told(ADA, 'users:write', MANAGER, more)).toBe(`yes: ${full}`)
      expect(await told(ADA, 'users:write', DISABLED, more)).toBe(`no: ${full}`)
      expect(await told(MANAGER, 'invoices:approve', undefined, some)).toBe(
        'no: account_active api_key_scope',
      )
      expect(await told(MANAGER, 'invoices:approve', undefined, more)).toBe(
        'yes: account_active api_key_scope permission_held',
      )
    })

    test('is told in sentences, without the rights of whom it would be done to', async () => {
      const [active, held, , covered] = await feature().explain(database.storage, {
        actor: SUPPORT,
        permission: 'users:write',
        targetId: MANAGER,
      })
      expect([active?.because, held?.because, covered?.because]).toEqual([
        'Account 2 is active.',
        'Account 2 has users:write by its role support.',
        'Account 5 has rights that account 2 has not.',
      ])
    })
  })

  describe('what is refused is what is explained', () => {
    const permissions: Permission[] = ['users:write', 'users:delete', 'users:disable', 'users:recover']
    const byKey = (userId: UserId, ...scopes: string[]) => ({
      userId,
      keyId: 'key_1' as const,
      scopes: new Set(scopes),
    })
    test.each<[string, Acting]>([
      ...[ADA, SUPPORT, EVE, DISABLED, MANAGER, GONE].map((id): [string, Acting] => [`account ${id}`, id]),
      ['a key of an administrator', byKey(ADA, 'users:write', 'self:write')],
      ['one of more scopes', byKey(ADA, 'users:delete', 'users:recover', 'roles:assign', 'invoices:approve')],
      ['a key of a helper', byKey(SUPPORT, 'users:write', 'users:disable')],
      ['a key of somebody', byKey(EVE, 'users:write', 'self:write')],
    ])('whatever %s wants', async (_, acting) => {
      const actor = accountOf(acting)
      const scopes = typeof acting === 'object' ? acting.scopes : undefined
      for (const permission of permissions) {
        for (const target of [ADA, SUPPORT, EVE, DISABLED, MANAGER, GONE]) {
          const roles = feature()
          const rules = await roles.explain(database.storage, {
            actor,
            permission,
            targetId: target,
            scopes,
          })
          const failed = rules.find(({ holds }) => !holds)?.rule
          const refused = await database.storage.write((tx) =>
            roles.refuseActingAbove(tx, acting, permission, target).then(
              () => undefined,
              (error: { code?: string }) => error.code,
            ),
          )
          const expected =
            failed === undefined
              ? undefined
              : failed === 'administrator_remains'
                ? 'last_administrator'
                : failed === 'target_exists'
                  ? 'user_not_found'
                  : 'forbidden'
          expect({ actor, permission, target, refused }).toEqual({
            actor,
            permission,
            target,
            refused: expected,
          })
        }
      }
    })
  })

  describe('what somebody may do at this moment', () => {
    const of = async (actor: Acting) => [...(await feature().permissionsOf(database.storage, actor))].sort()

    test('V42 CVE-2024-47000 is nothing for whoever is disabled or not there', async () => {
      expect([await of(DISABLED), await of(GONE)]).toEqual([[], []])
    })

    test('C060 is by an API key what its scopes and the roles of its owner both give', async () => {
      const scopes = new Set(['users:write', 'invoices:approve', 'self:read', 'server:operate'])
      const byKey = (userId: UserId) => of({ userId, keyId: 'key_1', scopes })
      expect(await byKey(ADA)).toEqual(['invoices:approve', 'users:write'])
      expect(await byKey(SUPPORT)).toEqual(['users:write'])
      expect([await byKey(EVE), await byKey(DISABLED), await byKey(GONE)]).toEqual([[], [], []])
    })

    test('follows the definition of the role', async () => {
      expect(await of(SUPPORT)).toEqual(['users:delete', 'users:read', 'users:recover', 'users:write'])
      await database.change("delete from role_permissions where permission = 'users:delete'")
      expect(await of(SUPPORT)).toEqual(['users:read', 'users:recover', 'users:write'])
      await database.change("delete from roles where name = 'support'")
      expect(await of(SUPPORT)).toEqual([])
    })
  })

  describe('C060 granting', () => {
    const granting = async (actor: Acting, ...roles: string[]) =>
      database.storage.write((tx) =>
        feature()
          .refuseGrantingAbove(tx, actor, 'roles:assign', roles)
          .then(
            () => 'granted',
            (error: { code?: string }) => error.code,
          ),
      )

    test.each<[string, Actor, string[], string]>([
      ['everything', ADA, ['admin', 'support'], 'granted'],
      ['an own role', MANAGER, ['user', 'manager'], 'granted'],
      ['what it has not', MANAGER, ['support'], 'forbidden'],
      ['everything, without having it', MANAGER, ['admin'], 'forbidden'],
      ['without the right to grant', SUPPORT, ['support'], 'forbidden'],
      ['while disabled', DISABLED, ['user'], 'forbidden'],
      ['a role that there is not', ADA, ['user', 'nobodys'], 'validation_failed'],
    ])('%s: %p gives %p: %s', async (_, actor, roles, outcome) => {
      expect(await granting(actor, ...roles)).toBe(outcome)
    })

    test.each<[UserId, string[], string[], string]>([
      [ADA, ['roles:assign'], ['user'], 'granted'],
      [ADA, ['roles:assign'], ['manager'], 'forbidden'],
      [ADA, ['roles:assign', 'invoices:approve'], ['manager'], 'granted'],
      [ADA, ['roles:assign', 'invoices:approve'], ['admin'], 'forbidden'],
      [ADA, ['invoices:approve'], ['manager'], 'forbidden'],
      [SUPPORT, ['roles:assign'], ['user'], 'forbidden'],
    ])('by a key of %p for %p it gives %p: %s', async (userId, scopes, roles, outcome) => {
      expect(await granting({ userId, keyId: 'key_1', scopes: new Set(scopes) }, ...roles)).toBe(outcome)
    })
  })
})

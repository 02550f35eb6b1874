import { endpoint } from './endpoint.ts'
import { PermissionName } from './permissions.ts'
import type { ValueOf } from './schema.ts'
import { toldRule } from './told-rule.ts'
import { Id } from './users.ts'

const Rule = toldRule([
  'account_active',
  'api_key_scope',
  'own_account',
  'permission_held',
  'target_exists',
  'covers_target',
  'administrator_remains',
])
export type Rule = ValueOf<typeof Rule>
export type RuleName = Rule['rule']

const IdOrNull = { ...Id, type: ['integer', 'null'] } as const

export const authz = {
  check: endpoint({
    method: 'POST',
    path: '/authz/check',
    access: 'user',
    safe: true,
    tag: 'roles',
    summary: 'Whether somebody may do something, and why',
    description:
      'Decided by the rules that decide the request itself, in their order, as everything is at this moment. The first that does ' +
      'not hold is the last one told. What others may do is told to whoever has the permission `authz:check`.',
    input: {
      body: {
        type: 'object',
        required: ['permission'],
        additionalProperties: false,
        properties: {
          permission: { ...PermissionName, description: "This server's, or an application's own." },
          user_id: { ...Id, description: 'Who would do it; the caller, if left out.' },
          target_id: { ...Id, description: 'To whose account it would be done, if to one.' },
        },
      },
    },
    status: 200,
    output: {
      type: 'object',
      required: ['allowed', 'permission', 'user_id', 'target_id', 'rules'],
      properties: {
        allowed: { type: 'boolean' },
        permission: PermissionName,
        user_id: { ...IdOrNull, description: 'Null: the operator of the server.' },
        target_id: IdOrNull,
        rules: { type: 'array', items: Rule },
      },
    },
    errors: ['forbidden', 'user_not_found'],
    example: {
      body: { permission: 'users:delete', target_id: 2 },
      answer: {
        allowed: false,
        permission: 'users:delete',
        user_id: 1,
        target_id: 2,
        rules: [
          { rule: 'account_active' as const, holds: true, because: 'Account 1 is active.' },
          {
            rule: 'permission_held' as const,
            holds: false,
            because: 'None of the roles of account 1 gives users:delete: user.',
          },
        ],
      },
    },
  }),
}

import { expect } from 'bun:test'
import type { Row } from './cli-worlds.ts'

const made = (name: string, permissions: string[], description: string) => ({
  name,
  description,
  permissions,
  built_in: false,
  created_at: expect.any(String),
  updated_at: expect.any(String),
})

const usage = { error: 'usage', detail: expect.any(String) }

/** Each in its order: what one makes, those after it find. */
export const roleRows: Record<string, Row> = {
  'role set of nothing': {
    words: () => ['role', 'set', 'support'],
    code: 2,
    stderr: () => /--permissions/,
    json: () => usage,
  },
  'role set of a role that there is not': {
    words: () => ['role', 'set', 'nobodys', '--description', 'X'],
    code: 2,
    stderr: () => /^There is no role "nobodys" yet: give --permissions to make it\.\n$/,
    json: () => usage,
  },
  'role set': {
    words: () => [
      ...['role', 'set', 'support', '--description', 'Helps people in'],
      ...['--permissions', 'users:recover, invoices:read'],
    ],
    code: 0,
    stdout: () => /^Role +support\nDescription +Helps people in\nAllows +invoices:read, users:recover\n/,
    json: () => made('support', ['invoices:read', 'users:recover'], 'Helps people in'),
  },
  'role set of one thing keeps the other': {
    words: () => ['role', 'set', 'support', '--permissions', 'users:recover'],
    code: 0,
    stdout: () => /^Role +support\nDescription +Helps people in\nAllows +users:recover\n/,
    json: () => made('support', ['users:recover'], 'Helps people in'),
  },
  'role set of a permission that there is not': {
    words: () => ['role', 'set', 'support', '--permissions', 'users:everything'],
    code: 1,
    stderr: () => /^permissions\.0 is no permission of this server/,
    json: () => expect.objectContaining({ error: 'validation_failed' }),
  },
  'role set of a built-in one': {
    words: () => ['role', 'set', 'admin', '--permissions', ''],
    code: 1,
    stderr: () => /another name/,
    json: () => expect.objectContaining({ error: 'role_built_in' }),
  },
  'role show': {
    words: () => ['role', 'show', 'support'],
    code: 0,
    stdout: () => /^Role +support\n/,
    json: () => made('support', ['users:recover'], 'Helps people in'),
  },
  'role show of none': {
    words: () => ['role', 'show', 'nobodys'],
    code: 1,
    stderr: () => /^There is no such role\. `latchkey role list` shows which there are\.\n$/,
    json: () => expect.objectContaining({ error: 'role_not_found' }),
  },
  'role list': {
    words: () => ['role', 'list'],
    code: 0,
    stdout: () =>
      /^ROLE +ALLOWS +DESCRIPTION\nadmin +everything +.+\nuser +- +.+\n[\s\S]*support +users:recover +/,
    json: () => ({ items: expect.arrayContaining([made('support', ['users:recover'], 'Helps people in')]) }),
  },
  'user role add of one that was made': {
    words: ({ username }) => ['user', 'role', username, 'add', 'support'],
    code: 0,
    stdout: () => /^user, support\n$/,
    json: ({ id }) => ({ id, roles: ['user', 'support'] }),
  },
  'authz check of the own account': {
    words: ({ username }) => ['authz', 'check', username, 'users:delete', username],
    code: 0,
    stdout: () => /^Allowed\.\nyes {2}Account \d+ is active\.\nyes {2}It is the own account/,
    json: ({ id }) => expect.objectContaining({ allowed: true, user_id: id, target_id: id }),
  },
  'role apply --dry-run': {
    words: () => ['role', 'apply', '-', '--dry-run'],
    stdin:
      '[roles.support]\ndescription = "Helps people in"\npermissions = ["users:recover", "users:inspect"]\n',
    code: 0,
    stdout: () => /^The role support would change: \+users:inspect\n$/,
    json: () => ({
      changes: [{ role: 'support', is_new: false, added: ['users:inspect'], removed: [] }],
      applied: false,
    }),
  },
  'role apply of what is there': {
    words: () => ['role', 'apply', '-'],
    stdin: '{"roles":{"support":{"description":"Helps people in","permissions":["users:recover"]}}}',
    code: 0,
    stdout: () => /^Every role is as the file says\.\n$/,
    json: () => ({ changes: [], applied: true }),
  },
  'role apply of what is no list of roles': {
    words: () => ['role', 'apply', '-'],
    stdin: '[roles.support]\npermissions = "users:recover"\n',
    code: 1,
    stderr: () => /^Standard input: the role "support" has no list of permissions\.\n$/,
    json: () => ({ error: 'invalid_file', detail: expect.any(String) }),
  },
  'role apply of no file': {
    words: () => ['role', 'apply', 'roles.toml'],
    code: 1,
    stderr: () => /^roles\.toml cannot be read: there is no such file\.\n$/,
    json: () => ({ error: 'invalid_file', detail: expect.any(String) }),
  },
  'role delete of one that somebody has': {
    words: () => ['role', 'delete', 'support', '--yes'],
    code: 1,
    stderr: () => /^Take it from everybody who has it first\.\n$/,
    json: () => expect.objectContaining({ error: 'role_in_use' }),
  },
}

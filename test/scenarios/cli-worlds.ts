import { expect, test } from 'bun:test'
import { latchkey, type Made, makeUser, type World } from '../support/command-line.ts'
import { providerRows } from './cli-worlds-providers.ts'
import { roleRows } from './cli-worlds-roles.ts'

export type Row = {
  words: (who: Made) => string[]
  stdin?: string
  code: number
  /** What people read. */
  stdout?: (who: Made) => RegExp
  stderr?: (who: Made) => RegExp
  /** What a script reads instead: from standard output, or, of a failure, from standard error. */
  json: (who: Made) => object
}

const account = ({ id, username, email }: Made) => ({ id, username, email, full_name: expect.any(String) })
const nobody = { error: 'user_not_found', detail: expect.any(String) }

/** The same in every world: whom a command asks changes nothing of what it says. */
const rows: Record<string, Row> = {
  'user list': {
    words: () => ['user', 'list', '--limit', '5'],
    code: 0,
    stdout: () => /^ID +USERNAME +E-MAIL +NAME\n[\s\S]+\n\n1 to \d+ of \d+\n$/,
    json: () => ({ total: expect.any(Number), items: expect.any(Array), skip: 0, limit: 5 }),
  },
  'user list --all': {
    words: () => ['user', 'list', '--all'],
    code: 0,
    stdout: ({ username }) => new RegExp(`^ID +USERNAME[\\s\\S]+ ${username} `),
    json: (who) => ({ total: expect.any(Number), items: expect.arrayContaining([account(who)]) }),
  },
  'user list with a limit too large': {
    words: () => ['user', 'list', '--limit', '101'],
    code: 2,
    stderr: () => /^--limit must be a whole number from 1 to 100, not "101"\.\n$/,
    json: () => ({ error: 'usage', detail: expect.any(String) }),
  },
  'user show by id': {
    words: ({ id }) => ['user', 'show', String(id)],
    code: 0,
    stdout: ({ id, username, email }) =>
      new RegExp(
        `^Id +${id}\\nUsername +${username}\\nE-mail +${email} \\(not proved\\)\\n[\\s\\S]*State +enabled`,
      ),
    json: (who) => expect.objectContaining({ ...account(who), roles: ['user'] }),
  },
  'user show by name': {
    words: ({ username }) => ['user', 'show', username.toUpperCase()],
    code: 0,
    stdout: ({ id }) => new RegExp(`^Id +${id}\\n`),
    json: (who) => expect.objectContaining({ id: who.id }),
  },
  'user show by address': {
    words: ({ email }) => ['user', 'show', email],
    code: 0,
    stdout: ({ id }) => new RegExp(`^Id +${id}\\n`),
    json: (who) => expect.objectContaining({ id: who.id }),
  },
  'user show of nobody': {
    words: () => ['user', 'show', 'nobody.at.all'],
    code: 1,
    stderr: () => /^There is no .*user.*\.\n$/,
    json: () => expect.objectContaining(nobody),
  },
  'user require-password-change': {
    words: ({ username }) => ['user', 'require-password-change', username],
    code: 0,
    stdout: ({ id }) => new RegExp(`\\(id ${id}\\) is signed out everywhere`),
    json: ({ id }) => ({ id, message: 'A new password is asked for' }),
  },
  'user disable': {
    words: ({ username }) => ['user', 'disable', username],
    code: 0,
    stdout: ({ username, id }) =>
      new RegExp(`^${username} \\(id ${id}\\) is disabled, and signed out everywhere\\.\\n$`),
    json: account,
  },
  'user enable': {
    words: ({ id }) => ['user', 'enable', String(id)],
    code: 0,
    stdout: ({ username, id }) => new RegExp(`^${username} \\(id ${id}\\) may sign in\\.\\n$`),
    json: account,
  },
  'user reset-link': {
    words: ({ username }) => ['user', 'reset-link', username],
    code: 0,
    stdout: () =>
      /^http:\/\/localhost:\d+\/reset\?token=[\w-]{43}\nGood for once, until \d{4}-\d\d-\d\dT[\d:.]+Z\.\n$/,
    json: () => ({
      url: expect.stringMatching(/^http:\/\/localhost:\d+\/reset\?token=[\w-]{43}$/),
      expires_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    }),
  },
  'user reset-link of nobody': {
    words: () => ['user', 'reset-link', '999999999'],
    code: 1,
    stderr: () => /^There is no .*user.*\.\n$/,
    json: () => expect.objectContaining(nobody),
  },
  'user delete': {
    words: ({ username }) => ['user', 'delete', username, '--yes'],
    code: 0,
    stdout: ({ username, id }) =>
      new RegExp(
        `^${username} \\(id ${id}\\) is deleted\\.\\nErased: users 1, .+\\.\\n(?:Stays, of .+\\n)+$`,
      ),
    json: ({ id, username }) => ({
      id,
      username,
      deleted: true,
      erased: expect.arrayContaining([{ part: 'users', count: 1 }]),
      kept: expect.any(Array),
    }),
  },
  'user delete that nobody confirmed': {
    words: ({ username }) => ['user', 'delete', username],
    code: 2,
    stderr: ({ username }) =>
      new RegExp(`^This deletes ${username} <.+> .+ for good: users 1, .+\\. Confirm it with --yes\\.\\n$`),
    json: () => ({ error: 'usage', detail: expect.any(String) }),
  },
  'user role': {
    words: ({ id }) => ['user', 'role', String(id)],
    code: 0,
    stdout: () => /^user\n$/,
    json: ({ id }) => ({ id, roles: ['user'] }),
  },
  'user role --set': {
    words: ({ id }) => ['user', 'role', String(id), '--set', 'admin,user'],
    code: 0,
    stdout: () => /^(?:admin, user|user, admin)\n$/,
    json: ({ id }) => ({ id, roles: expect.arrayContaining(['admin', 'user']) }),
  },
  'user role add': {
    words: ({ username }) => ['user', 'role', username, 'add', 'admin'],
    code: 0,
    stdout: () => /admin/,
    json: ({ id }) => ({ id, roles: expect.arrayContaining(['admin']) }),
  },
  'user role remove': {
    words: ({ username }) => ['user', 'role', username, 'remove', 'admin'],
    code: 0,
    stdout: () => /^user\n$/,
    json: ({ id }) => ({ id, roles: ['user'] }),
  },
  'user role of another name': {
    words: ({ username }) => ['user', 'role', username, '--set', 'root'],
    code: 1,
    stderr: () => /^roles\.0 is not a role of this server\.\n$/,
    json: () => expect.objectContaining({ error: 'validation_failed' }),
  },
  'user create of a name that is taken': {
    words: ({ username }) => [
      ...['user', 'create', '--username', username, '--email', 'other@example.org', '--full-name', 'Other'],
      '--password-stdin',
    ],
    stdin: 'heron-lantern-51-meadow\n',
    code: 1,
    stderr: () => /username/i,
    json: () => expect.objectContaining({ error: 'username_taken' }),
  },
  'user create without an address': {
    words: () => ['user', 'create', '--username', 'grace', '--full-name', 'G'],
    code: 2,
    stderr: () => /--email/,
    json: () => ({ error: 'usage', detail: expect.any(String) }),
  },
  'invitation create': {
    words: ({ username }) => ['invitation', 'create', `invited.${username}@example.org`],
    code: 0,
    stdout: ({ username }) =>
      new RegExp(
        `^An invitation is on its way to invited\\.${username}@example\\.org, good until \\S+Z\\. Its id is inv_[\\w-]+\\.\\n$`,
      ),
    json: () => expect.objectContaining({ roles: ['user'], is_mailed: true, url: null }),
  },
  'invitation create --link': {
    words: ({ username }) => [
      ...['invitation', 'create', `invited.${username}@example.org`],
      ...['--role', 'admin', '--link'],
    ],
    code: 0,
    stdout: () =>
      /^http:\/\/localhost:\d+\/invitation\?token=[\w-]{43}\nGood for once, until \S+Z\. Its id is inv_[\w-]+\.\n$/,
    json: () => expect.objectContaining({ roles: ['user', 'admin'], is_mailed: false }),
  },
  'invitation create for somebody with an account': {
    words: ({ email }) => ['invitation', 'create', email],
    code: 1,
    stderr: () => /^An account with this e-mail address exists already\.\n$/,
    json: () => expect.objectContaining({ error: 'email_taken' }),
  },
  'invitation list': {
    words: () => ['invitation', 'list'],
    code: 0,
    stdout: () =>
      /^INVITATION +ADDRESS[\s\S]+\ninv_[\w-]+ +invited\.\S+ +(?:handed out|mailed) +(?:operator|\d+) /,
    json: () => ({ items: expect.any(Array) }),
  },
  'invitation resend of none': {
    words: () => ['invitation', 'resend', 'inv_nobodys'],
    code: 1,
    stderr: () => /^No such invitation waits/,
    json: () => expect.objectContaining({ error: 'invitation_not_found' }),
  },
  'invitation revoke of none': {
    words: () => ['invitation', 'revoke', 'inv_nobodys', '--yes'],
    code: 1,
    stderr: () => /^No such invitation waits/,
    json: () => expect.objectContaining({ error: 'invitation_not_found' }),
  },
  'session list': {
    words: ({ username }) => ['session', 'list', username],
    code: 0,
    stdout: () => /^No live session\.\n$/,
    json: () => expect.objectContaining({ items: [] }),
  },
  'session end --all': {
    words: ({ username }) => ['session', 'end', username, '--all', '--yes'],
    code: 0,
    stdout: ({ username }) => new RegExp(`^${username} \\(id \\d+\\) is signed out everywhere\\.\\n$`),
    json: ({ id }) => expect.objectContaining({ id }),
  },
  'session end of none named': {
    words: ({ username }) => ['session', 'end', username],
    code: 2,
    stderr: () => /--all/,
    json: () => ({ error: 'usage', detail: expect.any(String) }),
  },
  // The first key is made by the first server that begins to listen, or by the rotation that comes next here.
  'keys list': {
    words: () => ['keys', 'list'],
    code: 0,
    stdout: () =>
      /^(?:No key yet\.|KEY +ALGORITHM +STATE +SIGNS FROM +VERIFIES UNTIL\nsig_[\w-]{8} +HS256 +(?:next|signing) [\s\S]+)\n$/,
    json: () => ({ items: expect.any(Array), next_cursor: null }),
  },
  'keys rotate': {
    words: () => ['keys', 'rotate'],
    code: 0,
    stdout: () => /^sig_[\w-]{8} \(HS256\) (?:is published, and signs from \S+ on|signs from now on)\.\n$/,
    json: () => expect.objectContaining({ algorithm: 'HS256', retired_at: null }),
  },
  'keys list of some': {
    words: () => ['keys', 'list'],
    code: 0,
    stdout: () =>
      /^KEY +ALGORITHM +STATE +SIGNS FROM +VERIFIES UNTIL\nsig_[\w-]{8} +HS256 +(?:next|signing) /,
    json: () => ({
      items: expect.arrayContaining([expect.objectContaining({ algorithm: 'HS256', state: 'signing' })]),
      next_cursor: null,
    }),
  },
  'keys retire of one that is not there': {
    words: () => ['keys', 'retire', 'sig_nobodys0', '--yes'],
    code: 1,
    stderr: () => /^There is no such signing key\. `latchkey keys list` shows which there are\.\n$/,
    json: () => expect.objectContaining({ error: 'signing_key_not_found' }),
  },
  'keys retire that nobody confirmed': {
    words: () => ['keys', 'retire', 'sig_nobodys0'],
    code: 2,
    stderr: () => /^This refuses every token of sig_nobodys0 from now on\. Confirm it with --yes\.\n$/,
    json: () => ({ error: 'usage', detail: expect.any(String) }),
  },
  ...roleRows,
  ...providerRows,
  'key list': {
    words: ({ username }) => ['key', 'list', username],
    code: 0,
    stdout: () => /^No API key\.\n$/,
    json: () => ({ items: [] }),
  },
  'key create for a person': {
    words: ({ username }) => ['key', 'create', username, '--name', 'Report', '--scopes', 'self:read'],
    code: 1,
    stderr: () => /Only service accounts get their API keys from others/,
    json: () => expect.objectContaining({ error: 'account_not_suitable' }),
  },
  'key create for nothing': {
    words: ({ username }) => ['key', 'create', username, '--name', 'Report'],
    code: 2,
    stderr: () => /--scopes/,
    json: () => ({ error: 'usage', detail: expect.any(String) }),
  },
  'key revoke of none': {
    words: ({ username }) => ['key', 'revoke', username, 'key_nobodys', '--yes'],
    code: 1,
    stderr: () => /^There is no such API key/,
    json: () => expect.objectContaining({ error: 'api_key_not_found' }),
  },
  'service-account create': {
    words: ({ username }) => ['service-account', 'create', `bot.${username}`, '--full-name', 'A Program'],
    code: 0,
    stdout: ({ username }) => new RegExp(`^bot\\.${username} has the id \\d+\\.\\n$`),
    json: ({ username }) =>
      expect.objectContaining({ username: `bot.${username}`, email: `bot.${username}@service.invalid` }),
  },
  config: {
    words: () => ['config'],
    code: 0,
    stdout: () => /^[\s\S]+SETTING +VALUE +FROM\nHOST +localhost +default\n/,
    json: () => expect.objectContaining({ items: expect.any(Array), differs: [] }),
  },
}

/**
 * Every row twice, each time with an account of its own: for people and for scripts. Where a server runs, it makes them
 * sooner than a command of its own does.
 */
export function transcribe(world: () => World, makeOne: () => Promise<Made> = () => makeUser(world())): void {
  for (const [name, row] of Object.entries(rows)) {
    test(`${name}, for people`, async () => {
      const who = await makeOne()
      const said = await latchkey(world(), row.words(who), row.stdin)
      expect(said).toEqual({
        code: row.code,
        stdout: row.stdout ? expect.stringMatching(row.stdout(who)) : '',
        stderr: row.stderr ? expect.stringMatching(row.stderr(who)) : '',
      })
    })
    test(`${name}, for scripts`, async () => {
      const who = await makeOne()
      const { code, stdout, stderr } = await latchkey(world(), [...row.words(who), '--json'], row.stdin)
      expect({ code, silent: row.code === 0 ? stderr : stdout }).toEqual({ code: row.code, silent: '' })
      const value: unknown = JSON.parse(row.code === 0 ? stdout : stderr)
      expect(value).toEqual(row.json(who))
    })
  }
}

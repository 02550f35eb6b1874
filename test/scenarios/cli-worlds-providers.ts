import { expect } from 'bun:test'
import type { Row } from './cli-worlds.ts'

const usage = { error: 'usage', detail: expect.any(String) }
const none = expect.objectContaining({ error: 'provider_not_found' })
const isNone = () => /^There is no such provider/

/** In this order: nothing is there before the first is added, and each adds one of its own. */
export const providerRows: Record<string, Row> = {
  'provider list of none': {
    words: () => ['provider', 'list'],
    code: 0,
    stdout: () => /^There is no provider\.\n$/,
    json: () => ({ items: [] }),
  },
  'provider add': {
    words: ({ id }) => [
      ...['provider', 'add', 'oidc', '--slug', `p${id}`, '--name', 'Acme', '--client-id', 'latchkey'],
      ...[
        '--issuer',
        `https://id${id}.example.org`,
        '--email-domains',
        'example.org',
        '--client-secret-stdin',
      ],
    ],
    stdin: 'a-secret-of-theirs\n',
    code: 0,
    stdout: ({ id }) =>
      new RegExp(
        `^Acme is added\\. Paste this there .+:\\n  https?://\\S+/sign-in/callback/p${id}\\nThen ask .+ check p${id}\\n$`,
      ),
    json: ({ id }) => ({
      slug: `p${id}`,
      kind: 'oidc',
      name: 'Acme',
      issuer: `https://id${id}.example.org`,
      client_id: 'latchkey',
      scopes: 'openid email profile',
      email_domains: ['example.org'],
      team_id: null,
      key_id: null,
      enabled: true,
      redirect_uri: expect.stringContaining(`/sign-in/callback/p${id}`),
      created_at: expect.any(String),
      updated_at: expect.any(String),
    }),
  },
  'provider list': {
    words: () => ['provider', 'list'],
    code: 0,
    stdout: () => /^PROVIDER +NAME +IS +ISSUER +ADDRESS TO PASTE THERE\np\d+ +Acme +on +https:/,
    json: () => ({ items: expect.arrayContaining([expect.objectContaining({ name: 'Acme' })]) }),
  },
  'provider add of a kind that there is not': {
    words: () => ['provider', 'add', 'myspace', '--client-id', 'latchkey', '--client-secret-stdin'],
    stdin: 'a-secret-of-theirs\n',
    code: 2,
    stderr: () => /google, microsoft, apple, github, gitlab, discord, oidc/,
    json: () => usage,
  },
  'provider add without an issuer': {
    words: () => ['provider', 'add', 'oidc', '--client-id', 'latchkey', '--client-secret-stdin'],
    stdin: 'a-secret-of-theirs\n',
    code: 1,
    stderr: () => /^--issuer is required for this kind\./,
    json: () => expect.objectContaining({ error: 'validation_failed' }),
  },
  'provider change of nothing': {
    words: () => ['provider', 'change', 'nobodys'],
    code: 2,
    stderr: () => /^Say what to change: see latchkey provider change --help\.\n$/,
    json: () => usage,
  },
  'provider change to both': {
    words: () => ['provider', 'change', 'nobodys', '--on', '--off'],
    code: 2,
    stderr: () => /^Give one of --on and --off\.\n$/,
    json: () => usage,
  },
  'provider change of none': {
    words: () => ['provider', 'change', 'nobodys', '--off'],
    code: 1,
    stderr: isNone,
    json: () => none,
  },
  'provider check of none': {
    words: () => ['provider', 'check', 'nobodys'],
    code: 1,
    stderr: isNone,
    json: () => none,
  },
  'provider remove that nobody confirmed': {
    words: () => ['provider', 'remove', 'nobodys'],
    code: 2,
    stderr: () => /^Nobody signs in by nobodys any more; .+ Confirm it with --yes\.\n$/,
    json: () => usage,
  },
  'provider remove of none': {
    words: () => ['provider', 'remove', 'nobodys', '--yes'],
    code: 1,
    stderr: isNone,
    json: () => none,
  },
}

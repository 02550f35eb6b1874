import { describe, expect, test } from 'bun:test'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Config, type ConfigInput, loadConfig } from './config.ts'
import { ConfigError } from './config-error.ts'

const cwd = '/srv/latchkey'
const strong = 'T4h0Zq9sVn2LxPbWc7RkYd1mGu5EoJfA'

function load(env: Record<string, string>, toml?: string, more: Partial<ConfigInput> = {}): Promise<Config> {
  return loadConfig({
    env,
    cwd,
    cores: 4,
    readFile: (path) => (path === `${cwd}/latchkey.toml` ? toml : undefined),
    ...more,
  })
}

async function problemsOf(loading: Promise<Config>): Promise<readonly string[]> {
  const error = await loading.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (!(error instanceof ConfigError)) throw new Error('the configuration was accepted')
  expect(error.message).toBe(error.problems.join('\n'))
  return error.problems
}

const at = 'in /srv/latchkey/latchkey.toml'
const port = 'must be a whole number from 0 to 65535'
const publicUrl =
  'LATCHKEY_PUBLIC_URL must be an http or https URL without path, query or credentials, such as https://id.example.com'

describe('refusals of the environment', () => {
  test.each<[Record<string, string>, string]>([
    [{ LATCHKEY_DIRECTRY: 'x' }, 'LATCHKEY_DIRECTRY is not a setting. Did you mean LATCHKEY_DIRECTORY?'],
    [{ LATCHKEY_PORT: '80' }, 'LATCHKEY_PORT is not a setting. Did you mean PORT?'],
    [{ latchkey_secret: strong }, 'latchkey_secret is not a setting. Did you mean LATCHKEY_SECRET?'],
    [{ LATCHKEY_KUBERNETES: '1' }, 'LATCHKEY_KUBERNETES is not a setting. docs/config.md lists them all.'],
    [{ PORT: '' }, 'PORT is set but empty. Give it a value or remove it.'],
    [{ LATCHKEY_CONFIG: '' }, 'LATCHKEY_CONFIG is set but empty. Give it a value or remove it.'],
    [
      { LATCHKEY_TRUSTED_PROXIES: '' },
      'LATCHKEY_TRUSTED_PROXIES is set but empty. Give it a value or remove it.',
    ],
    ...['65536', '-1', '08', '+8', '8e1', '0x50', '80 ', ' 80', '8.0', '٨', 'eighty'].map(
      (text): [Record<string, string>, string] => [
        { PORT: text },
        `PORT ${port}, not ${JSON.stringify(text)}.`,
      ],
    ),
    [{ LATCHKEY_DIRECTORY: 'public' }, 'LATCHKEY_DIRECTORY must be private or members, not "public".'],
    [
      { LATCHKEY_DIRECTORY: 'constructor' },
      'LATCHKEY_DIRECTORY must be private or members, not "constructor".',
    ],
    [{ LATCHKEY_RESPONSE_ENVELOPE: 'true' }, 'LATCHKEY_RESPONSE_ENVELOPE must be on or off, not "true".'],
    [
      { LATCHKEY_RESPONSE_ENVELOPE: 'toString' },
      'LATCHKEY_RESPONSE_ENVELOPE must be on or off, not "toString".',
    ],
    [{ DATA_DIR: 'data ' }, 'DATA_DIR must be the path of a folder, not "data ".'],
    [
      { HOST: '[::1]' },
      'HOST must be localhost, a host name or an IP address without brackets, not "[::1]".',
    ],
    [
      { HOST: '10.0.256' },
      'HOST must be localhost, a host name or an IP address without brackets, not "10.0.256".',
    ],
    ...[
      'https://a.test/x',
      'https://a.test?',
      'ftp://a.test',
      'a.test',
      'https:a.test',
      'https:\\\\a.test',
    ].map((text): [Record<string, string>, string] => [
      { LATCHKEY_PUBLIC_URL: text },
      `${publicUrl}, not ${JSON.stringify(text)}.`,
    ]),
    [{ LATCHKEY_PUBLIC_URL: 'https://me:hunter2@a.test' }, `${publicUrl}.`],
    [{ LATCHKEY_CONFIG: 'no.toml' }, 'LATCHKEY_CONFIG names /srv/latchkey/no.toml, which does not exist.'],
    [
      { LATCHKEY_GUARD_PAIR_BURST: '50' },
      'LATCHKEY_GUARD_PAIR_BURST (50) has to be less than LATCHKEY_GUARD_PAIR_PER_DAY (50), which counts those at once, too.',
    ],
    [
      { LATCHKEY_DIRECTORY: 'members' },
      'LATCHKEY_DIRECTORY is members while LATCHKEY_REGISTRATION is open, so anybody who registers could list ' +
        'everybody. Set LATCHKEY_CONFIRM_PUBLIC_DIRECTORY to on if that is meant, or close one of the two.',
    ],
  ])('%j', async (env, sentence) => {
    expect(await problemsOf(load(env))).toEqual([sentence])
  })

  test.each([
    'https://a.test/',
    'https://A.test',
    'https://a.test:443',
    '*',
    'null',
    'https://b.test, https://c.test',
  ])('the origin %j', async (text) => {
    const [sentence, ...others] = await problemsOf(load({ LATCHKEY_CORS_ORIGINS: text }))
    expect(sentence).toStartWith('Each entry of LATCHKEY_CORS_ORIGINS must be an exact origin such as')
    expect(others).toEqual([])
  })

  test.each([
    '10.0.0.0/33',
    '10.0.0.0/0',
    '::/0',
    '::1/129',
    '10.0.0.0/08',
    '1.2.3',
    'fe80::1%eth0',
    '10.0.0.1,',
    'a/8',
    '10.0.0.0/8/8',
  ])('the proxy %j', async (text) => {
    const [sentence] = await problemsOf(load({ LATCHKEY_TRUSTED_PROXIES: text }))
    expect(sentence).toStartWith(
      'Each entry of LATCHKEY_TRUSTED_PROXIES must be an IP address or a CIDR block',
    )
  })

  test.each([
    [1, 47_104],
    [2, 19_456],
    [3, 12_288],
    [4, 9216],
    [5, 7168],
    [10, 7168],
  ])('Argon2id with a time cost of %d needs %d KiB', async (timeCost, floor) => {
    const env = (memory: number) => ({
      LATCHKEY_ARGON2_TIME_COST: String(timeCost),
      LATCHKEY_ARGON2_MEMORY_KIB: String(memory),
    })
    expect(await load(env(floor))).toMatchObject({ argon2MemoryKib: floor, argon2TimeCost: timeCost })
    const [sentence] = await problemsOf(load(env(floor - 1)))
    if (floor > 7168)
      expect(sentence).toEndWith(
        'The floors are 47104 KiB with a time cost of 1, 19456 KiB with a time cost of 2, 12288 KiB with a time cost ' +
          'of 3, 9216 KiB with a time cost of 4, 7168 KiB with a time cost of 5 or more.',
      )
    else expect(sentence).toStartWith('LATCHKEY_ARGON2_MEMORY_KIB must be a whole number from 7168')
  })

  test('a public directory is possible when confirmed, or where nobody registers who was not let in', async () => {
    const members = { LATCHKEY_DIRECTORY: 'members' }
    expect((await load({ ...members, LATCHKEY_CONFIRM_PUBLIC_DIRECTORY: 'on' })).directory).toBe('members')
    for (const closed of ['closed', 'invite'])
      expect((await load({ ...members, LATCHKEY_REGISTRATION: closed })).directory).toBe('members')
    expect(await problemsOf(load({ ...members, LATCHKEY_REGISTRATION: 'private' }))).toHaveLength(1)
  })

  test.each([
    [{ LATCHKEY_PASSKEY_RP_ID: 'com' }, 'com'],
    [{ LATCHKEY_PASSKEY_RP_ID: 'com', LATCHKEY_PUBLIC_URL: 'https://id.example.com' }, 'com'],
    [{ LATCHKEY_PASSKEY_RP_ID: 'xn--p1ai', LATCHKEY_PUBLIC_URL: 'https://id.xn--p1ai' }, 'xn--p1ai'],
  ])('nobody makes passkeys for a domain that is nobody’s own: %p', async (env, id) => {
    const [sentence, ...more] = await problemsOf(load(env))
    expect(sentence).toStartWith(`LATCHKEY_PASSKEY_RP_ID is ${id}, under which many have their domains`)
    expect(more).toEqual([])
  })

  test.each([
    { LATCHKEY_PASSKEY_RP_ID: 'localhost' },
    { LATCHKEY_PASSKEY_RP_ID: 'intranet', LATCHKEY_PUBLIC_URL: 'https://intranet' },
    { LATCHKEY_PASSKEY_RP_ID: 'example.com', LATCHKEY_PUBLIC_URL: 'https://id.example.com' },
  ])('they are made for one’s own: %p', async (env) => {
    expect((await load(env)).passkeyRpId).toBe(env.LATCHKEY_PASSKEY_RP_ID)
  })

  test('a contradiction is not claimed about a value that is wrong itself', async () => {
    const env = { LATCHKEY_DIRECTORY: 'members', LATCHKEY_REGISTRATION: 'invited' }
    expect(await problemsOf(load(env))).toEqual([
      'LATCHKEY_REGISTRATION must be open, private, invite or closed, not "invited".',
    ])
  })

  test('all problems at once', async () => {
    const problems = await problemsOf(
      load({ PORT: 'x', LATCHKEY_DIRECTRY: 'y', LATCHKEY_REGISTRATION: 'z' }, 'colour = 1'),
    )
    expect(problems.length).toBe(4)
  })

  test('a mistake is named although another source is right', async () => {
    expect(await problemsOf(load({ PORT: '80' }, 'port = "x"'))).toEqual([`port ${at} ${port}, not "x".`])
    expect(await problemsOf(load({ PORT: 'x' }, '', { overrides: { port: 80 } }))).toEqual([
      `PORT ${port}, not "x".`,
    ])
  })
})

describe('refusals of the file', () => {
  test.each([
    ['directry = "x"', `directry ${at} is not a setting. Did you mean directory?`],
    ['LATCHKEY_SECRET = "x"', `LATCHKEY_SECRET ${at} is not a setting. Did you mean secret?`],
    ['[server]\nport = 1', `server ${at} is not a setting. docs/config.md lists them all.`],
    ['__proto__ = 1', `__proto__ ${at} is not a setting. docs/config.md lists them all.`],
    ['"a\\nb" = 1', `"a\\nb" ${at} is not a setting. docs/config.md lists them all.`],
    ['config = "x"', `config ${at} has no meaning: a file cannot name itself.`],
    ['port = "80"', `port ${at} ${port}, not "80".`],
    ['port = 80.0', `port ${at} ${port}, not 80.`],
    ['port = 9999999999999999999', `port ${at} ${port}, not 9999999999999999999.`],
    ['port = 2020-01-01', `port ${at} ${port}, not a table or a date.`],
    ['directory = true', `directory ${at} must be private or members, not true.`],
    ['data_dir = ""', `data_dir ${at} must be the path of a folder, not "".`],
    ['data_dir = "a\\u0000b"', `data_dir ${at} must be the path of a folder, not "a\\u0000b".`],
    ['cors_origins = "https://a.test"', `cors_origins ${at} must be a list, not "https://a.test".`],
    ['port = 1\nport = 2', '/srv/latchkey/latchkey.toml is not valid TOML: see line 2, column 1.'],
    ['\n\nport = = 1', '/srv/latchkey/latchkey.toml is not valid TOML: see line 3, column 8.'],
  ])('%j', async (toml, sentence) => {
    expect(await problemsOf(load({}, toml))).toEqual([sentence])
  })

  test('a file that cannot be read', async () => {
    const env = { LATCHKEY_CONFIG: '.' }
    const folder = fileURLToPath(new URL('.', import.meta.url))
    const [sentence] = await problemsOf(loadConfig({ env, cwd: folder }))
    expect(sentence).toEndWith('cannot be read (EISDIR).')
  })

  test('a file that is not UTF-8', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'latchkey-config-'))
    try {
      writeFileSync(join(folder, 'latchkey.toml'), Buffer.from('data_dir = "\xff"', 'latin1'))
      const sentences = await problemsOf(loadConfig({ env: {}, cwd: folder }))
      expect(sentences).toEqual([`${folder}/latchkey.toml cannot be read (it is not UTF-8 text).`])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

describe('secrets', () => {
  test.each([
    'hunter2',
    'hunter2hunter2hunter2hunter2hunter2',
    ' hunter2kJ8mQz4Xv1Tb9WcLr6NpYs3DfGa',
    'hunter2\n',
  ])('no message holds %j', async (secret) => {
    const env = await problemsOf(load({ LATCHKEY_SECRET: secret }))
    expect(env.join()).toStartWith('LATCHKEY_SECRET ')
    const file = await problemsOf(load({}, `secret = ${JSON.stringify(secret)}`))
    expect(file.join()).toStartWith(`secret ${at} `)
    const malformed = await problemsOf(load({}, `secret = ${JSON.stringify(secret)} x\n`))
    for (const sentence of [...env, ...file, ...malformed]) expect(sentence).not.toContain('hunter2')
  })

  test('a secret of another type is not shown either', async () => {
    const problems = await problemsOf(load({}, 'secret = 12345678'))
    expect(problems.join()).toStartWith(`secret ${at} must be at least 32 characters`)
    expect(problems.join()).not.toContain('12345678')
  })
})

import { describe, expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { type Config, type ConfigInput, loadConfig } from './config.ts'
import { addressBlockList, readEnvironment } from './index.ts'
import { fieldOf, fileKey, isInFile, settingNames, settings } from './settings.ts'

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

describe('defaults', () => {
  test('nothing given: the documented server', async () => {
    const { sources, ...config } = await load({})
    expect(config).toEqual({
      host: 'localhost',
      port: 8000,
      dataDir: '/srv/latchkey/data',
      logLevel: 'info',
      databaseUrl: undefined,
      dbSchema: 'latchkey',
      dbPoolSize: 10,
      publicUrl: undefined,
      registration: 'open',
      directory: 'private',
      confirmPublicDirectory: false,
      accessTokenSeconds: 1800,
      sessionIdleSeconds: 1_209_600,
      sessionAbsoluteSeconds: 7_776_000,
      refreshGraceSeconds: 10,
      passwordMinLength: 8,
      passkeyRpId: undefined,
      passkeyOrigins: [],
      passkeyUserVerification: 'required',
      responseEnvelope: false,
      corsOrigins: [],
      returnTo: [],
      trustedProxies: [],
      secret: undefined,
      previousSecret: undefined,
      guardAccountBurst: 4,
      guardAccountPerDay: 100,
      guardPairBurst: 3,
      guardPairPerDay: 50,
      guardSourceBurst: 50,
      guardSourcePerDay: 1440,
      guardKnownBurst: 20,
      guardKnownPerDay: 100,
      guardEnumerationBurst: 1_000,
      guardEnumerationPerDay: 2_000,
      guardRegistrationBurst: 1000,
      guardRegistrationPerDay: 10_000,
      guardAttemptsDays: 30,
      guardTracked: 1_000_000,
      limitRead: 12_000,
      limitWrite: 3000,
      limitSignIn: 12_000,
      limitRegister: 6_000,
      tokenAlgorithm: 'HS256',
      keyRotationDays: 90,
      recoveryWaitHours: 168,
      auditRetentionDays: 0,
      auditCheckpointFile: undefined,
      auditCheckpointUrl: undefined,
      auditStream: undefined,
      auditStreamToken: undefined,
      auditStreamPersonal: false,
      smtpUrl: undefined,
      mailFrom: undefined,
      mailPerHour: 1000,
      mailNoticesPerHour: 20,
      mailTemplates: undefined,
      language: 'en',
      pagesName: 'Latchkey',
      pagesLogo: undefined,
      pagesColor: undefined,
      pagesCss: undefined,
      config: undefined,
      argon2MemoryKib: 19_456,
      argon2TimeCost: 2,
      argon2Parallelism: 1,
      passwordThreads: 3,
      principalCacheSize: 100_000,
    })
    expect(new Set(Object.values(sources))).toEqual(new Set(['default']))
    expect(Object.keys(sources).length).toBe(settingNames.length)
  })

  test.each([
    [1, 1],
    [2, 1],
    [8, 7],
    [200, 64],
  ])('%d cores hash in %d threads', async (cores, threads) => {
    expect((await load({}, undefined, { cores })).passwordThreads).toBe(threads)
  })

  test('the types follow from the table', async () => {
    const config = await load({})
    const directory: 'private' | 'members' = config.directory
    const origins: readonly string[] = config.corsOrigins
    // @ts-expect-error a setting without a default may be absent
    const url: string = config.publicUrl
    // @ts-expect-error there is no such setting
    const unknown: unknown = config.smtpHost
    expect([directory, origins, url, unknown]).toEqual(['private', [], undefined, undefined] as unknown[])
  })
})

describe('sources', () => {
  test('an override comes before the environment, that before the file, that before the default', async () => {
    const toml = 'port = 1\nhost = "file.test"\nlog_level = "warn"\n'
    const config = await load({ PORT: '2', HOST: 'env.test' }, toml, { overrides: { port: '3' } })
    expect([config.port, config.host, config.logLevel, config.directory]).toEqual([
      3,
      'env.test',
      'warn',
      'private',
    ])
    const { port, host, logLevel, directory } = config.sources
    expect([port, host, logLevel, directory]).toEqual(['override', 'env', 'file', 'default'])
    expect(config.config).toBe('/srv/latchkey/latchkey.toml')
  })

  test('typed overrides', async () => {
    const overrides = {
      port: 0,
      responseEnvelope: true,
      corsOrigins: ['https://a.test'],
      dataDir: 'elsewhere',
    }
    const config = await load({}, undefined, { overrides })
    expect(config).toMatchObject({ ...overrides, dataDir: '/srv/latchkey/elsewhere' })
  })

  test('every kind in the environment and in the file', async () => {
    const expected = {
      accessTokenSeconds: 60,
      directory: 'members',
      registration: 'closed',
      responseEnvelope: true,
      publicUrl: 'https://id.example.com:8443',
      corsOrigins: ['https://a.test', 'http://localhost:3000'],
      trustedProxies: ['10.0.0.0/8', '::1'],
      secret: strong,
    } as const
    const env = await load({
      LATCHKEY_ACCESS_TOKEN_SECONDS: '60',
      LATCHKEY_DIRECTORY: 'members',
      LATCHKEY_REGISTRATION: 'closed',
      LATCHKEY_RESPONSE_ENVELOPE: 'on',
      LATCHKEY_PUBLIC_URL: 'https://id.example.com:8443/',
      LATCHKEY_CORS_ORIGINS: 'https://a.test,http://localhost:3000',
      LATCHKEY_TRUSTED_PROXIES: '10.0.0.0/8,::1',
      LATCHKEY_SECRET: strong,
    })
    const toml = `access_token_seconds = 60
      directory = "members"
      registration = "closed"
      response_envelope = true
      public_url = "https://id.example.com:8443"
      cors_origins = ["https://a.test", "http://localhost:3000"]
      trusted_proxies = ["10.0.0.0/8", "::1"]
      secret = "${strong}"`
    expect(env).toMatchObject(expected)
    expect(await load({}, toml)).toMatchObject(expected)
    expect(await load({}, 'response_envelope = "on"')).toMatchObject({ responseEnvelope: true })
  })

  test('LATCHKEY_CONFIG names another file, and an override yet another', async () => {
    const readFile = (path: string) =>
      ({ '/srv/latchkey/a.toml': 'port = 1', '/etc/b.toml': 'port = 2' })[path]
    const env = { LATCHKEY_CONFIG: 'a.toml' }
    expect(await load(env, undefined, { readFile })).toMatchObject({
      port: 1,
      config: '/srv/latchkey/a.toml',
    })
    const overrides = { config: '/etc/b.toml' }
    expect(await load(env, undefined, { readFile, overrides })).toMatchObject({
      port: 2,
      config: '/etc/b.toml',
    })
  })

  test('variables of others are left alone', async () => {
    const env = {
      PATH: '/bin',
      toString: 'x',
      LATCHKEY_API_KEY: 'x',
      LATCHKEY_SERVICE_HOST: '10.0.0.1',
      LATCHKEY_SERVICE_PORT_HTTP: '8000',
      LATCHKEY_PORT: 'tcp://10.0.0.1:8000',
      LATCHKEY_PORT_8000_TCP: 'tcp://10.0.0.1:8000',
      LATCHKEY_PORT_8000_TCP_ADDR: '10.0.0.1',
      LATCHKEY_POSTGRES_PORT: 'tcp://10.0.0.2:5432',
    }
    expect((await load(env)).port).toBe(8000)
  })

  test('the environment is a copy', () => {
    expect(readEnvironment()).not.toBe(process.env)
    expect(Object.isFrozen(readEnvironment())).toBe(true)
  })
})

test('the proxies that are admitted can be asked about an address', async () => {
  const { trustedProxies } = await load({ LATCHKEY_TRUSTED_PROXIES: '10.0.0.0/8,192.168.1.1,fd00::/8' })
  const list = addressBlockList(trustedProxies)
  expect(['10.9.9.9', '192.168.1.1', '192.168.1.2'].map((address) => list.check(address))).toEqual([
    true,
    true,
    false,
  ])
  expect([list.check('fd12::1', 'ipv6'), list.check('fe00::1', 'ipv6')]).toEqual([true, false])
})

test('docs/config.md has a row with the key and the words of every setting', () => {
  const docs = readFileSync(new URL('../../../../docs/config.md', import.meta.url), 'utf8').split('\n')
  for (const name of settingNames) {
    const row = docs.find((line) => line.startsWith(`| \`${name}\` |`))
    expect(row).toContain(settings[name].doc)
    if (isInFile(name)) expect(row).toContain(`| \`${fileKey(name)}\` |`)
    expect(fieldOf(name)).toMatch(/^[a-z][A-Za-z0-9]*$/)
  }
})

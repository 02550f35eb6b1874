// `latchkey provider`: what is printed is what has to be pasted, and what is wrong is said with what to do.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { latchkey } from '../support/command-line.ts'
import { OpenIdProvider } from '../support/openid-provider.ts'
import { baseOf } from '../support/providers.ts'
import { useServer } from '../support/server.ts'

const provider = new OpenIdProvider()
const server = useServer({ dev: true })
beforeAll(async () => {
  await provider.open()
})
afterAll(() => provider.close())

const run = (words: string[], stdin?: string) =>
  latchkey({ folder: server.folder }, ['provider', ...words], stdin)
const add = (kind: string, more: string[], secret = provider.clientSecret) =>
  run(['add', kind, '--client-id', 'latchkey', '--client-secret-stdin', ...more], `${secret}\n`)

describe('latchkey provider', () => {
  test('add prints the address to paste, and check that all is right', async () => {
    const added = await add('oidc', ['--slug', 'acme', '--name', 'Acme', '--issuer', provider.issuer])
    expect(added.stderr).toBe('')
    expect(added.stdout).toContain(`\n  ${baseOf(server)}/sign-in/callback/acme\n`)
    expect((await run(['list'])).stdout).toMatch(/^PROVIDER[\s\S]+\nacme +Acme +on +http:/)
    const checked = await run(['check', 'acme'])
    expect([checked.code, checked.stdout.match(/^\w+/gm)]).toEqual([0, ['ok', 'ok', 'ok', 'ok']])
    expect(checked.stdout).toMatch(/ has one key\.$/m)
    expect(checked.stdout).toContain('Acme knows the client id and the secret.')
  })

  test('check says of a wrong secret what the provider answered, and what to do', async () => {
    await run(['change', 'acme', '--client-secret-stdin'], 'not this one')
    const { code, stdout } = await run(['check', 'acme'])
    expect(code).toBe(1)
    expect(stdout).toMatch(
      /^fail +client +Acme does not take the client id and the secret: it answered invalid_client \(no such client\)\. Copy both again/m,
    )
    await run(['change', 'acme', '--client-secret-stdin'], provider.clientSecret)
  })

  test('check says of an issuer that calls itself otherwise which it is', async () => {
    provider.crooked = { discovery: { issuer: 'https://login.acme.example' } }
    const { code, stdout } = await run(['check', 'acme'])
    expect(code).toBe(1)
    expect(stdout).toContain(`${provider.issuer} calls itself "https://login.acme.example".`)
    provider.crooked = {}
  })

  test('what is no provider is not one', async () => {
    await run(['change', 'acme', '--off'])
    expect((await run(['list'])).stdout).toMatch(/\nacme +Acme +off /)
    expect((await run(['remove', 'acme', '--yes'])).stdout).toBe('acme is removed.\n')
    await add('oidc', ['--issuer', `${provider.issuer}/nothing`])
    const { code, stdout } = await run(['check', 'oidc'])
    expect(code).toBe(1)
    expect(stdout).toContain('is not the description of an OpenID provider. It answered 404.')
  })

  test.each<[string, string[], RegExp]>([
    ['oidc', [], /--issuer is required for this kind/],
    ['oidc', ['--slug', 'plain', '--issuer', 'http://login.example.com?x=1'], /must be an https address/],
    ['oidc', ['--slug', 'far', '--issuer', 'http://idp.example.com'], /must be an https address/],
    ['google', ['--issuer', 'https://login.example.com'], /is not chosen for Google/],
    ['apple', [], /--team-id is required for Apple\. --key-id is required for Apple\./],
    ['google', ['--client-id', ''], /--client-id must have at least 1 character/],
    ['google', ['--team-id', 'A1'], /is for Apple alone/],
  ])('add %s %j is refused', async (kind, more, told) => {
    const { code, stderr } = await add(kind, more)
    expect([code, stderr]).toEqual([expect.any(Number), expect.stringMatching(told)])
    expect(code).not.toBe(0)
  })
})

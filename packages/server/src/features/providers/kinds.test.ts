import { describe, expect, test } from 'bun:test'
import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import type { ProviderKind } from '@latchkey/contract'
import { systemClock } from '#kernel/clock'
import type { Outbound } from '#kernel/outbound'
import { network, openIdNetwork } from '../../../../../test/support/provider-network.ts'
import { NotVouched, type OpenProvider, providerClient } from './client.ts'
import { kinds } from './kinds.ts'

const BACK = 'https://id.example.com/sign-in/callback/x'
const kept = { state: 'the-state', nonce: 'the-nonce', verifier: 'v'.repeat(43) }
const came = { code: 'the-code', state: kept.state }

const providerOf = (kind: ProviderKind, more: Partial<OpenProvider> = {}): OpenProvider => ({
  slug: kind,
  kind,
  name: kinds[kind].name,
  issuer: kinds[kind].issuer ?? 'https://login.example.com',
  clientId: 'client-1',
  sealedSecret: '',
  secret: 'secret-1',
  scopes: kinds[kind].scopes,
  emailDomains: '*',
  teamId: null,
  keyId: null,
  enabled: 1,
  createdAt: 0,
  updatedAt: 0,
  ...more,
})
const clientOf = (outbound: Outbound) =>
  providerClient({ outbound, clock: systemClock, allowsLoopback: false })
const openId = (claims: Record<string, unknown>) => ({
  claims: () => ({ sub: 'sub-1', aud: 'client-1', nonce: kept.nonce, ...claims }),
})

describe('GitHub', () => {
  const github = (
    emails: unknown,
    user: object = { id: 583231, login: 'octocat', name: 'The Octocat', email: 'shown@example.org' },
  ) =>
    network({
      'POST https://github.com/login/oauth/access_token': () => ({
        access_token: 'gho_1',
        token_type: 'bearer',
        scope: 'user',
      }),
      'GET https://api.github.com/user': () => user,
      'GET https://api.github.com/user/emails': () => emails,
    })
  const primary = { email: 'cat@example.org', primary: true, verified: true }

  test('knows a person by number, and by the primary address of the account', async () => {
    const { outbound, asked } = github([
      { email: 'other@example.org', primary: false, verified: true },
      primary,
    ])
    const client = clientOf(outbound)
    const url = new URL(
      await client.authorizationUrl(providerOf('github'), kept, { redirectUri: BACK, isAnew: false }),
    )
    expect(url.origin + url.pathname).toBe('https://github.com/login/oauth/authorize')
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      client_id: 'client-1',
      redirect_uri: BACK,
      scope: 'read:user user:email',
      state: kept.state,
      code_challenge_method: 'S256',
    })
    expect(await client.person(providerOf('github'), came, kept, BACK)).toEqual({
      issuer: 'https://github.com/login/oauth',
      subject: '583231',
      email: 'cat@example.org',
      isEmailProved: true,
      signedInAt: undefined,
      names: { username: 'octocat', fullName: 'The Octocat' },
    })
    expect(Object.fromEntries(asked[0]?.body ?? [])).toMatchObject({
      client_id: 'client-1',
      client_secret: 'secret-1',
      code: 'the-code',
      code_verifier: kept.verifier,
    })
  })

  test.each<[string, unknown]>([
    ['not verified', [{ ...primary, verified: false }]],
    ['verified by a word', [{ ...primary, verified: 'true' }]],
    ['not primary', [{ ...primary, primary: false }]],
    ['none', []],
    ['no list', { message: 'no scope' }],
  ])('proves no address that is %s', async (_, emails) => {
    const person = await clientOf(github(emails).outbound).person(providerOf('github'), came, kept, BACK)
    expect(person.isEmailProved).toBe(false)
  })

  test('names nobody by anything but a number', async () => {
    const { outbound } = github([primary], { id: 'octocat', login: 'octocat' })
    await expect(clientOf(outbound).person(providerOf('github'), came, kept, BACK)).rejects.toBeInstanceOf(
      NotVouched,
    )
  })

  test('that refuses the code, which it does with 200, signs nobody in', async () => {
    const { outbound } = network({
      'POST https://github.com/login/oauth/access_token': () => ({ error: 'bad_verification_code' }),
    })
    await expect(clientOf(outbound).person(providerOf('github'), came, kept, BACK)).rejects.toBeInstanceOf(
      NotVouched,
    )
  })
})

describe('Discord', () => {
  test.each([true, false])('says whether the address is verified: %p', async (verified) => {
    const { outbound } = network({
      'POST https://discord.com/api/oauth2/token': () => ({ access_token: 'x', token_type: 'Bearer' }),
      'GET https://discord.com/api/users/@me': () => ({
        ...{ id: '80351110224678912', username: 'nelly', global_name: 'Nelly', email: 'nelly@example.org' },
        verified,
      }),
    })
    expect(await clientOf(outbound).person(providerOf('discord'), came, kept, BACK)).toEqual({
      issuer: 'https://discord.com',
      subject: '80351110224678912',
      email: 'nelly@example.org',
      isEmailProved: verified,
      signedInAt: undefined,
      names: { username: 'nelly', fullName: 'Nelly' },
    })
  })
})

describe('Microsoft', () => {
  const tenant = '9188040d-6c67-4b5c-b112-36a304b66dad'
  const issuerOf = (id: string) => `https://login.microsoftonline.com/${id}/v2.0`
  const sent = async (claims: Record<string, unknown>) => {
    const own = openId({ iss: issuerOf(tenant), tid: tenant, email: 'ada@example.org', ...claims })
    const { outbound } = await openIdNetwork(issuerOf('common'), { ...own, issuer: issuerOf('{tenantid}') })
    return clientOf(outbound).person(providerOf('microsoft'), came, kept, BACK)
  }

  test('for all tenants: the issuer is that of the tenant which the token names', async () => {
    expect(await sent({})).toMatchObject({ issuer: issuerOf(tenant), subject: 'sub-1' })
  })

  test('V23 CVE-2026-31813 a token of one tenant in the name of another signs nobody in', async () => {
    for (const claims of [
      { tid: 'another' },
      { iss: issuerOf('another') },
      { iss: issuerOf('{tenantid}') },
      { tid: undefined },
    ])
      await expect(sent(claims)).rejects.toBeInstanceOf(NotVouched)
  })

  test('V56 CVE-2023-3128 any tenant writes any address: only a domain that was proved counts', async () => {
    expect((await sent({ email_verified: true })).isEmailProved).toBe(false)
    expect((await sent({ xms_edov: '1' })).isEmailProved).toBe(false)
    expect((await sent({ xms_edov: true })).isEmailProved).toBe(true)
  })

  test('of one tenant takes no other', async () => {
    const own = openId({ iss: issuerOf('another'), tid: 'another' })
    const { outbound } = await openIdNetwork(issuerOf(tenant), own)
    const provider = providerOf('microsoft', { issuer: issuerOf(tenant) })
    await expect(clientOf(outbound).person(provider, came, kept, BACK)).rejects.toBeInstanceOf(NotVouched)
  })
})

describe('Google', () => {
  const sent = async (claims: Record<string, unknown>) => {
    const own = openId({ iss: 'https://accounts.google.com', email_verified: true, ...claims })
    const { outbound } = await openIdNetwork('https://accounts.google.com', own)
    return (await clientOf(outbound).person(providerOf('google'), came, kept, BACK)).isEmailProved
  }

  test.each<[object, boolean]>([
    [{ email: 'ada@gmail.com' }, true],
    [{ email: 'ada@acme.example', hd: 'acme.example' }, true],
    // An account that was made with another provider's mailbox, which somebody else may have by now.
    [{ email: 'ada@example.org' }, false],
    [{ email: 'ada@gmail.com', email_verified: 'true' }, false],
  ])('%j: proved %p', async (claims, isProved) => {
    expect(await sent({ ...claims })).toBe(isProved)
  })
})

describe('Apple', () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const secret = privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()
  const provider = providerOf('apple', { secret, teamId: 'TEAM1', keyId: 'KEY1' })
  const apple = () =>
    openIdNetwork(
      'https://appleid.apple.com',
      openId({ iss: 'https://appleid.apple.com', email: 'a@privaterelay.appleid.com', email_verified: true }),
    )

  test('posts its answer, and is shown a secret that the key of the team signed', async () => {
    const { outbound, asked } = await apple()
    const client = clientOf(outbound)
    const url = new URL(await client.authorizationUrl(provider, kept, { redirectUri: BACK, isAnew: false }))
    expect(url.searchParams.get('response_mode')).toBe('form_post')
    const answer = {
      ...came,
      user: '{"name":{"firstName":"Ada","lastName":"Lovelace"},"email":"forged@example.org"}',
    }
    expect(await client.person(provider, answer, kept, BACK)).toMatchObject({
      subject: 'sub-1',
      email: 'a@privaterelay.appleid.com',
      isEmailProved: true,
      signedInAt: undefined,
      names: { fullName: 'Ada Lovelace' },
    })
    const shown = asked.find(({ line }) => line.startsWith('POST '))?.body.get('client_secret') ?? ''
    const [header = '', payload = '', signature = ''] = shown.split('.')
    const read = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString())
    expect(read(header)).toEqual({ alg: 'ES256', kid: 'KEY1', typ: 'JWT' })
    expect(read(payload)).toMatchObject({ iss: 'TEAM1', sub: 'client-1', aud: 'https://appleid.apple.com' })
    const key = {
      key: createPublicKey(publicKey.export({ format: 'pem', type: 'spki' })),
      dsaEncoding: 'ieee-p1363',
    } as const
    expect(
      verify('sha256', Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url')),
    ).toBe(true)
  })

  test.each(['not json', '{"name":7}', '{}'])('a name that is none, %s, is passed over', async (user) => {
    const { outbound } = await apple()
    const person = await clientOf(outbound).person(provider, { ...came, user }, kept, BACK)
    expect(person.names.fullName).toBeUndefined()
  })
})

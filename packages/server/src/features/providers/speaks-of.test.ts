import { expect, test } from 'bun:test'
import { speaksOf } from './speaks-of.ts'

const of = (tenant: string) => `https://login.microsoftonline.com/${tenant}/v2.0`
const [one, other] = ['9188040d-6c67-4b5c-b112-36a304b66dad', '11111111-2222-3333-4444-555555555555']

test.each<[string, 'oidc' | 'microsoft', string, string, boolean]>([
  ['its own issuer', 'oidc', 'https://acme.example', 'https://acme.example', true],
  ['its own, which calls itself with a slash', 'oidc', 'https://acme.example', 'https://acme.example/', true],
  ['another', 'oidc', 'https://acme.example', 'https://former.example', false],
  ['another of the same server', 'oidc', 'https://acme.example/a', 'https://acme.example/b', false],
  ['a tenant of all', 'microsoft', of('common'), of(one), true],
  ['a tenant of all organisations', 'microsoft', of('organizations'), of(one), true],
  ['its tenant', 'microsoft', of(one), of(one), true],
  ['another tenant', 'microsoft', of(one), of(other), false],
  [
    'a server that was there before',
    'microsoft',
    of('common'),
    'https://login.microsoftonline.com.example/x',
    false,
  ],
])('a provider speaks of %s', (_, kind, issuer, identity, expected) => {
  expect(speaksOf({ slug: 'a', kind, issuer }, { provider: 'a', issuer: identity })).toBe(expected)
  expect(speaksOf({ slug: 'b', kind, issuer }, { provider: 'a', issuer: identity })).toBe(false)
})

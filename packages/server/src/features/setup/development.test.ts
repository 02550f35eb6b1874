// Clause 10: who is the first administrator without a setup link. Every condition, left out once, makes it nobody.
import { describe, expect, test } from 'bun:test'
import type { RequestFacts } from '@latchkey/contract'
import { isFromThisMachine, isWithinFirstMinutes } from './development.ts'

interface Facts {
  peer?: string | undefined
  headers?: Record<string, string>
}

const request = ({ peer, headers = {} }: Facts): RequestFacts => ({
  id: 'r1',
  idempotencyKey: undefined,
  sourceAddress: () => '127.0.0.1',
  userAgent: () => null,
  device: () => undefined,
  peerAddress: () => peer,
  header: (name) => headers[name] ?? null,
})

const curl: Facts = { peer: '127.0.0.1', headers: { host: 'localhost:8000' } }
const browser: Facts = {
  peer: '::1',
  headers: { host: 'localhost:8000', origin: 'http://localhost:8000', 'sec-fetch-site': 'same-origin' },
}
const verdict = (facts: Facts, changes: Facts = {}) =>
  isFromThisMachine(request({ ...facts, ...changes, headers: { ...facts.headers, ...changes.headers } }))

describe('a request of this machine', () => {
  test.each([
    ['curl', curl],
    ['a browser', browser],
    [
      'a browser’s address bar',
      { ...browser, headers: { host: 'localhost:8000', 'sec-fetch-site': 'none' } },
    ],
    ['over IPv4 in IPv6', { ...curl, peer: '::ffff:127.0.0.1' }],
    ['by the address', { peer: '127.0.0.1', headers: { host: '127.0.0.1:8000' } }],
    ['by the IPv6 address', { peer: '::1', headers: { host: '[::1]:8000', origin: 'http://[::1]:8000' } }],
    ['on port 80', { peer: '127.0.0.1', headers: { host: 'localhost' } }],
  ])('is %s', (_, facts) => expect(verdict(facts)).toBe(true))

  test.each([
    ['from another machine', { peer: '192.168.1.7' }],
    ['from another machine over IPv6', { peer: 'fe80::1' }],
    ['from an address that only begins like loopback', { peer: '127.0.0.1.evil.example' }],
    ['from a socket without an address', { peer: undefined }],
    ['to a name of the network', { headers: { host: 'nas.local:8000' } }],
    ['to a name that was made to resolve to loopback', { headers: { host: 'localhost.evil.example' } }],
    ['to no name', { headers: { host: '' } }],
    ['to two names', { headers: { host: 'localhost:8000, localhost:8000' } }],
    ['with Forwarded', { headers: { forwarded: 'for=127.0.0.1' } }],
    ['with X-Forwarded-For', { headers: { 'x-forwarded-for': '127.0.0.1' } }],
    ['with an empty X-Forwarded-For', { headers: { 'x-forwarded-for': '' } }],
    ['with X-Forwarded-Host', { headers: { 'x-forwarded-host': 'localhost:8000' } }],
    ['with X-Forwarded-Proto', { headers: { 'x-forwarded-proto': 'http' } }],
    ['with X-Real-IP', { headers: { 'x-real-ip': '127.0.0.1' } }],
    ['with Via', { headers: { via: '1.1 proxy' } }],
    ['of another page', { headers: { origin: 'https://evil.example' } }],
    ['of a page without an origin', { headers: { origin: 'null' } }],
    ['of a page on another port', { headers: { origin: 'http://localhost:3000' } }],
    ['of a page over TLS', { headers: { origin: 'https://localhost:8000' } }],
    ['of a page by another name of loopback', { headers: { origin: 'http://127.0.0.1:8000' } }],
    ['across sites', { headers: { 'sec-fetch-site': 'cross-site' } }],
    ['across origins of one site', { headers: { 'sec-fetch-site': 'same-site' } }],
    ['of a relation that nobody knows', { headers: { 'sec-fetch-site': 'friendly' } }],
  ] satisfies [string, Facts][])('is not one %s', (_, changes) => {
    expect(verdict(curl, changes)).toBe(false)
    expect(verdict(browser, changes)).toBe(false)
  })
})

test.each([
  [0, true],
  [599_999, true],
  [600_000, false],
  [86_400_000, false],
])('%d ms after the first start is within the first ten minutes: %p', (elapsed, isWithin) => {
  expect(isWithinFirstMinutes(1_800_000_000_000, 1_800_000_000_000 + elapsed)).toBe(isWithin)
})

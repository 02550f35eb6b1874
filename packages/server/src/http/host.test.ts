import { describe, expect, test } from 'bun:test'
import { Problem } from '@latchkey/contract'
import fc from 'fast-check'
import { hostGuard } from './host.ts'

const onLoopback = hostGuard({ onLoopback: true, publicHost: undefined })
const withPublicName = hostGuard({ onLoopback: true, publicHost: 'id.example.com' })
const onNetwork = hostGuard({ onLoopback: false, publicHost: 'id.example.com' })

function verdict(guard: (host: string | null) => void, host: string | null): string {
  try {
    guard(host)
    return 'accepted'
  } catch (error) {
    if (error instanceof Problem) return error.code
    throw error
  }
}

describe('the Host of a server on loopback', () => {
  test.each([
    'localhost',
    'localhost:8000',
    'LocalHost',
    '127.0.0.1',
    '127.0.0.1:65535',
    '[::1]',
    '[::1]:8000',
  ])('%s is its own', (host) => {
    // Twice: the second time it is remembered.
    expect(verdict(onLoopback, host)).toBe('accepted')
    expect(verdict(onLoopback, host)).toBe('accepted')
  })

  test.each([
    'evil.example',
    'localhost.evil.example',
    'evil.localhost',
    'localhost.',
    '127.0.0.1.evil.example',
    '127.1',
    '0.0.0.0',
    '2130706433',
    '0x7f.1',
    '::1',
    '[::]',
    '[::ffff:127.0.0.1]',
    'localhost:',
    'localhost:abc',
    'localhost:123456',
    'xlocalhost',
    'id.example.com',
    '',
  ])('%p is another’s', (host) => {
    expect(verdict(onLoopback, host)).toBe('misdirected_request')
    expect(verdict(onLoopback, host)).toBe('misdirected_request')
  })

  test('none at all is not its own', () => expect(verdict(onLoopback, null)).toBe('misdirected_request'))

  test('its public name is its own too, in any case, and no name beside it', () => {
    for (const host of ['id.example.com', 'ID.Example.com'])
      expect(verdict(withPublicName, host)).toBe('accepted')
    for (const host of [
      'id.example.com:8443',
      'xid.example.com',
      'id.example.com.evil.example',
      'example.com',
    ]) {
      expect(verdict(withPublicName, host)).toBe('misdirected_request')
    }
  })
})

describe('two Host fields, joined by the runtime', () => {
  test.each([
    'localhost, evil.example',
    'localhost,localhost',
    'evil.example, localhost',
    'a b',
    'user@localhost',
    'localhost/x',
    'localhost\\x',
  ])('%p is refused on any address', (host) => {
    for (const guard of [onLoopback, withPublicName, onNetwork])
      expect(verdict(guard, host)).toBe('invalid_request')
  })
})

test('a server on the network answers to any one name', () => {
  for (const host of ['id.example.com', '10.0.0.7:8000', 'internal', null])
    expect(verdict(onNetwork, host)).toBe('accepted')
})

test('any text is accepted only if it is a loopback name with or without a port', () => {
  const nearly = fc
    .tuple(
      fc.constantFrom('localhost', '127.0.0.1', '[::1]', ''),
      fc.string({ unit: 'binary', maxLength: 6 }),
    )
    .map(([name, more]) => name + more)
  const port = fc.nat({ max: 99_999 }).map((number) => `localhost:${number}`)
  fc.assert(
    fc.property(fc.oneof(nearly, port, fc.string()), (host) => {
      const expected = /^(?:localhost|127\.0\.0\.1|\[::1\])(?::\d{1,5})?$/i.test(host)
      expect(verdict(onLoopback, host) === 'accepted').toBe(expected)
    }),
    { numRuns: 1_000 },
  )
})

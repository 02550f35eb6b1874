// C029: whom a request counts for.
import { describe, expect, test } from 'bun:test'
import { BlockList, isIP } from 'node:net'
import fc from 'fast-check'
import { sourceAddress } from './source-address.ts'

const nobody = new BlockList()
const trusted = new BlockList()
trusted.addAddress('127.0.0.1', 'ipv4')
trusted.addSubnet('10.0.0.0', 8, 'ipv4')
trusted.addSubnet('fd00::', 8, 'ipv6')
trusted.addSubnet('fe80::', 10, 'ipv6')

const PROXY = '10.0.0.1'

describe('without a trusted proxy', () => {
  test.each([
    ['203.0.113.9', null],
    ['203.0.113.9', '198.51.100.7'],
    ['203.0.113.9', '10.0.0.1, 127.0.0.1'],
    ['203.0.113.9', 'a'],
    ['203.0.113.9', ''],
  ])('%s that sends X-Forwarded-For: %p is itself', (peer, forwardedFor) => {
    expect(sourceAddress(peer, forwardedFor, nobody)).toBe(peer)
    expect(sourceAddress(peer, forwardedFor, trusted)).toBe(peer)
  })

  test('a proxy that nobody trusts counts for all it forwards', () => {
    expect(sourceAddress(PROXY, '198.51.100.7', nobody)).toBe(PROXY)
  })

  test('a socket without an address has no source, whatever is said', () => {
    expect(sourceAddress(undefined, null, trusted)).toBeUndefined()
    expect(sourceAddress(undefined, '198.51.100.7', trusted)).toBeUndefined()
  })
})

describe('behind a trusted proxy', () => {
  test.each([
    ['the one hop', '198.51.100.7', '198.51.100.7'],
    ['the rightmost of two', '203.0.113.66, 198.51.100.7', '198.51.100.7'],
    ['the rightmost that is no proxy', '198.51.100.7, 10.0.0.2', '198.51.100.7'],
    ['through a chain of proxies', '1.1.1.1, 198.51.100.7, 10.0.0.3, fd00::7', '198.51.100.7'],
    ['a proxy in IPv4-mapped form', '198.51.100.7, ::ffff:10.0.0.2', '198.51.100.7'],
    ['a proxy in hexadecimal IPv4-mapped form', '198.51.100.7, ::ffff:a00:2', '198.51.100.7'],
    ['without spaces', '198.51.100.7,10.0.0.2', '198.51.100.7'],
    ['with many', '  198.51.100.7  ', '198.51.100.7'],
    ['an IPv6 client', '2001:db8::7', '2001:db8::7'],
    ['the farthest, when all are proxies', '10.0.0.3, 10.0.0.2', '10.0.0.3'],
    ['nothing said', null, PROXY],
    ['an empty field', '', PROXY],
    ['garbage', 'a', PROXY],
    ['garbage before the hop', 'a, 198.51.100.7', '198.51.100.7'],
    ['garbage behind the hop: whoever wrote it is the proxy', '198.51.100.7, a', PROXY],
    ['garbage between proxies', '198.51.100.7, unknown, 10.0.0.2', '10.0.0.2'],
    ['an empty hop', '198.51.100.7, , 10.0.0.2', '10.0.0.2'],
    ['a hop with its port', '198.51.100.7:4711', PROXY],
    ['a hop in brackets', '[2001:db8::7]', PROXY],
    ['a hop in short form', '127.1', PROXY],
    ['a hop in octal', '010.0.0.1', PROXY],
    ['a hop as one number', '3325256711', PROXY],
    ['C029 a hop with a zone, which may be any text', '198.51.100.7, fe80::1%eth0', PROXY],
    ['SQL', "1.1.1.1' or 1=1--", PROXY],
  ])('%s', (_, forwardedFor, source) => {
    expect(sourceAddress(PROXY, forwardedFor, trusted)).toBe(source)
  })

  test.each(['::ffff:10.0.0.1', '::FFFF:10.0.0.1', '::ffff:a00:1', 'fd00::1', 'fe80::1%eth0', '127.0.0.1'])(
    'the proxy itself may be %s',
    (peer) => expect(sourceAddress(peer, '198.51.100.7', trusted)).toBe('198.51.100.7'),
  )
})

describe('one address has one spelling', () => {
  test.each([
    ['198.51.100.7', '198.51.100.7'],
    ['::ffff:198.51.100.7', '198.51.100.7'],
    ['::FFFF:198.51.100.7', '198.51.100.7'],
    ['::ffff:c633:6407', '198.51.100.7'],
    ['::FFFF:C633:6407', '198.51.100.7'],
    ['0:0:0:0:0:ffff:198.51.100.7', '198.51.100.7'],
    ['0000:0000:0000:0000:0000:ffff:c633:6407', '198.51.100.7'],
    ['::ffff:0:0', '0.0.0.0'],
    ['2001:DB8::7', '2001:db8::7'],
    ['2001:0db8:0:0:0:0:0:7', '2001:db8::7'],
    ['2001:db8:0:0::7', '2001:db8::7'],
    ['0:0:0:0:0:0:0:1', '::1'],
    ['::198.51.100.7', '::c633:6407'],
  ])('%s is %s, as the peer and as a hop', (spelling, address) => {
    expect(sourceAddress(spelling, null, nobody)).toBe(address)
    expect(sourceAddress(PROXY, spelling, trusted)).toBe(address)
  })
})

test('whatever is forwarded: nothing is thrown, and the source is an address that somebody named', () => {
  const hop = fc.oneof(
    fc.ipV4(),
    fc.ipV6(),
    fc.string({ unit: 'binary' }),
    fc.constantFrom('10.0.0.9', 'fd00::9', ''),
  )
  fc.assert(
    fc.property(fc.array(hop, { maxLength: 6 }), fc.constantFrom(', ', ',', ' , '), (hops, separator) => {
      const source = sourceAddress(PROXY, hops.join(separator), trusted)
      expect(isIP(source ?? '')).not.toBe(0)
    }),
    { numRuns: 1_000 },
  )
})

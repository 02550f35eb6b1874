import { expect, test } from 'bun:test'
import { sourceKey } from './source-key.ts'

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['2001:db8::ffff:1', '2001:db8:0:0::/64'],
  ['2001:db8:0:0:8:9:a:b', '2001:db8:0:0::/64'],
  ['2001:db8:0:1::1', '2001:db8:0:1::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  [undefined, 'local'],
])('C029 %p is counted as %p', (address, expected) => {
  expect(sourceKey(address)).toBe(expected)
})

test('C029 V03 CVE-2026-45364 a thousand addresses of one /64 are one source', () => {
  const keys = Array.from({ length: 1_000 }, (_, i) => sourceKey(`2001:db8:1:2:${i.toString(16)}::7`))
  expect(new Set(keys).size).toBe(1)
})

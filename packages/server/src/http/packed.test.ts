import { expect, test } from 'bun:test'
import { gzipSync } from 'node:zlib'
import { acceptsGzip, unpack } from './packed.ts'

test.each<[string | null, boolean]>([
  [null, false],
  ['', false],
  ['gzip', true],
  ['GZip', true],
  ['x-gzip', true],
  ['deflate, gzip;q=0.5, br', true],
  ['gzip ; q=1.000', true],
  ['*', true],
  ['br', false],
  ['identity', false],
  ['gzip;q=0', false],
  ['gzip;q=0.000', false],
  ['*;q=0', false],
  ['*, gzip;q=0', false],
  ['gzip;q=0, *', false],
  ['*;q=0, gzip', true],
  ['gzip;q=high', false],
  ['gzip;level=9', false],
  ['gzipped', false],
  [`${'x, '.repeat(500)}gzip`, false],
])('Accept-Encoding %p takes gzip: %p', (field, accepts) => {
  expect(acceptsGzip(field)).toBe(accepts)
})

test('what is packed comes out as it went in, for several at once and again', async () => {
  const text = 'a line of the script\n'.repeat(10_000)
  const packed = { gzip: new Uint8Array(gzipSync(text)) }
  const both = await Promise.all([unpack(packed), unpack(packed)])
  for (const bytes of [...both, await unpack(packed)]) expect(new TextDecoder().decode(bytes)).toBe(text)
  expect(both[0]).toBe(both[1])
})

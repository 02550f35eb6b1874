import { brotliDecompressSync } from 'node:zlib'

const newline = 0x0a

/**
 * Reads the list at its first use: some 10 ms once, and one buffer of 640 kB. It is a module and not a file, so that
 * the one-file program carries it.
 */
export async function loadBlocklist(): Promise<Buffer> {
  const { read } = await import('./blocklist-data.ts')
  return brotliDecompressSync(read())
}

/**
 * Whether `entry` is one of the lines of `sorted`: UTF-8, sorted by byte, each ended by a newline.
 * A binary search over the bytes, about 20 comparisons, without a string for any other line.
 */
export function isListed(sorted: Buffer, entry: string): boolean {
  const wanted = Buffer.from(entry)
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >>> 1
    // lastIndexOf from -1 would mean the last byte of all.
    const start = middle === 0 ? 0 : sorted.lastIndexOf(newline, middle - 1) + 1
    const end = sorted.indexOf(newline, middle)
    const order = wanted.compare(sorted, start, end)
    if (order === 0) return true
    if (order < 0) high = start
    else low = end + 1
  }
  return false
}

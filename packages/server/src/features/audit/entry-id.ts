import type { Random } from '#kernel/random'

const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz'

const base32 = (value: number, length: number): string => {
  let text = ''
  for (let rest = value; text.length < length; rest = Math.floor(rest / 32)) text = DIGITS[rest % 32] + text
  return text
}

/**
 * Ids that sort as they were made, also within a millisecond: the instant, a counter, and chance by which two processes
 * never make the same one.
 */
export function entryIds(random: Random): (at: number) => string {
  const process = base32(random.bytes(5).readUIntBE(0, 5), 8)
  let counter = 0
  return (at) => {
    counter = (counter + 1) % 2 ** 30
    return `adt_${base32(at, 10)}${base32(counter, 6)}${process}`
  }
}

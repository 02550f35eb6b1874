import type { Random } from '#kernel/random'

const CODES = 100_000_000
/** The largest multiple of that in 32 bits: beyond it some codes would be likelier than others. */
const FAIR = 42 * CODES

/** Eight digits, each code as likely as any other. */
export function newSupportCode(random: Random): string {
  for (;;) {
    const drawn = random.bytes(4).readUInt32LE()
    if (drawn < FAIR) return String(drawn % CODES).padStart(8, '0')
  }
}

/** As it was read out and typed: with or without spaces and dashes. */
export const readSupportCode = (typed: string): string => typed.replaceAll(/[ -]/g, '')

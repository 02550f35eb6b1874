import type { Random } from '#kernel/random'

/** 2024-01-01: by 2093 what follows is more than JSON carries exactly. */
const EPOCH_MS = 1_704_067_200_000
/** Ids of one millisecond. */
const WITHIN = 4_096
/** Where a millisecond begins is chance, so that servers on one database seldom make the same. */
const FIRST = 2_048

/** Before everything that is written in this millisecond or later. */
export const firstIdAt = (at: number): number => Math.max(0, Math.min(at - EPOCH_MS, 2 ** 41 - 1)) * WITHIN

/** In the order in which they are made, and behind what there is: a clock that is set back changes nothing of it. */
export function entryIds(random: Random): (at: number, behind: number) => number {
  let last = 0
  return (at, behind) => {
    last = Math.max(firstIdAt(at) + (random.bytes(2).readUInt16BE() % FIRST), last + 1, behind + 1)
    return last
  }
}

const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz'
const LENGTH = 11

/** As everybody sees it: of one length, so that texts sort as the numbers do. */
export function shownId(id: number): string {
  let text = ''
  for (let rest = id; text.length < LENGTH; rest = Math.floor(rest / 32)) text = DIGITS[rest % 32] + text
  return `adt_${text}`
}

/** Undefined for what is none. */
export function readId(text: string): number | undefined {
  if (!/^adt_[0-9a-hjkmnp-tv-z]{11}$/.test(text)) return undefined
  let id = 0
  for (const digit of text.slice(4)) id = id * 32 + DIGITS.indexOf(digit)
  return Number.isSafeInteger(id) ? id : undefined
}

/** What several measurements of one thing say together. */
export interface Spread {
  readonly median: number
  readonly least: number
  readonly most: number
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b)
  const [least = Number.NaN] = sorted
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  const median = sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? Number.NaN) + upper) / 2
  return { median, least, most: sorted.at(-1) ?? Number.NaN }
}

/** One figure over another of the same round, round by round. */
export const ratiosOf = <Slot>(
  own: readonly Slot[],
  other: readonly Slot[],
  value: (slot: Slot) => number,
): number[] =>
  own.map((slot, round) => {
    const divisor = other[round]
    return divisor === undefined ? Number.NaN : value(slot) / value(divisor)
  })

export const medianOf = (values: readonly number[]): number => spreadOf(values).median

import type { Random } from '#kernel/random'

/** Doubles from `first` to at most `longest`, of which a random part between a half and all: who failed together does not return together. */
export function backOff(random: Random, failures: number, first: number, longest: number): number {
  const full = Math.min(longest, first * 2 ** Math.min(30, Math.max(0, failures - 1)))
  return Math.round(full / 2 + (full / 2) * (random.bytes(4).readUInt32LE() / 2 ** 32))
}

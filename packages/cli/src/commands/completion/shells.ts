import { bashCompletion } from './bash.ts'
import { fishCompletion } from './fish.ts'
import type { Place } from './places.ts'
import { zshCompletion } from './zsh.ts'

/** The script of each shell. */
export const shellsOf = (places: readonly Place[]): Readonly<Record<string, string>> => ({
  bash: bashCompletion(places),
  zsh: zshCompletion(places),
  fish: fishCompletion(places),
})

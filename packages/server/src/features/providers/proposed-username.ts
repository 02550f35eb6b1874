import { canonicalUsername } from '#features/users'
import type { Transaction } from '#storage'
import type { ProvidersDeps } from './deps.ts'

const SHORTEST = 3
/** Leaves room for what makes it free. */
const LONGEST = 40
const NUMBERED = 20

/** What is left of a name in the letters that a username may have; undefined where that is none. */
export function usernameFrom(text: string | undefined): string | undefined {
  const letters = (text ?? '')
    .split('@')[0]
    ?.normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^a-z0-9._-]+/g, '-')
    .slice(0, LONGEST)
    .replaceAll(/^[._-]+|[._-]+$/g, '')
  if (letters === undefined || letters.length < SHORTEST) return undefined
  return 'key' in canonicalUsername(letters) ? letters : undefined
}

/** The first of the proposals that makes a name, and is free; with a number behind it where somebody has it. */
export async function freeUsername(
  { users, random }: Pick<ProvidersDeps, 'users' | 'random'>,
  tx: Transaction,
  proposals: readonly (string | undefined)[],
): Promise<string> {
  const base = proposals.map(usernameFrom).find((one) => one !== undefined) ?? 'user'
  for (let number = 1; number <= NUMBERED; number += 1) {
    const name = number === 1 ? base : `${base}-${number}`
    if (name !== 'user' && !(await users.isUsernameTaken(tx, name))) return name
  }
  return `${base}-${random.bytes(6).toString('hex')}`
}

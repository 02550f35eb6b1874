import { canonicalEmail, canonicalUsername } from '../../packages/server/src/features/users/identifiers.ts'
import type { NewUser } from '../../packages/server/src/features/users/store.ts'
import { accountOf } from '../http/accounts.ts'

/** Accounts that are written without being registered one by one. */
export interface Bulk {
  /** The number of the first and of the last account, and their ids, which must be the next that nobody had. */
  readonly first: number
  readonly last: number
  /** Of one password, which all of them then have. */
  readonly passwordHash: string
  /** Milliseconds since the epoch. */
  readonly now: number
}

/** The accounts in the order of their ids, with the keys that the product's own judgement makes of their names. */
export function* bulkUsers({ first, last, passwordHash, now }: Bulk): Generator<NewUser> {
  for (let number = first; number <= last; number++) {
    const { username, email, full_name: fullName } = accountOf(number)
    const keys = { usernameKey: keyOf(canonicalUsername(username)), emailKey: keyOf(canonicalEmail(email)) }
    yield { username, email, ...keys, fullName, passwordHash, now }
  }
}

function keyOf(judged: ReturnType<typeof canonicalEmail>): string {
  if ('refusal' in judged) throw new Error(`the product refuses a name of the bench, which ${judged.refusal}`)
  return judged.key
}

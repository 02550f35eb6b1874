import type { Person } from '../../../support/accounts.ts'
import { codeOf } from '../../../support/second-factors.ts'
import type { Sitting } from '../sitting.ts'
import type { Story } from '../story.ts'

/** Whose life is told, as it stands. */
export interface Life extends Story {
  readonly sitting: Sitting
  readonly who: Person
  /** Of the authenticator app. */
  secret: string
  /** Recovery codes that are not used yet. */
  readonly codes: string[]
}

/** Goes on with what waits for a proof, if a proof is asked for. */
export async function proveIfAsked({ sitting, who, codes }: Life): Promise<void> {
  const asked = await sitting.form('/account/prove').count()
  if (asked === 0) return
  await sitting.send('/account/prove', { password: who.password, code: codes.shift() ?? '' })
}

/** A code that counts later than those of the half minutes before, and may be one half minute ahead of the clock. */
export const nextCode = ({ secret }: Life): string => codeOf(secret, 1)

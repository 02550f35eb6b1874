import { Problem, problem } from '@latchkey/contract'
import type { GuardedQuestion } from '#features/guard'

/** Counts it where the answer tells that a name or an address is taken, and gives it its reference. */
export async function tellingTaken<T>(
  asked: Promise<T>,
  question: () => GuardedQuestion | undefined,
): Promise<T> {
  try {
    return await asked
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    const { code, detail } = error
    if (code !== 'username_taken' && code !== 'email_taken') throw error
    const told = question()
    throw told ? await told.refuseTaken(code, (reference) => problem(code, { detail, reference })) : error
  }
}

import { invalid, Problem, problem, type RequestFacts } from '@latchkey/contract'
import type { Recorder } from '#features/audit'
import { canonicalEmail } from '#features/users'
import type { UserId } from '#kernel/ids'
import type { Transaction } from '#storage'
import { proveMailbox } from './claim.ts'
import { type MailboxDeps, wrongToken } from './deps.ts'

/** How a session begins, once it is known whose. */
export type FinishSignIn<Answer> = (
  proved: {
    readonly userId: UserId
    readonly provedBy: 'link' | 'code'
    /** Reading mail is one factor, however often it is shown (C064). */
    readonly level: 1
    readonly goesOn: boolean
    readonly request: RequestFacts
    readonly record: Recorder
  },
  proving: (tx: Transaction, isWhole: boolean) => Promise<void>,
) => Promise<Answer>

export type RedeemDeps<Answer> = MailboxDeps & { finishSignIn: FinishSignIn<Answer> }

/** Spent or replaced meanwhile. */
class NotGood extends Error {}

interface Redeemed {
  readonly userId: UserId
  readonly addressKey: string
  readonly provedBy: 'link' | 'code'
  readonly goesOn: boolean
  readonly request: RequestFacts
  readonly record: Recorder
  spend(tx: Transaction): Promise<boolean>
  succeed(tx: Transaction, isWhole: boolean): Promise<void>
}

async function redeem<Answer>(deps: RedeemDeps<Answer>, redeemed: Redeemed): Promise<Answer> {
  const { storage, store, finishSignIn } = deps
  const { userId, addressKey, spend, succeed, record, ...rest } = redeemed
  const box = await store.findSigningInOf(storage, userId)
  const isProved = box?.addressKey !== addressKey || box.verifiedAt !== null
  const spendIt = async (tx: Transaction) => {
    if (!(await spend(tx))) throw new NotGood()
  }
  // Before it is asked for a second factor, that whoever set the account up may have made.
  if (!isProved)
    await storage.write(async (tx) => {
      await store.lock(tx, userId)
      await spendIt(tx)
      await proveMailbox(deps, tx, { userId, addressKey }, record)
    })
  return finishSignIn({ userId, level: 1, record, ...rest }, async (tx, isWhole) => {
    if (isProved) await spendIt(tx)
    await succeed(tx, isWhole)
  })
}

/** POST /auth/sign-in-link/redeem. There is nothing to guess. Throws `invalid_mailed_token`, and what finishing a sign-in throws. */
export async function redeemLink<Answer>(
  deps: RedeemDeps<Answer>,
  { token, refresh = false }: { token: string; refresh?: boolean },
  request: RequestFacts,
  record: Recorder,
): Promise<Answer> {
  const { proofs, guard } = deps
  const refused = () =>
    wrongToken(guard.noteRefusal({ channel: 'mailed_link', cause: 'mailed_token_not_valid', request }))
  const proof = await proofs.find(token, 'sign_in_link')
  if (!proof) throw refused()
  const { userId, addressKey } = proof
  try {
    return await redeem(deps, {
      ...{ userId, addressKey, provedBy: 'link', goesOn: refresh, request, record },
      spend: async (tx) => (await proofs.spend(tx, token, 'sign_in_link')) !== undefined,
      // Half a sign-in makes nobody known where it came from.
      succeed: async (tx, isWhole) => (isWhole ? guard.remember(tx, userId, request) : undefined),
    })
  } catch (error) {
    // Disabled or changed between the look and the sign-in: the link is worth nothing, either.
    const isOver = error instanceof Problem && error.code === 'invalid_credentials'
    throw error instanceof NotGood || isOver ? refused() : error
  }
}

/** One text for an address that nobody has and for a code that is wrong. */
const wrongCode = (reference: string): Problem =>
  problem('invalid_credentials', {
    detail: 'The code is wrong, used or too old. After five tries a new one is needed.',
    reference,
  })

const NOBODY: UserId = 0

/** POST /auth/sign-in-code/redeem: five tries for each code, and all of them in the budget of the account (C032). */
export async function redeemCode<Answer>(
  deps: RedeemDeps<Answer>,
  { email, code, refresh = false }: { email: string; code: string; refresh?: boolean },
  request: RequestFacts,
  record: Recorder,
): Promise<Answer> {
  const { storage, store, proofs, guard } = deps
  const judged = canonicalEmail(email)
  if ('refusal' in judged) throw invalid({ field: 'email', message: judged.refusal })
  const box = await store.findSigningIn(storage, judged.key)
  const attempt = await guard.beginAttempt({
    channel: 'mailed_code',
    userId: box?.userId,
    name: `email ${judged.key}`,
    request,
  })
  const isRight = await attempt.looking(() => proofs.tryCode(box?.userId ?? NOBODY, code, 'sign_in_code'))
  if (!box || !isRight) throw await attempt.refuse(box ? 'wrong_code' : 'unknown_account', wrongCode)
  const { userId, addressKey } = box
  try {
    return await redeem(deps, {
      ...{ userId, addressKey, provedBy: 'code', goesOn: refresh, request, record },
      spend: async (tx) => (await proofs.spendCode(tx, userId, code, 'sign_in_code')) !== undefined,
      succeed: (tx, isWhole) =>
        isWhole ? attempt.succeed(tx, 'signed_in') : attempt.succeedByHalf(tx, 'second_factor_due'),
    })
  } catch (error) {
    throw error instanceof NotGood ? await attempt.refuse('wrong_code', wrongCode) : error
  }
}

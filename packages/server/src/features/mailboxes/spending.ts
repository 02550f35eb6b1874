import type { RequestFacts } from '@latchkey/contract'
import type { UserId } from '#kernel/ids'
import type { Transaction } from '#storage'
import { type MailboxDeps, wrongToken } from './deps.ts'

const wrongLink = ({ guard }: MailboxDeps, request: RequestFacts) =>
  wrongToken(guard.noteRefusal({ channel: 'mailed_link', cause: 'mailed_token_not_valid', request }))

/** The token was spent or replaced meanwhile, or what it was for is over. */
export class NotGood extends Error {}

/** What a token proves, spent with its effect and under the lock of the account. Throws `invalid_mailed_token`. */
export async function spending(
  deps: MailboxDeps,
  token: string,
  kind: 'verify_email' | 'revert_email' | 'release_email',
  request: RequestFacts,
  effect: (
    tx: Transaction,
    proof: { userId: UserId; address: string; addressKey: string; createdAt: number },
  ) => Promise<void>,
): Promise<void> {
  const { storage, store, proofs } = deps
  const found = await proofs.find(token, kind)
  if (!found) throw wrongLink(deps, request)
  try {
    await storage.write(async (tx) => {
      await store.lock(tx, found.userId)
      const proof = await proofs.spend(tx, token, kind)
      if (!proof) throw new NotGood()
      await effect(tx, proof)
      tx.changed(proof.userId)
    })
  } catch (error) {
    throw error instanceof NotGood ? wrongLink(deps, request) : error
  }
}

import type { RequestFacts } from '@latchkey/contract'
import type { UserId } from '#kernel/ids'
import type { Transaction } from '#storage'
import type { ProvedAddress, WayBackDeps } from './deps.ts'
import { wrongToken } from './refusals.ts'
import { shownRecovery } from './shown.ts'
import { NOTICE_EVERY_MS, OPEN_MS, type Recovery } from './standing.ts'
import { askContacts, LINK_LIFETIME_MS, mailReady, mailStarted, tellOwner } from './tell.ts'

const UNIFORM = { message: 'If the address signs in here, a mail is on its way' }

/** What no address is compared as. */
const NOBODYS = ''

/** POST /auth/recovery: one answer for everybody, and nothing of the account changes (C023, C067). */
export async function askForLink(
  { accounts, askMail, audit }: Pick<WayBackDeps, 'accounts' | 'askMail' | 'audit'>,
  email: string,
  request: RequestFacts,
) {
  await askMail(accounts.addressKeyOf(email) ?? NOBODYS, audit.by(undefined, request))
  return UNIFORM
}

/** A moment after the answer: the link to begin, or once the time is over the one to complete. */
export async function mailAsked(deps: WayBackDeps, tx: Transaction, addressKey: string): Promise<void> {
  const { store, clock, audit } = deps
  const found = await findAddress(deps, tx, addressKey)
  if (!found) return
  const { userId } = found
  const recovery = await store.find(tx, userId, clock.now())
  const isReady = recovery?.addressKey === found.addressKey && clock.now() >= recovery.readyAt
  // By the link of the beginning whoever waits sees how far it is.
  const isMailed = isReady ? await mailReady(deps, tx, found, recovery) : await mailBegin(deps, tx, found)
  if (isMailed) await audit.itself(tx, { action: 'recovery.asked', subject: userId })
}

/** A proved address, or one at which a way back was begun: whoever takes the address away from the account stops nothing. */
async function findAddress(
  { accounts, store, clock }: WayBackDeps,
  tx: Transaction,
  addressKey: string,
): Promise<ProvedAddress | undefined> {
  const userId = await store.findByAddress(tx, addressKey, clock.now())
  // To the address that is stored, and never to what was typed (C016).
  if (userId !== undefined) return { userId, address: addressKey, addressKey }
  return accounts.findProved(tx, addressKey)
}

const mailBegin = (
  { links, mail, baseUrl }: WayBackDeps,
  tx: Transaction,
  { userId, address, addressKey }: ProvedAddress,
): Promise<boolean> =>
  links.issueByMail(
    tx,
    { kind: 'begin', userId, lifetimeMs: LINK_LIFETIME_MS, boundTo: addressKey },
    (token, expiresAt) =>
      mail.send(tx, {
        to: address,
        userId,
        expiresAt,
        template: { kind: 'recovery_link', url: `${baseUrl()}/recovery/begin?token=${token}` },
      }),
  )

/** A new way back, from now on. */
export function newRecovery(
  { clock, random, waitMs }: Pick<WayBackDeps, 'clock' | 'random' | 'waitMs'>,
  userId: UserId,
  addressKey: string | null,
) {
  const now = clock.now()
  const recovery: Recovery = {
    id: `rcv_${random.bytes(15).toString('base64url')}`,
    addressKey,
    beganAt: now,
    readyAt: now + waitMs,
    frozenUntil: null,
    expiresAt: now + waitMs + OPEN_MS,
  }
  // A wait that is shorter than a day ends with its notice.
  return { ...recovery, userId, nextNoticeAt: now + Math.min(NOTICE_EVERY_MS, waitMs) }
}

/** POST /auth/recovery/begin. One that is under way goes on as it is. Throws `invalid_recovery_token`. */
export function begin(deps: WayBackDeps, { token }: { token: string }, request: RequestFacts) {
  const { storage, store, links, audit, clock } = deps
  const record = audit.by(undefined, request)
  return storage.write(async (tx) => {
    const proof = await links.spend(tx, token, 'begin')
    if (!proof) throw wrongToken()
    const { userId, boundTo } = proof
    const isNew = await store.begin(tx, newRecovery(deps, userId, boundTo))
    const recovery = await store.findToChange(tx, userId, clock.now())
    if (!recovery) throw wrongToken()
    if (isNew) {
      await mailStarted(deps, tx, userId, recovery)
      await tellOwner(deps, tx, userId, 'recovery_started', request.sourceAddress())
      await askContacts(deps, tx, { userId, who: boundTo }, recovery)
    }
    await record(tx, { action: 'recovery.begun', subject: userId, facts: { is_new: isNew } })
    return shownRecovery(deps, tx, userId)
  })
}

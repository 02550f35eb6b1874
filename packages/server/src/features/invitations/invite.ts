import { type Invitation, invalid, problem, type RequestFacts } from '@latchkey/contract'
import type { Recorder } from '#features/audit'
import type { Caller } from '#features/principals'
import { canonicalEmail } from '#features/users'
import { instantOf } from '#kernel/clock'
import { accountOf, actingOf, OPERATOR } from '#kernel/ids'
import { type AnyLanguage, isAnyLanguage } from '#kernel/language'
import type { Transaction } from '#storage'
import type { Deps } from './deps.ts'
import type { Pending } from './store.ts'

const LIFETIME_MS = 7 * 24 * 60 * 60 * 1_000

interface Asked {
  readonly email: string
  readonly roles?: readonly string[]
  readonly language?: AnyLanguage
  readonly link?: boolean
}

/** What is kept of one that may be asked for again: its answer, and by what its link is made once more. */
interface Kept {
  readonly invitation: Invitation
  readonly nonce: string | null
}

const closed = () =>
  problem('registration_closed', {
    detail:
      'LATCHKEY_REGISTRATION is closed, so nobody could accept an invitation. Set it to invite first, or make the account yourself.',
  })

export const shownInvitation = (one: Pending): Invitation => {
  const by = accountOf(one.invitedBy)
  return {
    id: one.id,
    email: one.address,
    roles: [...one.roles],
    is_mailed: one.isMailed,
    invited_by: by === OPERATOR ? null : by,
    created_at: instantOf(one.createdAt),
    expires_at: instantOf(one.expiresAt),
  }
}

/** POST /invitations. Throws `registration_closed`, `validation_failed`, `forbidden`, `email_taken`, `too_many_requests`. */
export async function invite(
  deps: Deps,
  caller: Caller,
  asked: Asked,
  request: RequestFacts,
  record: Recorder,
) {
  const { storage, store, clock, random, digest, roles, idempotency } = deps
  if (deps.registration === 'closed') throw closed()
  const judged = canonicalEmail(asked.email)
  if ('refusal' in judged) throw invalid({ field: 'email', message: judged.refusal })
  const given = asked.roles ?? ['user']
  const acting = actingOf(caller)
  const key = request.idempotencyKey
  // What is kept goes with the account of whoever asked, and the operator has none.
  const { userId } = caller
  const repeatable =
    key === undefined || userId === OPERATOR
      ? undefined
      : { userId, asked: { scope: `invite by ${userId}`, key, body: asked } }
  const answer = ({ invitation, nonce }: Kept) => ({
    ...invitation,
    url: nonce === null ? null : linkOf(deps, tokenOf(deps, invitation.id, nonce)),
  })
  return storage.write(async (tx) => {
    const before = repeatable && (await idempotency.replayAlone<Kept>(tx, repeatable.asked))
    if (before) return answer(before)
    await roles.beginDeciding(tx)
    await deps.refuseEnded(tx, caller)
    await roles.refuseUnknown(tx, given)
    await roles.refuseCreatingAbove(tx, acting, given)
    if (await deps.isAddressTaken(tx, judged.key))
      throw problem('email_taken', { detail: 'An account with this e-mail address exists already.' })
    const now = clock.now()
    const nonce = random.bytes(16).toString('base64url')
    const id = `inv_${random.bytes(20).toString('base64url')}`
    const token = tokenOf(deps, id, nonce)
    const made: Pending = {
      id,
      address: asked.email,
      addressKey: judged.key,
      roles: ['user', ...given.filter((role) => role !== 'user')],
      language: asked.language ?? null,
      isMailed: asked.link !== true,
      invitedBy: acting,
      createdAt: now,
      expiresAt: now + LIFETIME_MS,
    }
    await store.put({ ...made, tokenHash: digest(token) }, tx)
    if (made.isMailed && !(await mailIt(deps, tx, made, token, caller))) throw tooMany()
    await record(tx, { action: 'invitation.created', facts: factsOf(made) })
    const kept = { invitation: shownInvitation(made), nonce: made.isMailed ? null : nonce }
    if (repeatable) await idempotency.keep(tx, repeatable.asked, repeatable.userId, kept)
    return answer(kept)
  })
}

/**
 * POST /invitations/{id}/resend: whoever has it sent again answers for it from now on. Throws `registration_closed`,
 * `invitation_not_found`, `forbidden`, `too_many_requests`.
 */
export async function resend(deps: Deps, caller: Caller, id: string, record: Recorder): Promise<Invitation> {
  const { storage, store, clock, random, digest, roles } = deps
  if (deps.registration === 'closed') throw closed()
  const acting = actingOf(caller)
  return storage.write(async (tx) => {
    await roles.beginDeciding(tx)
    await deps.refuseEnded(tx, caller)
    const now = clock.now()
    const found = await store.find(tx, id, now)
    if (!found) throw notFound()
    await roles.refuseCreatingAbove(tx, acting, found.roles)
    const token = tokenOf(deps, id, random.bytes(16).toString('base64url'))
    const sent: Pending = { ...found, isMailed: true, invitedBy: acting, expiresAt: now + LIFETIME_MS }
    if (!(await store.resend(tx, { ...sent, tokenHash: digest(token) }, now))) throw notFound()
    if (!(await mailIt(deps, tx, sent, token, caller))) throw tooMany()
    await record(tx, { action: 'invitation.resent', facts: factsOf(sent) })
    return shownInvitation(sent)
  })
}

export const notFound = () =>
  problem('invitation_not_found', {
    detail: 'No such invitation waits: it was accepted, taken back or is over.',
  })

/** What was mailed last stays good. */
const tooMany = () =>
  problem('too_many_requests', {
    detail:
      'Five invitations went to this address within the hour. The last one is good; wait, or hand over a link (`link`).',
    retryAfterSeconds: 3_600,
    rateLimit: { policy: 'invitation-mails', quota: 5, windowSeconds: 3_600 },
  })

const tokenOf = ({ makeToken }: Deps, id: string, nonce: string): string => makeToken(`${id} ${nonce}`)
const linkOf = ({ baseUrl }: Deps, token: string): string => `${baseUrl()}/invitation?token=${token}`

const mailIt = (
  deps: Deps,
  tx: Transaction,
  { address, language, expiresAt }: Pending,
  token: string,
  { user }: Caller,
): Promise<boolean> =>
  deps.mail.send(tx, {
    to: address,
    userId: undefined,
    template: { kind: 'invitation', url: linkOf(deps, token), by: user?.full_name },
    ...(language !== null && isAnyLanguage(language) ? { language } : {}),
    expiresAt,
  })

/** For everybody who may read the audit: whom it was sent to is about a person. */
const factsOf = ({ id, roles, isMailed }: Pending) => ({
  invitation: id,
  roles: roles.join(' '),
  mailed: isMailed,
})

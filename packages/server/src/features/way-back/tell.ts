import type { NoticeKind } from '@latchkey/contract'
import type { UserId } from '#kernel/ids'
import type { Transaction } from '#storage'
import type { ProvedAddress, WayBackDeps } from './deps.ts'
import type { Recovery } from './standing.ts'

/** Minutes, as of every link that is mailed (C063: from 10 to 60). */
export const LINK_LIFETIME_MS = 60 * 60 * 1_000
/** Contacts who are asked by mail. */
const MOST_ASKED = 10

type Kind = Extract<
  NoticeKind,
  | 'recovery_started'
  | 'recovery_waiting'
  | 'recovery_ready'
  | 'recovery_frozen'
  | 'recovery_cancelled'
  | 'recovery_expired'
  | 'recovery_completed'
  | 'recovery_approved'
  | 'trusted_contact_added'
  | 'trusted_contact_removed'
>

/** Every device: what it shows as soon as it is used; and every proved address, by mail. */
export const tellOwner = (
  { notices }: Pick<WayBackDeps, 'notices'>,
  tx: Transaction,
  userId: UserId,
  kind: Kind,
  sourceAddress?: string | undefined,
) => notices.tell(tx, { userId, kind, sourceAddress, sessionId: undefined })

/** To each proved address that a way back is under way, with the link that freezes it. */
export async function mailStarted(
  { accounts, links, mail, baseUrl, clock }: WayBackDeps,
  tx: Transaction,
  userId: UserId,
  { id, readyAt, expiresAt }: Recovery,
): Promise<void> {
  const token = await links.issue(tx, {
    kind: 'stop',
    userId,
    // As long as there is something to freeze: it gives nobody a right to anything.
    lifetimeMs: expiresAt - clock.now(),
    boundTo: id,
  })
  for (const { address } of await accounts.listProved(tx, userId))
    await mail.send(tx, {
      to: address,
      userId,
      expiresAt,
      template: {
        kind: 'recovery_started',
        cancelUrl: `${baseUrl()}/recovery/freeze?token=${token}`,
        readyAt,
      },
    })
}

const finishing = (userId: UserId, { id }: Recovery) =>
  ({ kind: 'finish', userId, lifetimeMs: LINK_LIFETIME_MS, boundTo: id }) as const
const finishAt = (baseUrl: string, token: string): string => `${baseUrl}/recovery?token=${token}`

/** A link that completes it, in place of any older one. */
export const finishUrl = async (
  { links, baseUrl }: Pick<WayBackDeps, 'links' | 'baseUrl'>,
  tx: Transaction,
  userId: UserId,
  recovery: Recovery,
): Promise<string> => finishAt(baseUrl(), await links.issue(tx, finishing(userId, recovery)))

/**
 * To the address at which it was begun and to no other; whether it was. `owed`: its time has come, whatever strangers had sent to that
 * address.
 */
export const mailReady = (
  { links, mail, baseUrl }: Pick<WayBackDeps, 'links' | 'mail' | 'baseUrl'>,
  tx: Transaction,
  { userId, address }: Pick<ProvedAddress, 'userId' | 'address'>,
  recovery: Recovery,
  owed: { readonly isOwed?: true } = {},
): Promise<boolean> =>
  links.issueByMail(tx, finishing(userId, recovery), (token, expiresAt) =>
    mail.send(tx, {
      to: address,
      userId,
      expiresAt,
      template: { kind: 'recovery_ready', url: finishAt(baseUrl(), token) },
      ...owed,
    }),
  )

/** The contacts who count are asked to say that it is them. */
export async function askContacts(
  { accounts, contacts, mail, baseUrl, waitMs }: WayBackDeps,
  tx: Transaction,
  { userId, who }: { userId: UserId; who: string },
  { beganAt, expiresAt }: Recovery,
): Promise<void> {
  const asked = (await contacts.list(tx, userId)).filter(({ since }) => since + waitMs <= beganAt)
  for (const contact of asked.slice(0, MOST_ASKED))
    for (const { address } of await accounts.listProved(tx, contact.userId))
      await mail.send(tx, {
        to: address,
        userId: contact.userId,
        expiresAt,
        template: { kind: 'contact_asked', url: `${baseUrl()}/recovery/vouch?user=${userId}`, who },
      })
}

import type { Transaction } from '#storage'
import type { MailStore } from './store.ts'

const MINUTE_MS = 60_000
export const HOUR_MS = 60 * MINUTE_MS
const AN_ADDRESS_AN_HOUR = 5
/** How the sends that strangers do not cause, and use up nothing of, are told from those that anybody may ask for. */
const NOTICE = 'notice.'

/**
 * Whether one more mail that anybody may ask for goes to this address (C033): not within a minute of the same, not more
 * than five an hour, and not more than the server sends in an hour. Notes it if so.
 */
export async function admitAsked(
  store: MailStore,
  tx: Transaction,
  asked: { addressKey: string; template: string; now: number; perHour: number },
): Promise<boolean> {
  const { addressKey, template, now, perHour } = asked
  await tx.alone(`mail ${addressKey}`)
  const all = await store.listSendsTo(tx, addressKey, now - HOUR_MS)
  const sent = all.filter((one) => !one.template.startsWith(NOTICE))
  const isSoon = sent.some((one) => one.template === template && one.at > now - MINUTE_MS)
  if (isSoon || sent.length >= AN_ADDRESS_AN_HOUR) return false
  if ((await store.countSends(tx, `${NOTICE}%`, now - HOUR_MS)) >= perHour) return false
  await store.noteSend(tx, addressKey, template, now)
  return true
}

/**
 * Whether one more notice of this kind goes to this address. Each kind has its own: whoever causes many of one hides none of
 * another, and of that one the owner has heard by then. Notes it if so.
 */
export const admitNotice = (
  store: MailStore,
  tx: Transaction,
  { kind, ...notice }: { addressKey: string; kind: string; now: number; perHour: number },
): Promise<boolean> => admitOneOf(store, tx, { ...notice, template: `${NOTICE}${kind}` })

/** Whether one more invitation goes to this address: five an hour (C033), whatever strangers had sent to it. Notes it if so. */
export const admitInvitation = (
  store: MailStore,
  tx: Transaction,
  invitation: { addressKey: string; now: number },
): Promise<boolean> =>
  admitOneOf(store, tx, { ...invitation, template: `${NOTICE}invitation`, perHour: AN_ADDRESS_AN_HOUR })

async function admitOneOf(
  store: MailStore,
  tx: Transaction,
  {
    addressKey,
    template,
    now,
    perHour,
  }: { addressKey: string; template: string; now: number; perHour: number },
): Promise<boolean> {
  const sent = await store.listSendsTo(tx, addressKey, now - HOUR_MS)
  if (sent.filter((one) => one.template === template).length >= perHour) return false
  await store.noteSend(tx, addressKey, template, now)
  return true
}

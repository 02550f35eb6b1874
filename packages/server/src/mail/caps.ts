import type { Transaction } from '#storage'
import type { MailStore } from './store.ts'

const MINUTE_MS = 60_000
export const HOUR_MS = 60 * MINUTE_MS
const AN_ADDRESS_AN_HOUR = 5

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
  const sent = await store.listSendsTo(tx, addressKey, now - HOUR_MS)
  const isSoon = sent.some((one) => one.template === template && one.at > now - MINUTE_MS)
  if (isSoon || sent.length >= AN_ADDRESS_AN_HOUR) return false
  if ((await store.countSends(tx, now - HOUR_MS)) >= perHour) return false
  await store.noteSend(tx, addressKey, template, now)
  return true
}

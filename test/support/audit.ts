import { eventually } from './eventually.ts'
import { itemsOf, send, type Target } from './http.ts'

export type Entry = Record<string, unknown> & {
  readonly action: string
  readonly outcome: string
  readonly facts: readonly { name: string; value: string }[]
  readonly personal: readonly { name: string; value: string }[]
}

/** What a page of the audit shows of the matching entries, the newest first. */
export async function auditOf(target: Target, token: string, query = ''): Promise<Entry[]> {
  return itemsOf(await send(target, `GET /audit?limit=100${query}`, { token })) as Entry[]
}

/** What one request left, by its id. Whoever reads leaves looks of their own. */
export async function leftBy(target: Target, token: string, requestId: string): Promise<Entry[]> {
  return (await auditOf(target, token)).filter((entry) => entry.request_id === requestId)
}

/** The same, once something is there that is written a moment after the answer. */
export async function leftSoonBy(target: Target, token: string, requestId: string): Promise<Entry[]> {
  return eventually(`an audit entry of the request ${requestId}`, async () => {
    const left = await leftBy(target, token, requestId)
    return left.length > 0 ? left : undefined
  })
}

export const factOf = (entry: Entry | undefined, name: string): string | undefined =>
  entry?.facts.find((one) => one.name === name)?.value

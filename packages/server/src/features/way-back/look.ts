import type { WayBackDeps } from './deps.ts'
import type { LinkKind } from './links/store.ts'
import { wrongToken } from './refusals.ts'
import { shownRecovery } from './shown.ts'

/** What a mailed link leads to, for whoever opens it: it stays as good as it is. Throws `invalid_recovery_token`. */
export async function look(deps: WayBackDeps, token: string, kind: LinkKind) {
  const { storage, links, store, clock } = deps
  const found = await links.find(storage, token, kind)
  if (!found) throw wrongToken()
  const { userId, boundTo } = found
  // What begins one is bound to an address; everything else to the way back that there is.
  if (kind !== 'begin' && (await store.find(storage, userId, clock.now()))?.id !== boundTo) throw wrongToken()
  return shownRecovery(deps, storage, userId)
}

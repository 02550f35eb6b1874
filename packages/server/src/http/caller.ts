import type { Permission } from '@latchkey/contract'

/** What the edge must know of whoever is calling. */
export interface Caller {
  readonly userId: number
  readonly permissions: ReadonlySet<Permission>
}

import { shortDigest } from '#crypto/short-digest'

export interface Revoked {
  readonly sessionId: string
  /** Milliseconds since the epoch: from then on no token of the session is in its time. */
  readonly expiresAt: number
}

/** Seconds at which entries can be forgotten, and the entries. */
export type Groups = Record<string, string>

/** A minute's precision keeps the list short: an entry may stay that much longer. */
const forgottenAt = (expiresAt: number): number => Math.ceil(expiresAt / 60_000) * 60

/** What is known to have ended, in the form in which it is handed out. */
export class RevokedList {
  readonly #entries = new Map<string, number>()

  /** Those that were not known. */
  add(revoked: readonly Revoked[]): Groups {
    const fresh: [string, number][] = []
    for (const { sessionId, expiresAt } of revoked) {
      const entry = shortDigest(sessionId)
      if (this.#entries.has(entry)) continue
      this.#entries.set(entry, forgottenAt(expiresAt))
      fresh.push([entry, forgottenAt(expiresAt)])
    }
    return grouped(fresh)
  }

  forget(nowSeconds: number): void {
    for (const [entry, at] of this.#entries) if (at <= nowSeconds) this.#entries.delete(entry)
  }

  all(): Groups {
    return grouped(this.#entries)
  }

  clear(): void {
    this.#entries.clear()
  }
}

function grouped(entries: Iterable<[string, number]>): Groups {
  const groups = new Map<number, string[]>()
  for (const [entry, at] of entries) {
    const group = groups.get(at)
    if (group) group.push(entry)
    else groups.set(at, [entry])
  }
  return Object.fromEntries([...groups].map(([at, all]) => [at, all.join('')]))
}

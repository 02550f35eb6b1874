import type { KeyedDigest } from '#crypto/keyed-digest'
import type { Clock } from '#kernel/clock'
import type { UserId } from '#kernel/ids'
import type { Random } from '#kernel/random'
import type { Reader, Storage, Transaction } from '#storage'
import { type LinkKind, linkStore } from './links/store.ts'

/** What a link shows that it belongs to. */
export interface Shows {
  readonly userId: UserId
  /** The way back, or the address at which one may be begun. */
  readonly boundTo: string
}

export interface Links {
  /** A new token, in place of any older one of this kind and person. */
  issue(
    tx: Transaction,
    link: { kind: LinkKind; userId: UserId; boundTo: string; lifetimeMs: number },
  ): Promise<string>
  /** The same where `mail` says that one was made with it: of one that was capped, the link that was mailed before stays good. */
  issueByMail(
    tx: Transaction,
    link: { kind: LinkKind; userId: UserId; boundTo: string; lifetimeMs: number },
    mail: (token: string, expiresAt: number) => Promise<boolean>,
  ): Promise<boolean>
  /** It stays as good as it is. */
  find(reader: Reader, token: string, kind: LinkKind): Promise<Shows | undefined>
  /** Once; undefined for whoever comes later. */
  spend(tx: Transaction, token: string, kind: LinkKind): Promise<Shows | undefined>
  sweep(tx: Transaction): Promise<unknown>
}

interface Deps {
  storage: Storage
  clock: Clock
  random: Random
  /** What is stored of a token. */
  digest: KeyedDigest
}

/** What is mailed, and comes back. */
export function recoveryLinks({ storage, clock, random, digest }: Deps): Links {
  const store = linkStore(storage)
  const asked = (token: string, kind: LinkKind) => ({ tokenHash: digest(token), kind, now: clock.now() })
  const issueByMail: Links['issueByMail'] = async (tx, { lifetimeMs, ...link }, mail) => {
    // 256 bits.
    const token = random.bytes(32).toString('base64url')
    const now = clock.now()
    const expiresAt = now + lifetimeMs
    if (!(await mail(token, expiresAt))) return false
    await store.put(tx, { ...link, tokenHash: digest(token), now, expiresAt })
    return true
  }
  return {
    async issue(tx, link) {
      let issued = ''
      await issueByMail(tx, link, async (token) => {
        issued = token
        return true
      })
      return issued
    },
    issueByMail,
    find: (reader, token, kind) => store.findLive(reader, asked(token, kind)),
    async spend(tx, token, kind) {
      const found = await store.findLive(tx, asked(token, kind))
      return found && (await store.spend(tx, asked(token, kind))) ? found : undefined
    },
    sweep: (tx) => store.removeOver(tx, clock.now()),
  }
}

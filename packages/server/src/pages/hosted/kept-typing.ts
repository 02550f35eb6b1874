import type { PageRequest } from '@latchkey/contract'
import type { Clock } from '#kernel/clock'
import { sealedCookie, type TextSealer } from './sealed-cookie.ts'

/** A form that was sent when nobody was signed in any more. */
export interface Typed {
  /** The path it was sent to. */
  readonly deed: string
  readonly typed: Readonly<Record<string, string>>
  /** Whose it is, as a field has an account; undefined where nothing that was sent tells any more. */
  readonly account?: string | undefined
}

export interface KeptTypingDeps {
  readonly isSecure: boolean
  readonly clock: Pick<Clock, 'now'>
  readonly typing: TextSealer
}

/** As long as the longest way in takes, a mailed link. */
const KEPT_SECONDS = 15 * 60
/** Browsers take 4,096 bytes of name and value (RFC 6265bis section 5.6). */
const LONGEST_COOKIE = 4_000

/**
 * What was typed while a session ran out. It waits in the browser, and not at this server, which does not know whose it is until
 * somebody has signed in; so it survives every way in.
 */
export function keptTyping({ isSecure, typing, clock }: KeptTypingDeps) {
  const kept = sealedCookie<Typed>('latchkey-typed', {
    ...{ isSecure, clock, sealer: typing },
    seconds: KEPT_SECONDS,
  })
  const { cookie } = kept
  return {
    /** A `Set-Cookie`; none where that is more than a browser takes. */
    keep(typed: Typed): readonly string[] {
      const sealed = kept.seal(typed)
      return sealed.length > LONGEST_COOKIE ? [] : [cookie.set(sealed)]
    },
    /** For whoever is signed in now; undefined where it is over, or somebody else's. */
    find(page: PageRequest, forAccount: string): Typed | undefined {
      const found = kept.open(page)
      if (found === undefined) return undefined
      const { account = forAccount, ...typed } = found
      return account === forAccount ? typed : undefined
    },
    /** Whether something may be found, once it is known who has signed in. */
    isThere: (page: Pick<PageRequest, 'cookie'>): boolean => cookie.read(page) !== undefined,
    /** It is shown once. */
    forget: cookie.clear,
    /** Nothing of it is there for whoever signs in next. */
    forgotten: (page: PageRequest): readonly string[] =>
      cookie.read(page) === undefined ? [] : [cookie.clear()],
  }
}
export type KeptTyping = ReturnType<typeof keptTyping>

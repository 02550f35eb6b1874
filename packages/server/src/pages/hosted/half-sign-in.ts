import { type PageRequest, problem } from '@latchkey/contract'
import type { Random } from '#kernel/random'
import { cookieOf } from './cookie.ts'

export interface HalfSignInDeps {
  readonly isSecure: boolean
  readonly random: Random
  /** Seals for one browser, by what that is known by; opens to undefined what was sealed for another. */
  sealedFor(browser: string): { seal(text: string): string; open(sealed: string): string | undefined }
}

/** As long as half a sign-in counts. */
const KNOWN_SECONDS = 10 * 60
const BROWSER_BYTES = 16

/** What a page holds out of sight of it. */
export const halfField = { type: 'string', minLength: 1, maxLength: 512 } as const

/**
 * Half a sign-in goes on in the browser that began it: what its pages hold out of sight opens in no other, and is nothing that the API
 * takes. Several at once, in as many tabs, share what the browser is known by.
 */
export function halfSignIns({ isSecure, random, sealedFor }: HalfSignInDeps) {
  const cookie = cookieOf('latchkey-half', { isSecure, maxAgeSeconds: KNOWN_SECONDS })
  return {
    /** What stands for the token in the page, and the `Set-Cookie` that goes with it. */
    keep(page: PageRequest, token: string): { readonly held: string; readonly cookies: readonly string[] } {
      const browser = cookie.read(page) ?? random.bytes(BROWSER_BYTES).toString('base64url')
      return { held: sealedFor(browser).seal(token), cookies: [cookie.set(browser)] }
    },
    /** Throws `invalid_mfa_token`. */
    open(page: PageRequest, held: string | undefined): string {
      const browser = cookie.read(page)
      const token = browser === undefined ? undefined : sealedFor(browser).open(held ?? '')
      if (token === undefined) throw problem('invalid_mfa_token')
      return token
    },
    /** It became a whole one. */
    end: cookie.clear,
  }
}
export type HalfSignIns = ReturnType<typeof halfSignIns>

import type { PageAnswer, PageRequest } from '@latchkey/contract'
import type { ProvidersFeature, Sent } from '#features/providers'
import type { Language } from '#kernel/language'
import { formAnswer } from '../form-page.ts'
import { cookieOf } from './cookie.ts'

export interface LeavingDeps {
  readonly providers: Pick<ProvidersFeature, 'listOffered' | 'begin'>
  readonly isSecure: boolean
}

/** On the way to a provider, to sign in by it or to link it. */
export interface Leaving {
  leave(language: Language, slug: string, sent: Sent): Promise<PageAnswer>
  /** What this browser was given for the way back. */
  read(page: PageRequest): string | undefined
  /** `Set-Cookie` for whoever is back, of the attempt that is over with it: another that is under way stays. */
  clear(page: PageRequest): readonly string[]
}

/** As long as an attempt counts. */
const ATTEMPT_SECONDS = 600

export function leaving({ providers, isSecure }: LeavingDeps): Leaving {
  // What binds an attempt to this browser (C079). Only the cookie of one that a form brings back is sent from other sites.
  const kept = { isSecure, maxAgeSeconds: ATTEMPT_SECONDS }
  const lax = cookieOf('latchkey-with', kept)
  const posted = cookieOf('latchkey-with-posted', { ...kept, isSentFromElsewhere: true })
  const cookieFor = ({ form }: PageRequest) => (form['state'] === undefined ? lax : posted)
  return {
    /**
     * By a page of its own, and not by a redirect of the form's answer: Chromium holds every further redirect of the provider against
     * this page's `form-action`.
     */
    async leave(language, slug, { url, browser, isPostedBack }) {
      const name = (await providers.listOffered()).find((one) => one.slug === slug)?.name ?? slug
      const { documents } = await import('./providers-document.ts')
      return {
        ...formAnswer(documents.going(language, { name, url })),
        headers: { 'Referrer-Policy': 'no-referrer', Refresh: `0; url=${url}` },
        cookies: [(isPostedBack ? posted : lax).set(browser)],
      }
    },
    read: (page) => cookieFor(page).read(page),
    clear: (page) => [cookieFor(page).clear()],
  }
}

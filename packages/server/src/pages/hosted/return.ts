import type { Page } from '@latchkey/contract'
import type { Language } from '#kernel/language'
import { languageOf } from '../language.ts'
import { nextField, nextOf, RETURN } from './goal.ts'
import type { Returning } from './returning.ts'
import { type SignedIn, seeOther } from './signed-in.ts'

interface Deps {
  /** Of whoever has chosen none. */
  readonly language: Language
  readonly browser: SignedIn
  readonly returning: Returning
}

const signInFirst = (next: string) => seeOther(`/sign-in?next=${encodeURIComponent(next)}`)

/**
 * GET and POST /sign-in/return: whoever is signed in already says that they want to go on to the app, and as whom. A link alone sends
 * nobody's account anywhere.
 */
export const returnPages = ({ browser, returning, language }: Deps): Page[] => [
  {
    method: 'GET',
    path: RETURN,
    async answer(page) {
      const next = await returning.asked(page)
      if (typeof next !== 'string') return next
      const caller = await browser.find(page)
      if (!caller) return signInFirst(next)
      const { documents } = await import('./return-document.ts')
      const spoken = languageOf(page, language, caller.language)
      return returning.shown(next, documents.goOn(spoken, { next, user: caller.user }))
    },
  },
  {
    method: 'POST',
    path: RETURN,
    form: {
      type: 'object',
      required: ['next'],
      additionalProperties: false,
      properties: { next: nextField },
    },
    async answer(page) {
      const next = nextOf(page.form['next'])
      const caller = await browser.find(page)
      return caller ? returning.goOn(next, caller, page) : signInFirst(next)
    },
  },
]

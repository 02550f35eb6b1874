import type { PageAnswer, Problem } from '@latchkey/contract'
import type { Language } from '#kernel/language'
import { refusalSaid } from './refusal-words.ts'

/** What a script is refused: it shows `detail` to whoever reads the page. */
export const scriptRefusal = (refusal: Problem, language: Language): PageAnswer => ({
  type: 'application/json; charset=utf-8',
  body: JSON.stringify({ code: refusal.code, detail: refusalSaid(refusal, language).text }),
})

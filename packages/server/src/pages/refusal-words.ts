import type { Problem } from '@latchkey/contract'
import type { Language } from '#kernel/language'
import { type Html, html } from './html.ts'
import { withInstants } from './instant.ts'
import { ar } from './refusals/ar.ts'
import { de } from './refusals/de.ts'
import { en } from './refusals/en.ts'
import { es } from './refusals/es.ts'
import { fr } from './refusals/fr.ts'
import { ja } from './refusals/ja.ts'
import {
  type MessageName,
  messages,
  type ReasonName,
  type RefusalWords,
  reasons,
  WAIT,
} from './refusals/known.ts'

const words: Readonly<Record<Exclude<Language, 'en'>, RefusalWords>> = { de, es, fr, ja, ar }

/** A sentence, and its language where that is not the page's. */
export interface Said {
  readonly text: string
  readonly lang?: 'en'
}

/** What is said beside the field of this label. */
export function fieldMessage(language: Language, label: string, message: string): Said {
  // A message that begins with a verb says it of the field.
  const english = /^[a-z]/.test(message) ? `${label} ${message}` : message
  const name = messageNameOf(message)
  if (language === 'en') return { text: (name && en.messages[name]) ?? english }
  if (name === undefined) return { text: english, lang: 'en' }
  const said = words[language].messages[name]
  const [, ...numbers] = messages[name].exec(message) ?? []
  const text = typeof said === 'string' ? said : said(...numbers)
  return { text: /^[a-z]/.test(message) ? `${label}${COLON[language]}${text}` : text }
}

const COLON: Readonly<Record<Exclude<Language, 'en'>, string>> = {
  de: ': ',
  es: ': ',
  fr: ' : ',
  ja: '：',
  ar: ': ',
}

/** What is said of a refusal as a whole; English, and marked as that, where the language has no words for it. */
export function refusalSaid(refusal: Problem, language: Language): Said {
  const name = reasonOf(refusal)
  const { retryAfterSeconds: wait } = refusal
  const english = wait === undefined ? refusal.detail : refusal.detail.replace(WAIT, en.after(wait))
  if (language === 'en') return { text: (name && en.reasons[name]) ?? english }
  if (name === undefined) return { text: english, lang: 'en' }
  const { reasons: known, after } = words[language]
  const [, instant = ''] = patternOf(name)?.exec(refusal.detail) ?? []
  const text = known[name].replace('{instant}', instant)
  return { text: wait === undefined ? text : `${text} ${after(wait)}` }
}

/** The same as part of a page. */
export function refusalText(refusal: Problem, language: Language): Html {
  const { text, lang } = refusalSaid(refusal, language)
  return lang === undefined
    ? withInstants(text, language)
    : html`<span lang="${lang}">${withInstants(text, lang)}</span>`
}

const patternOf = (name: ReasonName): RegExp | undefined => (reasons[name] as readonly [string, RegExp?])[1]

/** Which of the known reasons it is. */
export const reasonOf = ({ code, detail }: Problem): ReasonName | undefined =>
  (Object.keys(reasons) as ReasonName[]).find(
    (name) => reasons[name][0] === code && (patternOf(name)?.test(detail) ?? true),
  )

/** Which of the known messages it is. */
export const messageNameOf = (message: string): MessageName | undefined =>
  (Object.keys(messages) as MessageName[]).find((name) => messages[name].test(message))

import type { Language } from '#kernel/language'
import { type Html, html } from '../../html.ts'
import { ar } from './held-words/ar.ts'
import { de } from './held-words/de.ts'
import { en, type HeldWords } from './held-words/en.ts'
import { es } from './held-words/es.ts'
import { fr } from './held-words/fr.ts'
import { ja } from './held-words/ja.ts'

const words: Readonly<Record<Language, HeldWords>> = { en, de, es, fr, ja, ar }

type Told = Readonly<Record<string, string>>

/** What a part is; a part that has no words yet is told as the API tells it. */
export const partText = (language: Language, { part, about }: { part: string; about: string }): Html =>
  said((words[language].parts as Told)[part], about)

export const staysText = (language: Language, { part, why }: { part: string; why: string }): Html =>
  said((words[language].stays as Told)[part], why)

const said = (known: string | undefined, english: string): Html =>
  known === undefined ? html`<span lang="en">${english}</span>` : html`${known}`

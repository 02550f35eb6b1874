import type { Language } from '#kernel/language'
import { ar } from './recovery-words/ar.ts'
import { de } from './recovery-words/de.ts'
import { en, type RecoveryWords } from './recovery-words/en.ts'
import { es } from './recovery-words/es.ts'
import { fr } from './recovery-words/fr.ts'
import { ja } from './recovery-words/ja.ts'

/** What the pages of a way back say: the longest texts of all pages, so each language has a file. */
export const words: Readonly<Record<Language, RecoveryWords>> = { en, de, es, fr, ja, ar }

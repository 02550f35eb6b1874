import type { Language } from '#kernel/language'
import { ar } from './activity-words/ar.ts'
import { de } from './activity-words/de.ts'
import { en } from './activity-words/en.ts'
import { es } from './activity-words/es.ts'
import { fr } from './activity-words/fr.ts'
import { ja } from './activity-words/ja.ts'

export const words: Readonly<Record<Language, typeof en>> = { en, de, es, fr, ja, ar }

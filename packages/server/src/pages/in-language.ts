import type { PageRequest } from '@latchkey/contract'
import type { Language } from '#kernel/language'
import { languageOf } from './language.ts'

/** The documents of a page in the language of who asks, loaded when the first asks. */
export const inLanguage =
  <D>(load: () => Promise<{ documents(language: Language): D }>, ofServer: Language) =>
  async (page: PageRequest): Promise<D> =>
    (await load()).documents(languageOf(page, ofServer))

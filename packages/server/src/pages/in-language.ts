import type { PageRequest } from '@latchkey/contract'
import type { Language } from '#kernel/language'
import { languageOf } from './language.ts'
import { loaded } from './loaded.ts'

/** The documents of a page in the language of who asks, loaded when the first asks. */
export function inLanguage<D>(
  load: () => Promise<{ documents(language: Language): D }>,
  ofServer: Language,
): (page: PageRequest) => Promise<D> {
  const kept = loaded(load)
  return async (page) => (await kept()).documents(languageOf(page, ofServer))
}

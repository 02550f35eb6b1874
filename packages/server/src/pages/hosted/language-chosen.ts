import type { PageRequest } from '@latchkey/contract'
import type { Principal } from '#features/principals'
import { isLanguage, type Language } from '#kernel/language'

/**
 * Whoever is signed in reads the language that they chose, or that of the server; who asks for this page in another has it, and the
 * rest as it was chosen.
 */
export function languageChosen(page: PageRequest, caller: Principal, ofServer: Language): Language {
  const asked = page.query('lang')
  return asked !== undefined && isLanguage(asked) ? asked : (caller.language ?? ofServer)
}

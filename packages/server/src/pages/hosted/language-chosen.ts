import { type Ask, contract, type PageRequest } from '@latchkey/contract'
import type { Caller, Principal } from '#features/principals'
import { isLanguage, type Language } from '#kernel/language'

/** Whoever is signed in reads the language that they chose; who asks for this page in another has it, and the rest as it was chosen. */
export async function languageChosen(
  page: PageRequest,
  caller: Principal,
  ask: Ask<Caller>,
): Promise<Language> {
  const { language } = await ask(contract.preferences.get, caller, page.facts)
  const asked = page.query('lang')
  return asked !== undefined && isLanguage(asked) ? asked : language
}

import type { Language } from './language.ts'

/** What a number is said with, by the categories of Unicode's plural rules. A language says those that it has. */
export type PluralForms = { readonly other: string } & {
  readonly [Category in Intl.LDMLPluralRule]?: string
}

/** Made with the first number that a language counts. */
const rules = new Map<Language, Intl.PluralRules>()
const rulesOf = (language: Language): Intl.PluralRules => {
  const known = rules.get(language)
  if (known) return known
  const one = new Intl.PluralRules(language)
  rules.set(language, one)
  return one
}

/** The form for this number, with the number in it. */
export function counted(language: Language, number: number, forms: PluralForms): string {
  const form = forms[rulesOf(language).select(number)] ?? forms.other
  return form.replace('#', String(number))
}

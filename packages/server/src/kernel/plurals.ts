import type { Language } from './language.ts'

/** What a number is said with, by the categories of Unicode's plural rules. A language says those that it has. */
export type PluralForms = { readonly other: string } & {
  readonly [Category in Intl.LDMLPluralRule]?: string
}

/** The form for this number, with the number in it. */
export function counted(language: Language, number: number, forms: PluralForms): string {
  const form = forms[new Intl.PluralRules(language).select(number)] ?? forms.other
  return form.replace('#', String(number))
}

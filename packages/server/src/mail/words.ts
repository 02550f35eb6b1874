import type { Language } from '#kernel/language'
import type { PluralForms } from '#kernel/plurals'
import type { MailedNotice, TemplateData, TemplateName } from './letter.ts'

/** What a mail says, without what every mail has. */
export interface Written {
  /** Without anything secret and without anything that a person typed. */
  readonly subject: string
  readonly paragraphs: readonly string[]
  /** On the button, where there is a link. */
  readonly label?: string
  /** Beneath the link or the code. */
  readonly afterwards?: readonly string[]
  /** In place of the one that speaks of the reader's account, for whoever may have none. */
  readonly footer?: string
}

/** How a value comes into a sentence: set apart, so that neither direction of writing turns the other around. */
export interface Say {
  /** What people know this server by. */
  readonly place: string
  /** What somebody typed: one line, and nothing that a mail program makes a link of. */
  quote(text: string): string
  address(text: string): string
  instant(milliseconds: number): string
}

/** Everything that mails say in one language: a template that is missing does not compile. */
export interface Words {
  readonly direction: 'ltr' | 'rtl'
  /** `#` stands for the number. */
  readonly durations: Readonly<Record<'minutes' | 'hours' | 'days', PluralForms>>
  goodFor(duration: string): string
  footer(place: string): string
  readonly notices: Readonly<Record<MailedNotice, { readonly subject: string; readonly text: string }>>
  readonly when: string
  readonly from: string
  readonly device: string
  readonly templates: {
    readonly [Name in TemplateName]: (data: TemplateData[Name], say: Say) => Written
  }
}

type Loaded = { readonly words: Words }

/** Each is loaded when the first mail in it is written. */
export const wordsIn: Readonly<Record<Language, () => Promise<Loaded>>> = {
  en: () => import('./words/en.ts'),
  de: () => import('./words/de.ts'),
  es: () => import('./words/es.ts'),
  fr: () => import('./words/fr.ts'),
  ja: () => import('./words/ja.ts'),
  ar: () => import('./words/ar.ts'),
}

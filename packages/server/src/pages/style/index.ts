import type { Accents } from './accent.ts'
import { account } from './account.ts'
import { base } from './base.ts'
import { card } from './card.ts'
import { colours } from './colours.ts'
import { form } from './form.ts'

/** The one style sheet of the pages for people; what the operator adds comes last, and so counts. */
export const styleSheet = (accents: Accents, own: string): string =>
  [colours(accents), base, form, card, account, own].map((part) => part.trim()).join('\n')

import type { Problem } from '@latchkey/contract'
import type { Language } from '#kernel/language'
import { formWords } from './form-words.ts'
import { type Html, html } from './html.ts'
import { fieldMessage, type Said } from './refusal-words.ts'

export interface Field {
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly attributes: Html
  /** Never written back into the page. */
  readonly isSecret?: boolean
  readonly isOptional?: boolean
  /** Something to tick, which is sent as `on`. */
  readonly isTick?: boolean
}

/** The token of a link, which is asked for only where the link did not bring it. */
export const tokenField = (field: Pick<Field, 'name' | 'label' | 'hint'>): Field => ({
  ...field,
  attributes: html`type="text" maxlength="128" autocomplete="off" autocapitalize="none" spellcheck="false"`,
})

/** The token of a mailed link. */
export const mailedTokenField = (language: Language): Field => {
  const { token, tokenHint } = formWords[language]
  return tokenField({ name: 'token', label: token, hint: tokenHint })
}

/** A password that is chosen, for a new account or instead of another. */
export const newPasswordField = (language: Language, isAnother = false): Field => {
  const { password, newPassword: another, passwordHint } = formWords[language]
  return {
    name: 'password',
    label: isAnother ? another : password,
    hint: passwordHint,
    attributes: html`type="password" minlength="8" autocomplete="new-password" data-judge="/sign-up/password"`,
    isSecret: true,
  }
}

export const usernameField = (language: Language): Field => ({
  name: 'username',
  label: formWords[language].username,
  hint: formWords[language].usernameHint,
  attributes: html`type="text" minlength="3" maxlength="64" autocomplete="username" autocapitalize="none" spellcheck="false"`,
})

/** The address of a new account, or one that something is mailed to. */
export const emailField = (language: Language): Field => ({
  name: 'email',
  label: formWords[language].email,
  attributes: html`type="email" maxlength="254" autocomplete="email"`,
})

export const fullNameField = (language: Language): Field => ({
  name: 'full_name',
  label: formWords[language].fullName,
  attributes: html`type="text" maxlength="200" autocomplete="name"`,
})

const identifierField = (language: Language): Field => ({
  name: 'username',
  label: formWords[language].identifier,
  attributes: html`type="text" maxlength="254" autocomplete="username" autocapitalize="none" spellcheck="false"`,
})

const passwordField = (language: Language): Field => ({
  name: 'password',
  label: formWords[language].password,
  attributes: html`type="password" maxlength="1024" autocomplete="current-password"`,
  isSecret: true,
})

const codeField = (language: Language): Field => ({
  name: 'code',
  label: formWords[language].code,
  hint: formWords[language].codeHint,
  attributes: html`type="text" maxlength="64" autocomplete="one-time-code" autocapitalize="none" spellcheck="false"`,
  isSecret: true,
})

export const signInFields = (language: Language): readonly Field[] => [
  identifierField(language),
  passwordField(language),
]

/** Who somebody is, and all that proves it without a script. */
export const proofFields = (language: Language): readonly Field[] => [
  ...signInFields(language),
  {
    ...codeField(language),
    label: formWords[language].optionalCode,
    hint: formWords[language].optionalCodeHint,
    isOptional: true,
  },
]

/** What is said beside a field, as a sentence. */
export function fieldErrors(
  fields: readonly Field[],
  refusal: Problem,
  language: Language,
  entered: Readonly<Record<string, string>> = {},
): Map<string, Said> {
  const messages = new Map<string, Said>()
  for (const { field, message } of saidOf(refusal)) {
    const label = fields.find(({ name }) => name === field)?.label
    if (label === undefined) continue
    const said = TOO_SHORT.test(message) ? (instead(field, entered[field]) ?? message) : message
    messages.set(field, fieldMessage(language, label, said))
  }
  return messages
}

const TOO_SHORT = /^must have at least \d+ characters?\.$/

/** How long something has to be says nothing to whoever left it out, or began an address. */
const instead = (field: string, entered: string | undefined): string | undefined => {
  if (entered === '') return 'is required.'
  return field === 'email' ? 'must be one e-mail address, like name@example.com.' : undefined
}

function saidOf({ code, detail, errors }: Problem) {
  if (code === 'username_taken') return [{ field: 'username', message: detail }]
  if (code === 'email_taken') return [{ field: 'email', message: detail }]
  return errors ?? []
}

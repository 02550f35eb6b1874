import type { Problem } from '@latchkey/contract'
import { type Html, html } from './html.ts'

export interface Field {
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly attributes: Html
  /** Never written back into the page. */
  readonly isSecret?: boolean
  readonly isOptional?: boolean
}

/** The token of a link, which is asked for only where the link did not bring it. */
export const tokenField = (field: Pick<Field, 'name' | 'label' | 'hint'>): Field => ({
  ...field,
  attributes: html`type="text" maxlength="128" autocomplete="off" autocapitalize="none" spellcheck="false"`,
})

export const newPassword: Field = {
  name: 'password',
  label: 'Password',
  hint: 'Long is good: several words that do not belong together.',
  attributes: html`type="password" minlength="8" autocomplete="new-password"`,
  isSecret: true,
}

/** Who somebody is, and all that proves it without a script. */
export const proofFields: readonly Field[] = [
  {
    name: 'username',
    label: 'Username or e-mail address',
    attributes: html`type="text" maxlength="254" autocomplete="username" autocapitalize="none" spellcheck="false"`,
  },
  {
    name: 'password',
    label: 'Password',
    attributes: html`type="password" maxlength="1024" autocomplete="current-password"`,
    isSecret: true,
  },
  {
    name: 'code',
    label: 'Code, if your account has a second factor',
    hint: 'Six digits of your authenticator app, or one of your recovery codes. A passkey alone does not do here.',
    attributes: html`type="text" maxlength="64" autocomplete="one-time-code" autocapitalize="none" spellcheck="false"`,
    isSecret: true,
    isOptional: true,
  },
]

/** What is said beside a field, as a sentence. */
export function fieldErrors(fields: readonly Field[], refusal: Problem): Map<string, string> {
  if (refusal.code === 'username_taken') return new Map([['username', refusal.detail]])
  if (refusal.code === 'email_taken') return new Map([['email', refusal.detail]])
  const messages = new Map<string, string>()
  for (const { field, message } of refusal.errors ?? []) {
    const label = fields.find(({ name }) => name === field)?.label
    // A message that begins with a verb says it of the field.
    if (label !== undefined) messages.set(field, /^[a-z]/.test(message) ? `${label} ${message}` : message)
  }
  return messages
}

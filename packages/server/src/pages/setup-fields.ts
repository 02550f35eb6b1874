import type { Problem } from '@latchkey/contract'
import { type Html, html } from './html.ts'

export interface Field {
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly attributes: Html
  /** Never written back into the page. */
  readonly isSecret?: boolean
}

/** In the order of the page. What a browser refuses early, the server refuses too; the reverse need not hold. */
export const fields: readonly Field[] = [
  {
    name: 'setup_token',
    label: 'Setup token',
    hint: 'The end of the setup link, which the server prints when it starts on a terminal.',
    attributes: html`type="text" maxlength="128" autocomplete="off" autocapitalize="none" spellcheck="false"`,
  },
  {
    name: 'username',
    label: 'Username',
    hint: 'Letters a to z, digits, ".", "_" and "-".',
    attributes: html`type="text" minlength="3" maxlength="64" autocomplete="username" autocapitalize="none" spellcheck="false"`,
  },
  {
    name: 'email',
    label: 'E-mail address',
    attributes: html`type="email" maxlength="254" autocomplete="email"`,
  },
  {
    name: 'full_name',
    label: 'Full name',
    attributes: html`type="text" maxlength="200" autocomplete="name"`,
  },
  {
    name: 'password',
    label: 'Password',
    hint: 'Long is good: several words that do not belong together.',
    attributes: html`type="password" minlength="8" autocomplete="new-password"`,
    isSecret: true,
  },
]

/** What is said beside a field, as a sentence. */
export function fieldErrors(refusal: Problem): Map<string, string> {
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

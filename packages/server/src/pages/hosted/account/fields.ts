import type { Field } from '../../form-fields.ts'
import { html } from '../../html.ts'

type Said = Pick<Field, 'name' | 'label' | 'hint' | 'isOptional'>

/** The password that there is. */
export const passwordField = (said: Said): Field => ({
  ...said,
  attributes: html`type="password" maxlength="1024" autocomplete="current-password"`,
  isSecret: true,
})

/** A code of an app, or a recovery code. */
export const codeField = (said: Said): Field => ({
  ...said,
  attributes: html`type="text" maxlength="64" autocomplete="one-time-code" autocapitalize="none" spellcheck="false"`,
  isSecret: true,
})

export const textField = (said: Said, maxLength: number): Field => ({
  ...said,
  attributes: html`type="text" maxlength="${maxLength}" autocomplete="off"`,
})

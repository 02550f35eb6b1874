import { type Html, html } from '../html.ts'

interface PasskeyForm {
  /** `use` shows one that there is, `add` makes one. */
  readonly kind: 'use' | 'add'
  readonly action: string
  /** Where the script asks for the options. */
  readonly options: string
  /** Which of the fields out of sight go with that. */
  readonly sends?: string
  /** Whether passkeys are offered where the name is typed. */
  readonly isInAutofill?: boolean
  readonly kept: object
  readonly button: string
  /** What the button of the page looks like: the one thing to do, or another way. */
  readonly isQuiet: boolean
  /** Said where there is no script. */
  readonly needsScript: string
}

/** Out of sight until the script finds a browser with passkeys; what that gives is posted as any other form. */
export const passkeyForm = (form: PasskeyForm): Html => html`
<form method="post" action="${form.action}" hidden data-passkey="${form.kind}" data-options="${form.options}"${
  form.sends !== undefined && html` data-sends="${form.sends}"`
}${form.isInAutofill === true && html` data-autofill`}>
${hiddenFields(form.kept)}<input type="hidden" name="passkey">
<button${form.isQuiet && html` class="quiet"`}>${form.button}</button>
</form>
<noscript><p class="hint">${form.needsScript}</p></noscript>`

export const hiddenFields = (kept: object): Html =>
  html`${Object.entries(kept).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${String(value)}">
`,
  )}`

import type { contract, OutputOf, Problem } from '@latchkey/contract'
import type { Language } from '#kernel/language'
import type { Rendered } from '../../form-document.ts'
import { formWords } from '../../form-words.ts'
import { html } from '../../html.ts'
import { PROVE } from './addresses.ts'
import { codeField, passwordField } from './fields.ts'
import { accountForm } from './form.ts'
import { words } from './prove-words.ts'
import { accountDocument } from './shell.ts'

interface State {
  readonly factors: OutputOf<typeof contract.factors.overview>
  readonly kept: Readonly<Record<string, string>>
  readonly refusal?: Problem
}

export const documents = (language: Language) => {
  const said = words[language]
  const shared = formWords[language]
  return {
    form({ factors, kept, refusal }: State): Rendered {
      const hasFactor = factors.totp_since !== null || factors.passkeys > 0
      const password = passwordField({ name: 'password', label: shared.password, isOptional: hasFactor })
      const code = codeField({ name: 'code', label: shared.code, hint: shared.codeHint })
      const form = {
        ...{ name: 'prove', action: PROVE, button: said.button, kept },
        fields: hasFactor ? [password, { ...code, isOptional: factors.passkeys > 0 }] : [password],
      }
      return accountDocument(
        said.title,
        html`<h1>${said.title}</h1>
<p>${said.why}</p>
<section>${accountForm(form, language, refusal && { form: 'prove', refusal, entered: {} })}
${
  factors.passkeys > 0 &&
  html`<form hidden method="post" action="${PROVE}" data-passkey="use" data-options="${PROVE}/options">
${Object.entries(kept).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<input type="hidden" name="passkey">
<button class="quiet">${said.passkey}</button>
</form>
<noscript><p class="hint">${said.passkeyNeedsScript}</p></noscript>`
}</section>`,
        { language, current: kept['next'] ?? '' },
      )
    },
  }
}

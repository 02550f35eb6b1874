import type { contract, OutputOf, Problem } from '@latchkey/contract'
import type { OfferedProvider } from '#features/providers'
import type { Language } from '#kernel/language'
import type { Rendered } from '../../form-document.ts'
import { formWords } from '../../form-words.ts'
import { type Html, html } from '../../html.ts'
import { refusalBox } from '../../refusal-box.ts'
import { hiddenFields } from '../passkey-form.ts'
import { DELETE, PROVE } from './addresses.ts'
import { codeField, passwordField } from './fields.ts'
import { accountForm } from './form.ts'
import { words } from './prove-words.ts'
import { accountDocument } from './shell.ts'

interface State {
  readonly factors: OutputOf<typeof contract.factors.overview>
  /** By which other servers it can be proved. */
  readonly offered: readonly OfferedProvider[]
  /** `by` is among it where a provider has said just now who it is, and the second factor is missing. */
  readonly kept: Readonly<Record<string, string>>
  readonly refusal?: Problem
}

export const documents = (language: Language) => {
  const said = words[language]
  const shared = formWords[language]

  const byPasskey = (
    kept: State['kept'],
  ): Html => html`<form hidden method="post" action="${PROVE}" data-passkey="use" data-options="${PROVE}/options">
${hiddenFields({ ...kept, passkey: '' })}<button class="quiet">${said.passkey}</button>
</form>
<noscript><p class="hint">${said.passkeyNeedsScript}</p></noscript>`

  const byProvider = (kept: State['kept'], { slug, name }: OfferedProvider): Html =>
    html`<form method="post" action="${PROVE}/with">
${hiddenFields({ ...kept, provider: slug })}<button class="quiet">${said.provider(name)}</button>
</form>
`

  /** What is typed; nothing where a provider or a passkey is all that there is. */
  const byTyping = ({ factors, kept, refusal }: State): Html | undefined => {
    const isHalf = kept['by'] === 'provider'
    const hasFactor = factors.totp_since !== null || factors.passkeys > 0
    const fields = [
      ...(factors.has_password && !isHalf
        ? [passwordField({ name: 'password', label: shared.password, isOptional: hasFactor })]
        : []),
      ...(hasFactor
        ? [
            {
              ...codeField({ name: 'code', label: shared.code, hint: shared.codeHint }),
              isOptional: factors.passkeys > 0,
            },
          ]
        : []),
    ]
    if (fields.length === 0) return refusal && refusalBox(refusal, language)
    const form = { ...{ name: 'prove', action: PROVE, button: said.button, kept }, fields }
    return accountForm(form, language, refusal && { form: 'prove', refusal, entered: {} })
  }

  return {
    form(state: State): Rendered {
      const { factors, offered, kept } = state
      const isHalf = kept['by'] === 'provider'
      const ways = isHalf ? [] : offered
      const hasNothing = !factors.has_password && factors.totp_since === null && factors.passkeys === 0
      return accountDocument(
        said.title,
        html`<h1>${said.title}</h1>
<p>${isHalf ? said.half : said.why}${!isHalf && kept['deed'] !== DELETE && said.counts}</p>
<section>${byTyping(state)}
${factors.passkeys > 0 && byPasskey(kept)}
${ways.map((one) => byProvider(kept, one))}${
  hasNothing && ways.length === 0 && html`<p>${said.nothing} <a href="/forgot">${said.byMail}</a></p>`
}</section>`,
        // It stands between somebody and their overview, and is not it: on a phone the menu would be above the form.
        { language, current: kept['next'] === '/account' ? '' : (kept['next'] ?? '') },
      )
    },
  }
}

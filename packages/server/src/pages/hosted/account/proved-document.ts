import type { Problem } from '@latchkey/contract'
import type { Language } from '#kernel/language'
import { cardDocument, type Rendered } from '../../form-document.ts'
import { html } from '../../html.ts'
import { refusalBox } from '../../refusal-box.ts'
import { hiddenFields } from '../passkey-form.ts'
import { PROVE } from './addresses.ts'
import { words } from './prove-words.ts'

type Kept = Readonly<Record<string, string>>

/** For whoever is back from a provider with the cookie of the way alone, and of no session. */
export const documents = (language: Language) => {
  const said = words[language]
  return {
    proved: (kept: Kept): Rendered =>
      cardDocument(
        said.title,
        html`<h1>${said.proved}</h1>
<form method="post" action="${PROVE}">
${hiddenFields(kept)}<button>${said.button}</button>
</form>`,
        language,
      ),
    notProved: ({ refusal, kept }: { refusal: Problem; kept: Kept }): Rendered =>
      cardDocument(
        said.title,
        html`<h1>${said.title}</h1>
${refusalBox(refusal, language)}
<p><a href="${PROVE}?next=${encodeURIComponent(kept['next'] ?? '')}">${said.again}</a></p>`,
        language,
      ),
  }
}

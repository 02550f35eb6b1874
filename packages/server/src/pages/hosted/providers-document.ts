import type { Problem } from '@latchkey/contract'
import type { OfferedProvider } from '#features/providers'
import type { Language } from '#kernel/language'
import { cardDocument, type Rendered } from '../form-document.ts'
import { formWords } from '../form-words.ts'
import { type Html, html } from '../html.ts'
import { refusalBox } from '../refusal-box.ts'
import { IDENTITIES } from './identities-address.ts'
import { hiddenFields } from './passkey-form.ts'
import { words } from './providers-words.ts'

/** Below the form of a sign-in or a registration, with what goes with it; nothing where there is no provider. */
export const providerButtons = (
  offered: readonly OfferedProvider[],
  carried: { readonly next: string } | { readonly invitation: string },
  language: Language,
): Html =>
  html`${offered.length > 0 && orElse(language)}${offered.map(
    ({ slug, name }) => html`<form method="post" action="/sign-in/with">
${hiddenFields({ provider: slug, ...carried })}<button class="quiet">${words[language].with(name)}</button>
</form>
`,
  )}`

/** Between a form and the other ways to the same. */
const orElse = (language: Language): Html => html`
<p class="or"><span>${formWords[language].or}</span></p>
`

/** Shown for the moment until the browser has left. */
function going(language: Language, { name, url }: { name: string; url: string }): Rendered {
  const said = words[language]
  return cardDocument(
    said.going(name),
    html`<h1>${said.going(name)}</h1>
<p><a href="${url}" rel="noreferrer">${said.goOn(name)}</a></p>`,
    language,
  )
}

function notSignedIn(language: Language, { refusal, next }: { refusal: Problem; next: string }): Rendered {
  const said = words[language]
  return cardDocument(
    said.notSignedIn,
    html`<h1>${said.notSignedIn}</h1>
${refusalBox(refusal, language)}
<p><a href="/sign-in?next=${encodeURIComponent(next)}">${formWords[language].backToSignIn}</a></p>`,
    language,
  )
}

function notLinked(language: Language, { refusal }: { refusal: Problem }): Rendered {
  const said = words[language]
  return cardDocument(
    said.notLinked,
    html`<h1>${said.notLinked}</h1>
${refusalBox(refusal, language)}
<p><a href="${IDENTITIES}">${said.toAccount}</a></p>`,
    language,
  )
}

function notInvited(
  language: Language,
  { refusal, invitation }: { refusal: Problem; invitation: string },
): Rendered {
  const said = words[language]
  return cardDocument(
    said.notInvited,
    html`<h1>${said.notInvited}</h1>
${refusalBox(refusal, language)}
<p><a href="/invitation?token=${encodeURIComponent(invitation)}" rel="noreferrer">${said.toInvitation}</a></p>`,
    language,
  )
}

export const documents = { going, notSignedIn, notLinked, notInvited }

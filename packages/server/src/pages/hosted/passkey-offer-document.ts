import type { Problem } from '@latchkey/contract'
import type { Language } from '#kernel/language'
import { cardDocument, type Rendered } from '../form-document.ts'
import { formWords } from '../form-words.ts'
import { html } from '../html.ts'
import { refusalText } from '../refusal-words.ts'
import { hiddenFields, passkeyForm } from './passkey-form.ts'
import { words } from './passkey-offer-words.ts'

interface State {
  readonly next: string
  readonly refusal?: Problem
}

function offer(language: Language, { next, refusal }: State): Rendered {
  const said = words[language]
  return cardDocument(
    said.title,
    html`<h1>${said.title}</h1>${
      refusal &&
      html`
<p class="refusal" role="alert">${refusalText(refusal, language)}</p>`
    }
<p>${said.introduction}</p>
${passkeyForm({
  kind: 'add',
  action: '/sign-in/passkey-offer',
  options: '/sign-in/passkey-offer/options',
  kept: { next },
  button: said.button,
  isQuiet: false,
  needsScript: formWords[language].needsScript,
})}
<form method="post" action="/sign-in/passkey-offer/answer">
${hiddenFields({ next })}<button class="quiet" name="answer" value="later">${said.later}</button>
<button class="quiet" name="answer" value="never">${said.never}</button>
</form>`,
    language,
    { script: true },
  )
}

/** What an account gets with its first second factor. */
function codes(language: Language, next: string, all: readonly string[]): Rendered {
  const said = words[language]
  return cardDocument(
    said.codesTitle,
    html`<h1>${said.codesTitle}</h1>
<p>${said.codes}</p>
<ul class="codes" dir="ltr" aria-label="${said.codesLabel}">
${all.map(
  (one) => html`<li><code>${one}</code></li>
`,
)}</ul>
<p><a class="button" href="${next}">${said.goOn}</a></p>`,
    language,
  )
}

export const documents = { offer, codes }

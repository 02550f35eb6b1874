import type { Problem } from '@latchkey/contract'
import type { Language } from '#kernel/language'
import { cardDocument, type Rendered } from '../../form-document.ts'
import { formWords } from '../../form-words.ts'
import { html } from '../../html.ts'
import { refusalBox } from '../../refusal-box.ts'

import { words } from './refused-words.ts'
import { accountDocument } from './shell.ts'

export const documents = (language: Language) => {
  const said = words[language]
  return {
    signedOut: ({ refusal, next }: { refusal: Problem; next: string }): Rendered =>
      cardDocument(
        said.signedOut,
        html`<h1>${said.signedOut}</h1>
${refusalBox(refusal, language)}
<p><a class="button" href="/sign-in?next=${encodeURIComponent(next)}">${formWords[language].signIn}</a></p>`,
        language,
      ),
    refused: ({ refusal }: { refusal: Problem }): Rendered =>
      accountDocument(
        said.notPossible,
        html`<h1>${said.notPossible}</h1>
${refusalBox(refusal, language)}
<p><a href="/account">${said.back}</a></p>`,
        { language, current: '' },
      ),
  }
}

import type { DeletionPreview } from '@latchkey/contract'
import type { Language } from '#kernel/language'
import { cardDocument, type Rendered } from '../../form-document.ts'
import { formWords } from '../../form-words.ts'
import { html } from '../../html.ts'
import { words } from './delete-words.ts'
import { textField } from './fields.ts'
import { accountForm, type Refused } from './form.ts'
import { partText, staysText } from './held-words.ts'
import { accountDocument } from './shell.ts'

interface State {
  readonly username: string
  readonly preview: DeletionPreview
  readonly refused: Refused | undefined
}

export const documents = (language: Language) => {
  const said = words[language]
  return {
    ask({ username, preview: { erased, kept }, refused }: State): Rendered {
      const going = erased.filter(({ count }) => count > 0)
      const staying = kept.filter(({ count }) => count !== 0)
      return accountDocument(
        said.title,
        html`<h1>${said.title}</h1>
<p><strong>${said.forGood}</strong></p>
<section aria-labelledby="erased"><h2 id="erased">${said.erased}</h2>
<ul>
${going.map((one) => html`<li>${partText(language, one)} (${one.count})</li>\n`)}</ul></section>
${
  staying.length > 0 &&
  html`<details><summary>${said.kept}</summary><ul>
${staying.map((one) => html`<li><strong>${partText(language, one)}</strong>: ${staysText(language, one)}</li>\n`)}</ul></details>`
}
<section class="end">${accountForm(
          {
            ...{ name: 'delete', action: '/account/delete', button: said.delete, look: 'danger' },
            fields: [textField({ name: 'username', label: said.confirm(username), hint: said.proof }, 254)],
          },
          language,
          refused,
        )}</section>
<p><a href="/account/data">${said.downloadFirst}</a></p>`,
        { language, current: '/account/data' },
      )
    },

    deleted: (): Rendered =>
      cardDocument(
        said.deleted,
        html`<h1>${said.deleted}</h1>
<p>${said.farewell}</p>
<p><a href="/sign-in">${formWords[language].backToSignIn}</a></p>`,
        language,
      ),
  }
}

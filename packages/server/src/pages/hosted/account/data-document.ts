import type { DeletionPreview } from '@latchkey/contract'
import type { Language } from '#kernel/language'
import type { Rendered } from '../../form-document.ts'
import { html } from '../../html.ts'
import { words } from './data-words.ts'
import { partText } from './held-words.ts'
import { accountDocument } from './shell.ts'

export const documents = (language: Language) => {
  const said = words[language]
  return {
    data({ erased, kept }: DeletionPreview): Rendered {
      const held = [...erased, ...kept].flatMap(({ part, about, count }) =>
        count ? [{ part, about, count }] : [],
      )
      return accountDocument(
        said.title,
        html`<h1>${said.title}</h1>
<p>${said.what}</p>
<section>
<p><a class="button" href="/account/data/download" download>${said.download}</a></p>
<p class="hint">${said.proof}</p>
<details><summary>${said.held}</summary>
<table><thead><tr><th scope="col">${said.part}</th><th scope="col">${said.rows}</th></tr></thead><tbody>
${held.map((one) => html`<tr><td>${partText(language, one)}</td><td>${one.count}</td></tr>\n`)}</tbody></table></details>
</section>
<section class="end" aria-labelledby="delete"><h2 id="delete">${said.delete}</h2>
<p><a class="button quiet danger" href="/account/delete">${said.toDelete}</a></p></section>`,
        { language, current: '/account/data' },
      )
    },
  }
}

import type { contract, OutputOf, Problem } from '@latchkey/contract'
import type { Language } from '#kernel/language'
import type { Rendered } from '../../form-document.ts'
import { html } from '../../html.ts'
import { instant } from '../../instant.ts'
import { refusalBox } from '../../refusal-box.ts'

import { accountDocument } from './shell.ts'
import { words } from './support-words.ts'

interface State {
  readonly issued?: OutputOf<typeof contract.support.issueCode>
  readonly refusal?: Problem
}

export const documents = (language: Language) => {
  const said = words[language]
  return {
    support: ({ issued, refusal }: State): Rendered =>
      accountDocument(
        said.title,
        html`<h1>${said.title}</h1>
${refusal && refusalBox(refusal, language)}
<p>${said.what}</p>
<section>${
          issued &&
          html`<div role="status"><p class="shown"><strong dir="ltr">${issued.code.slice(0, 4)} ${issued.code.slice(4)}</strong></p>
<p>${said.until} ${instant(issued.expires_at, language)}.</p></div>`
        }
<p class="hint">${said.beware}</p>
<form method="post" action="/account/support"><button${issued && html` class="quiet"`}>${issued ? said.another : said.make}</button></form>
</section>`,
        { language, current: '/account/support' },
      ),
  }
}

import type { Page } from '@latchkey/contract'
import type { Language } from '#kernel/language'
import { packed, SCRIPT_TYPE } from './asset.ts'
import type { Rendered } from './form-document.ts'
import { hash, read } from './generated/pages-script.ts'
import { type Html, html } from './html.ts'
import { words } from './script/script-words.ts'

/** Named by its bytes, so that whoever has it never asks again. */
const path = `/assets/pages.${hash}.js`

/** The one script of the pages. Another one has another name: nobody asks whether it changed (RFC 8246). */
export const pageScript: Page = {
  method: 'GET',
  path,
  answer: () => ({
    type: SCRIPT_TYPE,
    body: packed(read()),
    headers: { 'Cache-Control': 'public, max-age=31536000, immutable' },
  }),
}

const element = (language: Language): Html =>
  html`<script type="module" src="${path}" data-words="${JSON.stringify(words[language])}"></script>`

/** A page with the script, which asks this server and no other; `after` stands behind what the page has. */
export const withScript = ({ body, policy }: Rendered, language: Language, after?: Html): Rendered => ({
  // Functions, for in a text `$` would mean something.
  body: body
    .replace('</head>', () => `${element(language).text}\n</head>`)
    .replace('</main>', () => `${after?.text ?? ''}\n</main>`),
  policy: `${policy}; script-src 'self'; connect-src 'self'`,
})

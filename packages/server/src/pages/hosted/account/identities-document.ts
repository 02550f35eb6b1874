import type { Identity, Problem } from '@latchkey/contract'
import type { OfferedProvider } from '#features/providers'
import type { Language } from '#kernel/language'
import type { Rendered } from '../../form-document.ts'
import { html } from '../../html.ts'
import { instant } from '../../instant.ts'
import { refusalBox } from '../../refusal-box.ts'
import { IDENTITIES } from '../identities-address.ts'
import { entry } from './entry.ts'
import { words } from './identities-words.ts'
import { accountDocument, doneText } from './shell.ts'

interface State {
  readonly items: readonly Identity[]
  readonly offered: readonly OfferedProvider[]
  readonly done: string | undefined
  readonly refusal: Problem | undefined
}

export const documents = (language: Language) => {
  const said = words[language]
  const row = ({ id, name, email, linked_at, last_used_at }: Identity) =>
    entry({
      name: html`<bdi>${name}</bdi>`,
      lines: [
        ...(email === null ? [] : [html`<bdi>${email}</bdi>`]),
        html`${said.since} ${instant(linked_at, language)}`,
        ...(last_used_at === null ? [] : [html`${said.used} ${instant(last_used_at, language)}`]),
      ],
      actions: html`<form class="inline" method="post" action="${IDENTITIES}/remove"><input type="hidden" name="identity_id" value="${id}">
<button class="quiet" aria-label="${said.removeNamed(name, email ?? '')}">${said.remove}</button></form>`,
    })
  return {
    identities: ({ items, offered, done, refusal }: State): Rendered =>
      accountDocument(
        said.title,
        html`<h1>${said.title}</h1>
${doneText(said.done, done)}${refusal && refusalBox(refusal, language)}
<p>${said.about}</p>
${
  items.length === 0
    ? html`<p class="none">${offered.length === 0 ? said.noneOffered : said.none}</p>`
    : html`<section><ul class="list">
${items.map(row)}</ul></section>`
}
${
  offered.length > 0 &&
  html`<section aria-labelledby="link"><h2 id="link">${said.add}</h2>
<div class="actions">
${offered.map(
  ({
    slug,
    name,
  }) => html`<form method="post" action="${IDENTITIES}/link"><input type="hidden" name="provider" value="${slug}">
<button class="quiet">${said.link(name)}</button></form>
`,
)}</div></section>`
}`,
        { language, current: IDENTITIES },
      ),
  }
}

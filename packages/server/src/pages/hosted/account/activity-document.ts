import type { Activity, contract, OutputOf } from '@latchkey/contract'
import type { Language } from '#kernel/language'
import type { Rendered } from '../../form-document.ts'
import { html } from '../../html.ts'
import { instant } from '../../instant.ts'
import { words } from './activity-words.ts'
import { accountDocument } from './shell.ts'

export const documents = (language: Language) => {
  const said = words[language]
  const actions: Readonly<Record<string, string>> = said.actions
  const row = ({ at, action, outcome, by, source_address }: Activity) =>
    html`<tr><td data-label="${said.when}">${instant(at, language)}</td><td data-label="${said.happened}">${actions[action] ?? action}${
      outcome === 'refused' && html` <strong>${said.refused}</strong>`
    }</td><td data-label="${said.who}">${said.by[by]}${source_address !== null && html`<br><small><bdi>${source_address}</bdi></small>`}</td></tr>
`
  return {
    activity: ({ items, next_cursor: next }: OutputOf<typeof contract.audit.activity>): Rendered =>
      accountDocument(
        said.title,
        html`<h1>${said.title}</h1>
<p>${said.what}</p>
<section><table>
<thead><tr><th scope="col">${said.when}</th><th scope="col">${said.happened}</th><th scope="col">${said.who}</th></tr></thead>
<tbody>
${items.map(row)}</tbody>
</table></section>
${next !== null && html`<p><a href="/account/activity?cursor=${encodeURIComponent(next)}">${said.more}</a></p>`}`,
        { language, current: '/account/activity' },
      ),
  }
}

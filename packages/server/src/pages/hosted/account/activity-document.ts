import type { Activity, contract, OutputOf } from '@latchkey/contract'
import type { Language } from '#kernel/language'
import type { Rendered } from '../../form-document.ts'
import { type Html, html } from '../../html.ts'
import { instant } from '../../instant.ts'
import { words } from './activity-words.ts'
import { accountDocument } from './shell.ts'

export const documents = (language: Language) => {
  const said = words[language]
  const actions: Readonly<Record<string, string>> = said.actions
  /** Steps of a sign-in that went on. */
  const steps: Readonly<Record<string, string>> = {
    mfa_required: said.secondStep,
    password_change_required: said.actions['password.change_required'],
  }
  const wordsOf = ({ action, outcome, reason }: Activity): Html | string => {
    const step = action === 'session.refused' && reason !== null ? steps[reason] : undefined
    const happened = step ?? actions[action] ?? action
    // That a sign-in was refused is said by its name.
    return outcome === 'refused' && action !== 'session.refused'
      ? html`${happened} <strong>${said.refused}</strong>`
      : happened
  }
  const row = (one: Activity) => {
    const { at, by, source_address } = one
    return html`<tr><td data-label="${said.when}">${instant(at, language)}</td><td data-label="${said.happened}">${wordsOf(one)}</td><td data-label="${said.who}">${said.by[by]}${source_address !== null && html`<br><small><bdi dir="ltr">${source_address}</bdi></small>`}</td></tr>
`
  }
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

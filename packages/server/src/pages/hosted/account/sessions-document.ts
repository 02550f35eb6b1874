import type { contract, OutputOf, OwnSession, Problem } from '@latchkey/contract'
import { deviceIn } from '#kernel/device-in-words'
import type { Language } from '#kernel/language'
import type { Rendered } from '../../form-document.ts'
import { html } from '../../html.ts'
import { instant } from '../../instant.ts'
import { commaOf } from '../../language.ts'
import { refusalBox } from '../../refusal-box.ts'
import { entry } from './entry.ts'
import { words } from './sessions-words.ts'
import { accountDocument, doneText } from './shell.ts'

interface State {
  readonly sessions: OutputOf<typeof contract.sessions.list>
  readonly done: string | undefined
  readonly refusal: Problem | undefined
}

export const documents = (language: Language) => {
  const said = words[language]
  const row = ({ id, device, source_address, created_at, last_used_at, is_current }: OwnSession) => {
    const name = device === null ? said.unknownDevice : deviceIn(language, device)
    return entry({
      name,
      mark: is_current ? said.thisOne : undefined,
      lines: [
        html`${said.used} ${instant(last_used_at, language)}${source_address !== null && html`${commaOf(language)}${said.from} <bdi dir="ltr">${source_address}</bdi>`}`,
        html`${said.since} ${instant(created_at, language)}`,
      ],
      actions: html`<form class="inline" method="post" action="/account/sessions/end"><input type="hidden" name="session_id" value="${id}">
<button class="quiet" aria-label="${said.endOf(name)}">${said.end}</button></form>`,
    })
  }
  return {
    sessions: ({ sessions: { items, next_cursor }, done, refusal }: State): Rendered =>
      accountDocument(
        said.title,
        html`<h1>${said.title}</h1>
${doneText(said.done, done)}${refusal && refusalBox(refusal, language)}
<p>${said.what}</p>
<section><ul class="list">
${items.map(row)}</ul>
${next_cursor !== null && html`<p><a href="/account/sessions?cursor=${encodeURIComponent(next_cursor)}">${said.more}</a></p>`}
</section>
${items.length > 1 && html`<form method="post" action="/account/sessions/end-others"><button class="quiet danger">${said.endOthers}</button></form>`}`,
        { language, current: '/account/sessions' },
      ),
  }
}

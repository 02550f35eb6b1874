import type { contract, OutputOf } from '@latchkey/contract'
import type { Language } from '#kernel/language'
import type { Rendered } from '../../form-document.ts'
import { tokenField } from '../../form-fields.ts'
import { type Html, html } from '../../html.ts'
import { instant } from '../../instant.ts'
import { refusalBox } from '../../refusal-box.ts'
import { words } from './contacts-words.ts'
import { entry } from './entry.ts'
import { accountForm, type Refused } from './form.ts'
import { accountDocument, doneText } from './shell.ts'

const PATH = '/account/contacts'

type Recovery = OutputOf<typeof contract.wayBack.own>

interface State {
  readonly recovery: Recovery
  readonly done: string | undefined
  readonly refused: Refused | undefined
}

export const documents = (language: Language) => {
  const said = words[language]
  const at = { language, current: PATH }
  const press = (
    name: string,
    label: string,
    kept: Readonly<Record<string, number>> = {},
    spoken = label,
  ): Html =>
    html`<form method="post" action="${PATH}/${name}">${Object.entries(kept).map(
      ([field, value]) => html`<input type="hidden" name="${field}" value="${value}">`,
    )}
<button class="quiet" aria-label="${spoken}">${label}</button></form>`
  const named = (one: { full_name: string; username: string }): Html =>
    html`<bdi>${one.full_name}</bdi> (<bdi>${one.username}</bdi>)`

  const underWay = ({ ready_at: readyAt, frozen_until: frozenUntil }: Recovery): Html =>
    html`<section aria-labelledby="way-back"><h2 id="way-back">${said.underWay}</h2>
<p>${said.underWayWhat} ${readyAt !== null && instant(readyAt, language)}</p>
${
  frozenUntil === null
    ? press('freeze', said.freeze)
    : html`<p>${said.frozenUntil} ${instant(frozenUntil, language)}</p>`
}
${press('cancel', said.cancel)}
</section>`

  const asked = ({ contact_of: others }: Recovery): Html =>
    html`<section aria-labelledby="of"><h2 id="of">${said.contactOf}</h2>
<ul class="list">
${others.map((one) =>
  entry({
    name: named(one),
    lines: one.is_asked ? [said.speakFirst] : [],
    ...(one.is_asked
      ? { actions: press('vouch', said.vouch, { user_id: one.user_id }, said.vouchFor(one.full_name)) }
      : {}),
  }),
)}</ul></section>`

  return {
    contacts: ({ recovery, done, refused }: State): Rendered =>
      accountDocument(
        said.title,
        html`<h1>${said.title}</h1>
${doneText(said.done, done)}${refused && refusalBox(refused.refusal, language)}
<p>${said.what}</p>
${recovery.is_under_way && underWay(recovery)}
${
  recovery.trusted_contacts.length === 0
    ? html`<p class="none">${said.none}</p>`
    : html`<section><ul class="list">
${recovery.trusted_contacts.map((one) =>
  entry({
    name: named(one),
    lines: [html`${said.countsFrom} ${instant(one.counts_from, language)}`],
    actions: press('remove', said.remove, { contact_id: one.user_id }, said.removeNamed(one.full_name)),
  }),
)}</ul></section>`
}
<form method="post" action="${PATH}/offer"><button>${said.offer}</button></form>
${recovery.contact_of.length > 0 && asked(recovery)}`,
        at,
      ),

    offered: ({ link, expiresAt }: { link: string; expiresAt: string }): Rendered =>
      accountDocument(
        said.offered,
        html`<h1>${said.offered}</h1>
<p>${said.handOver} ${instant(expiresAt, language)}.</p>
<section>
<pre dir="ltr" tabindex="0"><code>${link}</code></pre>
<p><a class="button" href="${PATH}">${said.back}</a></p>
</section>`,
        at,
      ),

    accepting({ token, refused }: { token: string | undefined; refused: Refused | undefined }): Rendered {
      const form = { name: 'accept', action: `${PATH}/accept`, button: said.accept }
      return accountDocument(
        said.acceptTitle,
        html`<h1>${said.acceptTitle}</h1>
<p>${said.acceptWhat}</p>
<section>${accountForm(
          token === undefined
            ? { ...form, fields: [tokenField({ name: 'token', label: said.token, hint: said.tokenHint })] }
            : { ...form, kept: { token } },
          language,
          refused,
        )}</section>`,
        at,
      )
    },
  }
}

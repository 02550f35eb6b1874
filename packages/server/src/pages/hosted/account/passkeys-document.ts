import type { Passkey } from '@latchkey/contract'
import type { Language } from '#kernel/language'
import type { Rendered } from '../../form-document.ts'
import { html } from '../../html.ts'
import { instant } from '../../instant.ts'
import { refusalBox } from '../../refusal-box.ts'
import { entry } from './entry.ts'
import { textField } from './fields.ts'
import { accountForm, type Refused } from './form.ts'
import { words } from './passkeys-words.ts'
import { accountDocument, doneText } from './shell.ts'

const PATH = '/account/passkeys'

interface State {
  readonly items: readonly Passkey[]
  readonly done: string | undefined
  readonly refused: Refused | undefined
  /** What a new one is called until its owner calls it otherwise; empty where the browser did not say what it is. */
  readonly device: string
}

export const documents = (language: Language) => {
  const said = words[language]
  const row = ({ id, name, is_backed_up, created_at, last_used_at }: Passkey, refused: Refused | undefined) =>
    entry({
      name: html`<bdi>${name}</bdi>`,
      lines: [
        is_backed_up ? said.synced : said.onOneDevice,
        html`${said.since} ${instant(created_at, language)}`,
        last_used_at === null ? said.neverUsed : html`${said.used} ${instant(last_used_at, language)}`,
      ],
      actions: html`<details${refused?.form === id && html` open`}><summary>${said.rename}</summary>
${accountForm(
  {
    ...{ name: id, action: `${PATH}/rename`, button: said.saveName, kept: { passkey_id: id } },
    fields: [textField({ name: 'name', label: said.name }, 100)],
    values: { name },
  },
  language,
  refused,
)}</details>
<form class="inline" method="post" action="${PATH}/remove"><input type="hidden" name="passkey_id" value="${id}">
<button class="quiet" aria-label="${said.removeNamed(name)}">${said.remove}</button></form>`,
    })
  return {
    passkeys: ({ items, done, refused, device }: State): Rendered =>
      accountDocument(
        said.title,
        html`<h1>${said.title}</h1>
${doneText(said.done, done)}${refused && !items.some(({ id }) => id === refused.form) && refusalBox(refused.refusal, language)}
<p>${said.what}</p>
${items.length === 0 ? html`<p class="none">${said.none}</p>` : html`<section><ul class="list">\n${items.map((one) => row(one, refused))}</ul></section>`}
<form method="post" action="${PATH}/new"${
          device !== '' &&
          html` data-passkey="add" data-options="${PATH}/options" data-to="${PATH}/add"><input type="hidden" name="name" value="${device}"><input type="hidden" name="passkey"`
        }><button>${said.add}</button></form>`,
        { language, current: PATH },
      ),

    /** The one thing that no page can do without a script: it says so where there is none. */
    adding: ({ name, refused }: { name: string; refused: Refused | undefined }): Rendered =>
      accountDocument(
        said.add,
        html`<h1>${said.add}</h1>
${refused && refusalBox(refused.refusal, language)}
<noscript><p class="refusal" role="alert">${said.needsScript}</p></noscript>
<section><form hidden method="post" action="${PATH}/add" data-passkey="add" data-options="${PATH}/options">
<input type="hidden" name="passkey">
<div class="field"><label for="name">${said.name}</label>
<input id="name" name="name" required type="text" maxlength="100" autocomplete="off" value="${refused?.entered['name'] ?? name}" aria-describedby="name-hint">
<p class="hint" id="name-hint">${said.nameHint}</p></div>
<button>${said.create}</button>
</form></section>
<p><a href="${PATH}">${said.notNow}</a></p>`,
        { language, current: PATH },
      ),
  }
}

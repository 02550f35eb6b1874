import type { ApiKey, contract, OutputOf } from '@latchkey/contract'
import type { Language } from '#kernel/language'
import type { Rendered } from '../../form-document.ts'
import { fieldErrors } from '../../form-fields.ts'
import { type Html, html } from '../../html.ts'
import { instant } from '../../instant.ts'
import { commaOf } from '../../language.ts'
import { refusalBox } from '../../refusal-box.ts'
import type { Said } from '../../refusal-words.ts'
import { words } from './api-keys-words.ts'
import { entry } from './entry.ts'
import type { Refused } from './form.ts'
import { SCOPE } from './scope-field.ts'
import { scopeText } from './scope-words.ts'
import { accountDocument, doneText } from './shell.ts'

const PATH = '/account/api-keys'
const LIFETIMES = ['30', '90', '365', 'never'] as const

interface State {
  readonly keys: OutputOf<typeof contract.apiKeys.list>
  /** What a key of this person may be for. */
  readonly scopes: readonly string[]
  readonly done: string | undefined
  readonly refused: Refused | undefined
}

export const documents = (language: Language) => {
  const said = words[language]
  const row = ({ id, name, hint, scopes, expires_at, last_used_at }: ApiKey) =>
    entry({
      name: html`<bdi>${name}</bdi>`,
      lines: [
        html`<code dir="ltr">${hint}…</code> <bdi>${scopes.map((one) => scopeText(language, one)).join(commaOf(language))}</bdi>`,
        expires_at === null ? said.endless : html`${said.until} ${instant(expires_at, language)}`,
        last_used_at === null ? said.neverUsed : html`${said.used} ${instant(last_used_at, language)}`,
      ],
      actions: html`<form class="inline" method="post" action="${PATH}/revoke"><input type="hidden" name="key_id" value="${id}">
<button class="quiet" aria-label="${said.revokeNamed(name)}">${said.revoke}</button></form>`,
    })
  const form = (scopes: readonly string[], refused: Refused | undefined): Html => {
    const entered = refused?.entered ?? {}
    const known = [
      { name: 'name', label: said.name },
      { name: 'scopes', label: said.scopes },
    ].map((field) => ({ ...field, attributes: html`` }))
    const wrong = refused ? fieldErrors(known, refused.refusal, language, entered) : new Map<string, Said>()
    const beside = (name: string) => {
      const error = wrong.get(name)
      return error === undefined
        ? ''
        : html`<p class="error" id="${name}-error"${error.lang && html` lang="${error.lang}"`}>${error.text}</p>`
    }
    const chosen = entered['expires'] ?? '90'
    return html`${refused && wrong.size === 0 && refusalBox(refused.refusal, language)}
${
  wrong.size > 0 &&
  html`<div class="refusal" role="alert" tabindex="-1" autofocus><p>${said.notMade}</p>
<ul>${known
    .filter(({ name }) => wrong.has(name))
    .map(({ name, label }) => html`<li><a href="#${name}">${label}</a></li>`)}</ul></div>`
}
<form method="post" action="${PATH}/make" novalidate>
<div class="field"><label for="name">${said.name}</label>
<input id="name" name="name" required type="text" maxlength="100" autocomplete="off" value="${entered['name'] ?? ''}" aria-describedby="name-hint${wrong.has('name') && ' name-error'}"${wrong.has('name') && html` aria-invalid="true"`}>
${beside('name')}<p class="hint" id="name-hint">${said.nameHint}</p></div>
<fieldset id="scopes"${wrong.has('scopes') && html` aria-describedby="scopes-error"`}><legend>${said.scopes}</legend>
${beside('scopes')}
${scopes.map(
  (scope) =>
    html`<label class="check"><input type="checkbox" name="${SCOPE}${scope}" value="on"${entered[SCOPE + scope] !== undefined && html` checked`}> <bdi>${scopeText(language, scope)}</bdi></label>
`,
)}</fieldset>
<div class="field"><label for="expires">${said.lifetime}</label>
<select id="expires" name="expires">
${LIFETIMES.map(
  (one) =>
    html`<option value="${one}"${one === chosen && html` selected`}>${one === 'never' ? said.never : said.days(Number(one))}</option>
`,
)}</select></div>
<button>${said.make}</button>
</form>`
  }
  return {
    keys: ({ keys: { items, next_cursor: next }, scopes, done, refused }: State): Rendered =>
      accountDocument(
        said.title,
        html`<h1>${said.title}</h1>
${doneText(said.done, done)}${refused?.form === 'revoke' && refusalBox(refused.refusal, language)}
<p>${said.what}</p>
${items.length === 0 ? html`<p class="none">${said.none}</p>` : html`<section><ul class="list">\n${items.map(row)}</ul></section>`}
${next !== null && html`<p><a href="${PATH}?cursor=${encodeURIComponent(next)}">${said.more}</a></p>`}
<section aria-labelledby="make"><h2 id="make">${said.makeOne}</h2>
${form(scopes, refused?.form === 'make' ? refused : undefined)}
</section>`,
        { language, current: PATH },
      ),

    made: ({ made }: { made: OutputOf<typeof contract.apiKeys.create> }): Rendered =>
      accountDocument(
        said.made,
        html`<h1>${said.made}</h1>
<p>${said.once}</p>
<section>
<pre dir="ltr" tabindex="0"><code>${made.key}</code></pre>
<p><a class="button" href="${PATH}">${said.kept}</a></p>
</section>`,
        { language, current: PATH },
      ),
  }
}

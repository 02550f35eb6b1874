import { type contract, type OutputOf, type Problem, problem } from '@latchkey/contract'
import { deviceIn } from '#kernel/device-in-words'
import type { Language } from '#kernel/language'
import type { Rendered } from '../../form-document.ts'
import { formWords } from '../../form-words.ts'
import { type Html, html } from '../../html.ts'
import { instant } from '../../instant.ts'
import { commaOf } from '../../language.ts'
import { refusalBox } from '../../refusal-box.ts'
import { entry } from './entry.ts'
import { words } from './factors-words.ts'
import { codeField, passwordField } from './fields.ts'
import { accountForm, type Refused } from './form.ts'
import { accountDocument, doneText } from './shell.ts'

const PATH = '/account/factors'

type Factors = OutputOf<typeof contract.factors.overview>
type Devices = OutputOf<typeof contract.factors.devices>

interface State {
  readonly factors: Factors
  readonly devices: Devices
  readonly done: string | undefined
  readonly refused: Refused | undefined
}

type Begun = OutputOf<typeof contract.factors.beginTotp>

/** What was typed is wrong, and stands beside where it was typed. */
const beside = (field: string, refusal: Problem): Problem =>
  refusal.code === 'invalid_code' || refusal.code === 'wrong_password'
    ? problem(refusal.code, {
        detail: refusal.detail,
        errors: [{ field, message: refusal.detail }],
        reference: refusal.reference,
      })
    : refusal

/** In groups of four: it is typed by hand. */
const grouped = (secret: string): string => secret.replaceAll(/(.{4})(?=.)/g, '$1 ')

export const documents = (language: Language) => {
  const said = words[language]
  const shared = formWords[language]
  const press = (name: string, label: string, look = 'quiet'): Html =>
    html`<form method="post" action="${PATH}/${name}"><button class="${look}">${label}</button></form>`

  const app = ({
    totp_since: since,
  }: Factors): Html => html`<section aria-labelledby="app"><h2 id="app">${said.app}</h2>
${
  since === null
    ? html`<p>${said.noApp}</p>
<form method="post" action="${PATH}/app"><button>${said.addApp}</button></form>`
    : html`<p>${said.appSince} ${instant(since, language)}.</p>
${press('app/remove', said.removeApp, 'quiet danger')}`
}
</section>`

  const codes = ({
    recovery_codes_left: left,
  }: Factors): Html => html`<section aria-labelledby="codes"><h2 id="codes">${said.codes}</h2>
<p>${said.codesLeft(left)}</p>
<p class="hint">${said.codesHint}</p>
${press('codes', said.renewCodes)}
</section>`

  const trusted = ({
    items,
    next_cursor: next,
  }: Devices): Html => html`<section aria-labelledby="devices"><h2 id="devices">${said.devices}</h2>
<p>${said.devicesWhat}</p>
<ul class="list">
${items.map(({ id, device, source_address, last_used_at, expires_at }) => {
  const name = device === null ? said.unknownDevice : deviceIn(language, device)
  return entry({
    name,
    lines: [
      html`${said.used} ${instant(last_used_at, language)}${source_address !== null && html`${commaOf(language)}<bdi>${source_address}</bdi>`}`,
      html`${said.until} ${instant(expires_at, language)}`,
    ],
    actions: html`<form class="inline" method="post" action="${PATH}/devices/forget"><input type="hidden" name="device_id" value="${id}">
<button class="quiet" aria-label="${said.forgetNamed(name)}">${said.forget}</button></form>`,
  })
})}</ul>
${next !== null && html`<p><a href="${PATH}?cursor=${encodeURIComponent(next)}">${said.more}</a></p>`}
</section>`

  const loss = (
    { removed_at: removedAt }: Factors,
    refused: Refused | undefined,
  ): Html => html`<section aria-labelledby="lost"><h2 id="lost">${said.lost}</h2>
${
  removedAt === null
    ? html`<p>${said.lostWhat}</p>
${accountForm(
  {
    ...{ name: 'lost', action: `${PATH}/lost`, button: said.declareLost, look: 'danger' },
    fields: [passwordField({ name: 'password', label: shared.password })],
  },
  language,
  refused && { ...refused, refusal: beside('password', refused.refusal) },
)}`
    : html`<p>${said.removedAt} ${instant(removedAt, language)}.</p>
${press('lost/call-off', said.callOff)}`
}
</section>`

  return {
    factors({ factors, devices, done, refused }: State): Rendered {
      const hasFactor = factors.totp_since !== null || factors.passkeys > 0
      const hasLossForm = hasFactor && factors.removed_at === null
      return accountDocument(
        said.title,
        html`<h1>${said.title}</h1>
${doneText(said.done, done)}${refused && !(hasLossForm && refused.form === 'lost') && refusalBox(refused.refusal, language)}
<p>${said.what}</p>
${app(factors)}
<section aria-labelledby="passkeys"><h2 id="passkeys">${said.passkeys}</h2>
<p>${said.passkeysCount(factors.passkeys)} <a href="/account/passkeys">${said.toPasskeys}</a></p></section>
${hasFactor && codes(factors)}
${devices.items.length > 0 && trusted(devices)}
${(hasFactor || factors.removed_at !== null) && loss(factors, refused)}`,
        { language, current: PATH },
      )
    },

    /** The secret, as a picture and as text. */
    confirm: ({ begun, refusal }: { begun: Begun; refusal?: Problem }): Rendered =>
      accountDocument(
        said.addApp,
        html`<h1>${said.addApp}</h1>
<section>
<p>${said.scan}</p>
<img class="qr" alt="${said.qr}" src="data:image/svg+xml,${encodeURIComponent(begun.qr_svg)}">
<p>${said.orType}</p>
<p><code dir="ltr">${grouped(begun.secret)}</code></p>
<p><a href="${begun.uri}">${said.openApp}</a></p>
${accountForm(
  {
    ...{ name: 'confirm', action: `${PATH}/app/confirm`, button: said.confirm },
    kept: { secret: begun.secret },
    fields: [codeField({ name: 'code', label: shared.code, hint: said.codeHint })],
  },
  language,
  refusal && { form: 'confirm', refusal: beside('code', refusal), entered: {} },
)}
</section>
<p><a href="${PATH}">${said.notNow}</a></p>`,
        { language, current: PATH },
      ),
  }
}

import type { contract, OutputOf, User } from '@latchkey/contract'
import type { Language } from '#kernel/language'
import type { Rendered } from '../../form-document.ts'
import { formWords } from '../../form-words.ts'
import { html } from '../../html.ts'
import { instant } from '../../instant.ts'
import { words } from './overview-words.ts'
import { accountDocument } from './shell.ts'

interface State {
  readonly user: User
  readonly factors: OutputOf<typeof contract.factors.overview>
  readonly recovery: OutputOf<typeof contract.wayBack.own>
}

export const documents = (language: Language) => {
  const said = words[language]
  const shared = formWords[language]
  return {
    overview({ user, factors, recovery }: State): Rendered {
      const hasFactor = factors.totp_since !== null || factors.passkeys > 0
      return accountDocument(
        said.title,
        html`<h1>${user.full_name}</h1>
${
  recovery.is_under_way &&
  html`<p class="refusal" role="alert">${said.recovery} <a href="/account/contacts">${said.recoveryLink}</a></p>`
}
${
  factors.removed_at !== null &&
  html`<p class="refusal" role="alert">${said.loss} ${instant(factors.removed_at, language)}. <a href="/account/factors">${said.lossLink}</a></p>`
}
<section><dl>
<dt>${shared.username}</dt><dd>${user.username}</dd>
<dt>${shared.email}</dt><dd>${user.email}</dd>
<dt>${said.app}</dt><dd>${factors.totp_since === null ? said.none : html`${said.since} ${instant(factors.totp_since, language)}`}</dd>
<dt>${said.passkeys}</dt><dd>${factors.passkeys === 0 ? said.none : factors.passkeys}</dd>
${hasFactor && html`<dt>${said.codes}</dt><dd>${factors.recovery_codes_left}</dd>`}
</dl></section>
${
  !factors.has_password &&
  html`<section class="advice"><p>${said.noPassword}</p>
<p><a class="button quiet" href="/account/password">${said.choosePassword}</a></p></section>\n`
}${
  factors.has_password &&
  !hasFactor &&
  html`<section class="advice"><p>${said.noFactor}</p>
<p><a class="button" href="/account/factors">${said.addFactor}</a></p></section>`
}`,
        { language, current: '/account' },
      )
    },
  }
}

import type { Problem } from '@latchkey/contract'
import type { OfferedProvider } from '#features/providers'
import type { Language } from '#kernel/language'
import { formDocument, type Rendered } from '../form-document.ts'
import { formWords } from '../form-words.ts'
import { html } from '../html.ts'
import { remembered } from '../remembered.ts'
import type { Carried } from './carried.ts'
import { onTheWayTo } from './goal.ts'
import { passkeyForm } from './passkey-form.ts'
import { providerButtons } from './providers-document.ts'
import { words } from './sign-in-words.ts'

export interface SignInState {
  readonly carried: Carried
  /** Whether anybody may make an account by themselves. */
  readonly isOpen: boolean
  readonly offered: readonly OfferedProvider[]
  /** Whether a new password was just chosen. */
  readonly isChosen?: boolean
  /** Whether something was typed while the session ran out. */
  readonly isKept?: boolean
  readonly entered?: Readonly<Record<string, string>>
  readonly refusal?: Problem
}

/** What somebody typed who may have forgotten the password: a link is mailed there by one press more. */
const addressIn = (typed: string | undefined): string | undefined =>
  typed !== undefined && /^\s*[^\s@]+@[^\s@]+\s*$/.test(typed) ? typed.trim() : undefined

function form(
  language: Language,
  { carried, isOpen, offered, isChosen = false, isKept = false, entered, refusal }: SignInState,
): Rendered {
  const said = words[language]
  const shared = formWords[language]
  const { next } = carried
  const to = (path: string) => `${path}?next=${encodeURIComponent(next)}`
  const address = refusal?.code === 'invalid_credentials' ? addressIn(entered?.['username']) : undefined
  const ways = html`${
    address !== undefined &&
    html`<form method="post" action="/forgot"><input type="hidden" name="email" value="${address}"><input type="hidden" name="next" value="${next}">
<button class="quiet">${said.mailTo(address)}</button></form>
`
  }${providerButtons(offered, { next }, language)}${passkeyForm({
    kind: 'use',
    action: '/sign-in/passkey',
    options: '/sign-in/passkey/options',
    isInAutofill: true,
    kept: { next },
    button: said.withPasskey,
    isQuiet: true,
    needsScript: shared.needsScript,
  })}
<nav aria-label="${said.otherWays}">
<ul class="links">
<li><a href="${onTheWayTo('/forgot', next)}">${said.forgot}</a></li>
<li><a href="${to('/sign-in/mail')}">${said.byMail}</a></li>
${isOpen && html`<li><a href="${to('/sign-up')}">${shared.createAccount}</a></li>`}
</ul>
</nav>`
  return formDocument(
    {
      title: shared.signIn,
      refusedTitle: shared.refusedTitle(shared.signIn),
      introduction: html`<h1>${shared.signIn}</h1>${
        isChosen &&
        html`
<p>${said.isChosen}</p>`
      }${isKept && html`\n<p class="notice" role="status">${said.isKept}</p>`}`,
      action: '/sign-in',
      button: shared.signIn,
      fields: [
        {
          name: 'username',
          label: shared.identifier,
          attributes: html`type="text" maxlength="254" autocomplete="username webauthn" autocapitalize="none" spellcheck="false"`,
        },
        {
          name: 'password',
          label: shared.password,
          attributes: html`type="password" maxlength="1024" autocomplete="current-password"`,
          isSecret: true,
        },
      ],
      kept: { ...carried },
      nothingHappened: shared.notSignedIn,
      below: ways,
    },
    { token: undefined, ...(entered ? { entered } : {}), ...(refusal ? { refusal } : {}) },
    language,
    { script: true },
  )
}

/** As it opens for everybody. */
const opened = remembered(form)

export const documents = { form, opened }

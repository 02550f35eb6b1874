import type { Problem } from '@latchkey/contract'
import type { Language } from '#kernel/language'
import { cardDocument, type Form, formDocument, type Rendered } from '../form-document.ts'
import type { Field } from '../form-fields.ts'
import { formWords } from '../form-words.ts'
import { html } from '../html.ts'
import { refusalText } from '../refusal-words.ts'
import { wrongCode } from '../wrong-code.ts'
import type { Carried } from './carried.ts'
import { onTheWayTo } from './goal.ts'
import { words as lostWords } from './lost-words.ts'
import { passkeyForm } from './passkey-form.ts'
import { words } from './second-step-words.ts'

interface State {
  readonly carried: Carried
  readonly token: string
  readonly refusal?: Problem
}

interface FactorState extends State {
  /** What the other factor may be. */
  readonly kinds: readonly string[]
  /** A device stands in for the second factor behind a password, and behind nothing else. */
  readonly canTrust: boolean
}

const stateOf = (refusal: Problem | undefined) => ({ token: undefined, ...(refusal ? { refusal } : {}) })

const back = (language: Language, { next }: Carried) =>
  html`<p><a href="${onTheWayTo('/sign-in', next)}">${formWords[language].backToSignIn}</a></p>`

const elsewhere = (language: Language, carried: Carried) => html`
<p><a href="/recovery/ask">${lostWords[language].lead}</a></p>
${back(language, carried)}`

/** Only the kinds that are due. */
function factor(language: Language, { carried, token, refusal, kinds, canTrust }: FactorState): Rendered {
  const said = words[language]
  const shared = formWords[language]
  const kept = { ...carried, mfa_token: token, kinds: kinds.join(' '), trust: canTrust ? 'can' : '' }
  const [byApp, byCode, byPasskey] = ['totp', 'recovery_code', 'passkey'].map((kind) => kinds.includes(kind))
  const title = html`<h1>${said.title}</h1>`
  const passkey = byPasskey
    ? passkeyForm({
        kind: 'use',
        action: '/sign-in/code',
        options: '/sign-in/code/options',
        sends: 'mfa_token',
        kept,
        button: shared.usePasskey,
        isQuiet: byApp === true,
        needsScript: shared.needsScript,
      })
    : undefined
  if (!byApp && !byCode)
    return cardDocument(
      refusal ? shared.refusedTitle(said.title) : said.title,
      html`${title}
<p>${said.onlyPasskey}</p>${
        refusal &&
        html`
<p class="refusal" role="alert">${refusalText(refusal, language)}</p>`
      }${passkey}${elsewhere(language, carried)}`,
      language,
      { script: true },
    )
  const code: Field = {
    name: 'code',
    label: shared.code,
    hint: byApp && byCode ? shared.codeHint : byApp ? said.byApp : said.byRecoveryCode,
    attributes: html`type="text" maxlength="64" autocomplete="one-time-code" autocapitalize="none" spellcheck="false"`,
    isSecret: true,
  }
  const trust: Field = {
    name: 'trust_device',
    label: said.trust,
    attributes: html``,
    isTick: true,
    isOptional: true,
  }
  const form: Form = {
    title: said.title,
    refusedTitle: shared.refusedTitle(said.title),
    introduction: html`${title}
<p>${said.introduction}</p>`,
    action: '/sign-in/code',
    button: said.button,
    fields: canTrust ? [code, trust] : [code],
    kept,
    nothingHappened: shared.notSignedIn,
    // A code of recovery is for whoever has lost the passkey.
    ...(byApp || !passkey ? {} : { instead: passkey }),
    below: html`${byApp && passkey}${elsewhere(language, carried)}`,
  }
  const shown = refusal?.code === 'invalid_code' ? wrongCode(refusal) : refusal
  return formDocument(form, stateOf(shown), language, { script: true })
}

function newPassword(language: Language, { carried, token, refusal }: State): Rendered {
  const said = words[language]
  const shared = formWords[language]
  const form: Form = {
    title: said.newTitle,
    refusedTitle: shared.refusedTitle(said.newTitle),
    introduction: html`<h1>${said.newTitle}</h1>
<p>${said.newIntroduction}</p>`,
    action: '/sign-in/new-password',
    button: said.newButton,
    fields: [
      {
        name: 'new_password',
        label: shared.newPassword,
        hint: shared.passwordHint,
        attributes: html`type="password" minlength="8" autocomplete="new-password" data-judge="/sign-up/password"`,
        isSecret: true,
      },
    ],
    kept: { ...carried, password_token: token },
    nothingHappened: shared.nothingChanged,
    below: back(language, carried),
  }
  return formDocument(form, stateOf(refusal), language, { script: true })
}

export const documents = { factor, newPassword }

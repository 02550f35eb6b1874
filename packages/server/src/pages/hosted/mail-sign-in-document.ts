import type { Problem } from '@latchkey/contract'
import type { Language } from '#kernel/language'
import { cardDocument, formDocument, type Rendered } from '../form-document.ts'
import { formWords } from '../form-words.ts'
import { html } from '../html.ts'
import type { Carried } from './carried.ts'
import { words } from './mail-sign-in-words.ts'
import { noMail } from './no-mail.ts'
import { hiddenFields } from './passkey-form.ts'

interface State {
  readonly carried: Carried
  readonly refusal?: Problem
}
interface AddressState extends State {
  readonly sendsMail: boolean
  readonly entered?: Readonly<Record<string, string>>
}
interface CodeState extends State {
  readonly email: string
}

const backLink = ({ next }: Carried, text: string) =>
  html`<p><a href="/sign-in?next=${encodeURIComponent(next)}">${text}</a></p>`

function address(language: Language, { carried, sendsMail, entered, refusal }: AddressState): Rendered {
  const said = words[language]
  const shared = formWords[language]
  return formDocument(
    {
      title: said.title,
      refusedTitle: shared.refusedTitle(said.title),
      introduction: html`<h1>${said.title}</h1>
${sendsMail ? html`<p>${said.introduction}</p>` : noMail(language)}`,
      action: '/sign-in/mail',
      button: said.button,
      fields: [
        {
          name: 'email',
          label: shared.email,
          attributes: html`type="email" maxlength="254" autocomplete="username" autocapitalize="none" spellcheck="false"`,
        },
      ],
      kept: { ...carried },
      nothingHappened: shared.notSignedIn,
      below: backLink(carried, shared.backToSignIn),
    },
    { token: undefined, ...(entered ? { entered } : {}), ...(refusal ? { refusal } : {}) },
    language,
    { script: true },
  )
}

/** The same for every address. */
function code(language: Language, { carried, email, refusal }: CodeState): Rendered {
  const said = words[language]
  const shared = formWords[language]
  const another = (by: '' | 'link', text: string) => html`<form method="post" action="/sign-in/mail">
${hiddenFields({ ...carried, email, by })}<button class="quiet">${text}</button>
</form>
`
  return formDocument(
    {
      title: shared.checkEmail,
      refusedTitle: shared.refusedTitle(shared.checkEmail),
      introduction: html`<h1>${shared.checkEmail}</h1>
<p>${said.codeIntroduction(email)}</p>`,
      action: '/sign-in/mail/code',
      button: shared.signIn,
      fields: [
        {
          name: 'code',
          label: said.code,
          hint: said.codeHint,
          attributes: html`type="text" inputmode="numeric" maxlength="32" autocomplete="one-time-code" spellcheck="false"`,
          isSecret: true,
        },
      ],
      kept: { ...carried, email },
      nothingHappened: shared.notSignedIn,
      below: html`${another('', said.again)}${another('link', said.linkInstead)}${backLink(carried, shared.backToSignIn)}`,
    },
    { token: undefined, ...(refusal ? { refusal } : {}) },
    language,
    { script: true },
  )
}

function link(language: Language, { carried, email }: CodeState): Rendered {
  const said = words[language]
  const shared = formWords[language]
  return cardDocument(
    shared.checkEmail,
    html`<h1>${shared.checkEmail}</h1>
<p>${said.linkIntroduction(email)}</p>
${backLink(carried, shared.backToSignIn)}`,
    language,
  )
}

export const documents = { address, code, link }

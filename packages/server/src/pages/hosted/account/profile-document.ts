import type { contract, OutputOf, User } from '@latchkey/contract'
import type { Language } from '#kernel/language'
import type { Rendered } from '../../form-document.ts'
import { formWords } from '../../form-words.ts'
import { html } from '../../html.ts'
import { instant } from '../../instant.ts'
import { refusalBox } from '../../refusal-box.ts'
import { noMail } from '../no-mail.ts'
import { textField } from './fields.ts'
import { accountForm, type Refused } from './form.ts'
import { words } from './profile-words.ts'
import { accountDocument, doneText } from './shell.ts'

interface State {
  readonly user: User
  readonly address: OutputOf<typeof contract.users.address>
  readonly sendsMail: boolean
  readonly done: string | undefined
  readonly refused: Refused | undefined
}

export const documents = (language: Language) => {
  const said = words[language]
  const shared = formWords[language]
  const resend = {
    ...{ name: 'resend', action: '/account/profile/resend', button: said.resend },
    look: 'quiet',
  } as const
  const stateOf = ({
    address: { email, email_verified_at: provedAt, sign_in_email: signsIn },
    sendsMail,
    refused,
  }: State) =>
    provedAt === null
      ? html`${sendsMail ? html`<p>${said.notProved(email)}</p>` : noMail(language)}
${signsIn !== null && html`<p>${said.signsInMeanwhile(signsIn)}</p>`}
${sendsMail && accountForm(resend, language, refused)}`
      : html`<p>${said.proved} ${instant(provedAt, language)}.</p>
${refused?.form === 'resend' && refusalBox(refused.refusal, language)}`
  return {
    profile(state: State): Rendered {
      const { user, address, sendsMail, done, refused } = state
      const isDone = done === 'name' || done === 'same' || sendsMail
      return accountDocument(
        said.title,
        html`<h1>${said.title}</h1>
${isDone && doneText(said.done, done)}
<section aria-labelledby="name"><h2 id="name">${said.name}</h2>
<dl><dt>${shared.username}</dt><dd>${user.username}<br><small>${said.usernameStays}</small></dd></dl>
${accountForm(
  {
    ...{ name: 'name', action: '/account/profile/name', button: said.changeName },
    fields: [
      {
        name: 'full_name',
        label: shared.fullName,
        attributes: html`type="text" maxlength="200" autocomplete="name"`,
      },
    ],
    values: { full_name: user.full_name },
  },
  language,
  refused,
)}
</section>
<section aria-labelledby="email"><h2 id="email">${shared.email}</h2>
<dl><dt>${shared.email}</dt><dd>${address.email}</dd></dl>
${stateOf(state)}
${accountForm(
  {
    ...{ name: 'email', action: '/account/profile/email', button: said.changeEmail },
    look: 'quiet',
    fields: [
      {
        ...textField(
          { name: 'email', label: said.newEmail, hint: sendsMail ? said.newEmailHint : shared.noMail },
          254,
        ),
        attributes: html`type="email" maxlength="254" autocomplete="email"`,
      },
    ],
  },
  language,
  refused,
)}
</section>`,
        { language, current: '/account/profile' },
      )
    },
  }
}

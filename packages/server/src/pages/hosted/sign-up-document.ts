import type { Problem } from '@latchkey/contract'
import type { OfferedProvider } from '#features/providers'
import type { Language } from '#kernel/language'
import { cardDocument, formDocument, type Rendered } from '../form-document.ts'
import { emailField, fullNameField, newPasswordField, usernameField } from '../form-fields.ts'
import { formWords } from '../form-words.ts'
import { html } from '../html.ts'
import { remembered } from '../remembered.ts'
import type { Carried } from './carried.ts'
import { noMail } from './no-mail.ts'
import { providerButtons } from './providers-document.ts'
import { words } from './sign-up-words.ts'

interface State {
  readonly carried: Carried
  readonly offered: readonly OfferedProvider[]
  /** The account is confirmed by a mail that does not come. */
  readonly isInVain: boolean
  readonly entered?: Readonly<Record<string, string>>
  readonly refusal?: Problem
}

const signInLink = ({ next }: Carried, text: string) =>
  html`<p><a href="/sign-in?next=${encodeURIComponent(next)}">${text}</a></p>`

function form(language: Language, { carried, offered, isInVain, entered, refusal }: State): Rendered {
  const said = words[language]
  const shared = formWords[language]
  return formDocument(
    {
      title: shared.createAccount,
      refusedTitle: shared.refusedTitle(shared.createAccount),
      introduction: html`<h1>${shared.createAccount}</h1>${isInVain && html`\n${noMail(language)}`}`,
      action: '/sign-up',
      button: shared.createAccount,
      // The two that are needed come first.
      fields: [
        emailField(language),
        newPasswordField(language),
        {
          ...usernameField(language),
          hint: `${said.withoutUsername} ${shared.usernameHint}`,
          isOptional: true,
        },
        { ...fullNameField(language), hint: said.withoutFullName, isOptional: true },
      ],
      kept: { ...carried },
      nothingHappened: shared.noAccountYet,
      below: html`${providerButtons(offered, { next: carried.next }, language)}${signInLink(carried, said.hasAccount)}`,
    },
    { token: undefined, ...(entered ? { entered } : {}), ...(refusal ? { refusal } : {}) },
    language,
    { script: true },
  )
}

function mailed(language: Language, email: string, isInVain: boolean): Rendered {
  const { checkEmail, createAccount, backToSignIn } = formWords[language]
  const title = isInVain ? createAccount : checkEmail
  return cardDocument(
    title,
    html`<h1>${title}</h1>
${isInVain ? noMail(language) : html`<p>${words[language].mailed(email)}</p>`}
<p><a href="/sign-in">${backToSignIn}</a></p>`,
    language,
  )
}

/** Where nobody makes an account by themselves. */
function notHere(language: Language, mode: 'invite' | 'closed', carried: Carried): Rendered {
  const said = words[language]
  const [title, sentence] =
    mode === 'invite' ? [said.inviteTitle, said.invite] : [said.closedTitle, said.closed]
  return cardDocument(
    title,
    html`<h1>${title}</h1>
<p>${sentence}</p>
${signInLink(carried, said.hasAccount)}`,
    language,
  )
}

/** As it opens for everybody. */
const opened = remembered(form)

export const documents = { form, opened, mailed, notHere }

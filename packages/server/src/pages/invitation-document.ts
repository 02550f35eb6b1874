import type { Problem } from '@latchkey/contract'
import type { OfferedProvider } from '#features/providers'
import type { Language } from '#kernel/language'
import { cardDocument, type FormState, formDocument, type Rendered } from './form-document.ts'
import { fullNameField, newPasswordField, tokenField, usernameField } from './form-fields.ts'
import { formWords } from './form-words.ts'
import { providerButtons } from './hosted/providers-document.ts'
import { html } from './html.ts'
import { words } from './invitation-words.ts'
import { toAccount, toSignIn } from './onward.ts'
import { refusalText } from './refusal-words.ts'

interface Invited {
  readonly email: string | undefined
  readonly offered: readonly OfferedProvider[]
}

export function documents(language: Language) {
  const shared = formWords[language]
  const said = words[language]
  const whyBy = (reference: string | undefined) =>
    reference !== undefined && html`<p>${shared.reference} ${reference}</p>`

  /** `email` is there once the invitation is known. */
  const form = ({ email, offered }: Invited, state: FormState): Rendered =>
    formDocument(
      {
        title: said.heading,
        refusedTitle: shared.refusedTitle(said.heading),
        introduction: html`<h1>${said.heading}</h1>
${said.lead(email)}`,
        action: '/invitation',
        button: shared.createAccount,
        fields: [
          tokenField({ name: 'token', label: said.token, hint: said.tokenHint }),
          usernameField(language),
          fullNameField(language),
          newPasswordField(language),
        ],
        tokenName: 'token',
        nothingHappened: shared.noAccountYet,
        below: providerButtons(offered, { invitation: state.token ?? '' }, language),
      },
      state,
      language,
      { script: true },
    )

  const success = (email: string): Rendered =>
    cardDocument(
      shared.done,
      html`<h1>${said.doneHeading}</h1>
${said.done(email)}
${toAccount(language)}`,
      language,
    )

  /** A reference is there once the form was sent, and not where the link was only opened. */
  const wrongToken = (refusal: Problem): Rendered =>
    cardDocument(
      said.wrongTitle,
      html`<h1>${said.wrongTitle}</h1>
<p>${refusalText(refusal, language)}</p>
<p>${said.wrong}</p>
${whyBy(refusal.reference)}
${toSignIn(language)}`,
      language,
    )

  const hasAccount = (): Rendered =>
    cardDocument(
      said.hasAccount,
      html`<h1>${said.hasAccount}</h1>
<p>${said.hasAccountLead}</p>
${toSignIn(language)}`,
      language,
    )

  const closed = (refusal: Problem): Rendered =>
    cardDocument(
      said.closed,
      html`<h1>${said.closed}</h1>
<p>${refusalText(refusal, language)}</p>
${whyBy(refusal.reference)}
${toSignIn(language)}`,
      language,
    )

  return { form, success, wrongToken, hasAccount, closed }
}

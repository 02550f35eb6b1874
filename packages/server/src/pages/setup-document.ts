import type { User } from '@latchkey/contract'
import type { Language } from '#kernel/language'
import { cardDocument, type FormState, formDocument, type Rendered } from './form-document.ts'
import { emailField, fullNameField, newPasswordField, tokenField, usernameField } from './form-fields.ts'
import { formWords } from './form-words.ts'
import { html } from './html.ts'
import { toAccount, toSignIn } from './onward.ts'
import { paragraphs } from './paragraphs.ts'
import { remembered } from './remembered.ts'
import { words } from './setup-words.ts'

/** As everybody gets it who brings no token. */
const opened = remembered((language: Language): Rendered => documents(language).form({ token: undefined }))

export function documents(language: Language) {
  const shared = formWords[language]
  const said = words[language]
  const toApi = html`<p><a href="/docs">${said.api}</a></p>`

  const form = (state: FormState): Rendered =>
    formDocument(
      {
        title: said.title,
        refusedTitle: shared.refusedTitle(said.title),
        introduction: html`<h1>${said.heading}</h1>
<p>${said.lead}</p>`,
        action: '/setup',
        button: said.button,
        fields: [
          tokenField({ name: 'setup_token', label: said.token, hint: said.tokenHint }),
          usernameField(language),
          emailField(language),
          fullNameField(language),
          newPasswordField(language),
        ],
        tokenName: 'setup_token',
        nothingHappened: said.nothing,
      },
      state,
      language,
      { script: true },
    )

  const success = ({ username, email }: User): Rendered =>
    cardDocument(
      shared.done,
      html`<h1>${said.doneHeading}</h1>
${said.done(username, email)}
${toAccount(language)}
${toApi}`,
      language,
    )

  const completed = (): Rendered =>
    cardDocument(
      said.completed,
      html`<h1>${said.completed}</h1>
${paragraphs(said.completedLead)}${toSignIn(language)}
${toApi}`,
      language,
    )

  const wrongToken = (): Rendered =>
    cardDocument(
      shared.badLink,
      html`<h1>${said.wrongHeading}</h1>
${paragraphs(said.wrong)}<pre dir="ltr"><code>latchkey admin setup-link</code></pre>`,
      language,
    )

  return { form, opened: () => opened(language), success, completed, wrongToken }
}

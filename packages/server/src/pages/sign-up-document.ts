import type { Language } from '#kernel/language'
import { cardDocument, type FormState, formDocument, type Rendered } from './form-document.ts'
import { type Field, mailedTokenField } from './form-fields.ts'
import { formWords } from './form-words.ts'
import { html } from './html.ts'
import { toAccount, toSignUp } from './onward.ts'
import { paragraphs } from './paragraphs.ts'
import { words } from './sign-up-words.ts'

export function documents(language: Language) {
  const shared = formWords[language]
  const said = words[language]
  const password: Field = {
    name: 'password',
    label: shared.password,
    hint: said.passwordHint,
    attributes: html`type="password" minlength="8" autocomplete="current-password"`,
    isSecret: true,
  }

  const form = (state: FormState): Rendered =>
    formDocument(
      {
        title: said.title,
        refusedTitle: shared.refusedTitle(said.title),
        introduction: html`<h1>${said.title}</h1>
<p>${said.lead}</p>`,
        action: '/sign-up/confirm',
        button: shared.createAccount,
        fields: [mailedTokenField(language), password],
        tokenName: 'token',
        nothingHappened: shared.noAccountYet,
      },
      state,
      language,
      { script: true },
    )

  const success = (): Rendered =>
    cardDocument(
      shared.done,
      html`<h1>${said.doneHeading}</h1>
${paragraphs(said.done)}${toAccount(language)}`,
      language,
    )

  /** `reference` is there once the token was sent, and not where the link was only opened. */
  const wrongToken = (reference: string | undefined): Rendered =>
    cardDocument(
      shared.badLink,
      html`<h1>${shared.badLink}</h1>
${paragraphs(said.wrong)}${reference !== undefined && html`<p>${shared.reference} ${reference}</p>`}
${toSignUp(language)}`,
      language,
    )

  return { form, success, wrongToken }
}

import type { Language } from '#kernel/language'
import { cardDocument, type FormState, formDocument, type Rendered } from './form-document.ts'
import { mailedTokenField } from './form-fields.ts'
import { formWords } from './form-words.ts'
import { html } from './html.ts'
import { type MailedPath, words } from './mailed-words.ts'
import { toAccount, toSignUp } from './onward.ts'
import { paragraphs } from './paragraphs.ts'

export function documents(language: Language) {
  const shared = formWords[language]
  const said = words[language]

  /** After an address was taken back, the link in the next mail is the way on. */
  const onwardOf = {
    '/verify': toAccount(language),
    '/revert': html`<p>${shared.close}</p>`,
    '/release': toSignUp(language),
  }

  const form = (path: MailedPath, state: FormState): Rendered => {
    const { title, heading, lead, button } = said[path]
    return formDocument(
      {
        ...{ title, button },
        introduction: html`<h1>${heading}</h1>
<p>${lead}</p>`,
        fields: [mailedTokenField(language)],
        refusedTitle: shared.refusedTitle(title),
        action: path,
        tokenName: 'token',
        nothingHappened: shared.nothingChanged,
      },
      state,
      language,
    )
  }

  const success = (path: MailedPath): Rendered => {
    const { doneHeading, done } = said[path]
    return cardDocument(
      shared.done,
      html`<h1>${doneHeading}</h1>
${done !== undefined && html`<p>${done}</p>`}
${onwardOf[path]}`,
      language,
    )
  }

  /** `reference` is there once the token was sent, and not where the link was only opened. */
  const wrongToken = (reference: string | undefined): Rendered =>
    cardDocument(
      shared.badLink,
      html`<h1>${shared.badLink}</h1>
${paragraphs(said.wrong)}${reference !== undefined && html`<p>${shared.reference} ${reference}</p>`}
${toAccount(language)}`,
      language,
    )

  return { form, success, wrongToken }
}

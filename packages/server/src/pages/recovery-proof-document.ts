import type { Language } from '#kernel/language'
import { cardDocument, type FormState, formDocument, type Rendered } from './form-document.ts'
import { proofFields, tokenField } from './form-fields.ts'
import { formWords } from './form-words.ts'
import { type Html, html } from './html.ts'
import { toAccount } from './onward.ts'
import { paragraphs } from './paragraphs.ts'
import { words } from './recovery-words.ts'

export function documents(language: Language) {
  const shared = formWords[language]
  const said = words[language]
  const page = (title: string, heading: string, lead: readonly string[], end?: Html): Rendered =>
    cardDocument(
      title,
      html`<h1>${heading}</h1>
${paragraphs(lead)}${end}`,
      language,
    )

  const cancel = (state: FormState): Rendered =>
    formDocument(
      {
        title: said.cancelTitle,
        refusedTitle: shared.refusedTitle(said.cancelTitle),
        introduction: html`<h1>${said.cancelTitle}</h1>
${paragraphs(said.cancelLead)}`,
        action: '/recovery/cancel',
        button: said.callOff,
        fields: proofFields(language),
        nothingHappened: shared.nothingChanged,
      },
      state,
      language,
    )

  const vouch = (state: FormState): Rendered =>
    formDocument(
      {
        title: said.vouchTitle,
        refusedTitle: shared.refusedTitle(said.vouchTitle),
        introduction: html`<h1>${said.vouchTitle}</h1>
${paragraphs(said.vouchLead)}`,
        action: '/recovery/vouch',
        button: said.vouch,
        fields: [
          tokenField({ name: 'user', label: said.user, hint: said.userHint }),
          ...proofFields(language),
        ],
        tokenName: 'user',
        nothingHappened: shared.nothingChanged,
      },
      state,
      language,
    )

  return {
    cancel,
    cancelled: () => page(said.cancelledTitle, said.cancelled, said.cancelledLead, toAccount(language)),
    nothingUnderWay: () => page(said.nothingTitle, said.nothing, [said.nothingLead], toAccount(language)),
    vouch,
    vouched: () => page(shared.done, said.vouched, said.vouchedLead),
  }
}

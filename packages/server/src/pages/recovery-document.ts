import type { ShownRecovery } from '@latchkey/contract'
import type { Language } from '#kernel/language'
import { cardDocument, type Form, type FormState, formDocument, type Rendered } from './form-document.ts'
import { mailedTokenField, newPasswordField } from './form-fields.ts'
import { formWords } from './form-words.ts'
import { type Html, html } from './html.ts'
import { instant } from './instant.ts'
import { toSignIn } from './onward.ts'
import { paragraphs } from './paragraphs.ts'
import { words } from './recovery-words.ts'

export type RecoveryPath = '/recovery/begin' | '/recovery/freeze' | '/recovery'

interface Documents {
  opened(state: FormState, shown: ShownRecovery | undefined, waitHours: number): Rendered
  done(shown: ShownRecovery): Rendered
  wrongToken(reference?: string): Rendered
}

export function documents(language: Language): Readonly<Record<RecoveryPath, Documents>> {
  const shared = formWords[language]
  const said = words[language]
  const on = (at: string | null): Html => (at === null ? html`${said.thatDay}` : instant(at, language))
  const callOff = html`<p><a class="button" href="/recovery/cancel">${said.callOff}</a></p>`
  const page = (title: string, heading: string, content: Html): Rendered =>
    cardDocument(
      title,
      html`<h1>${heading}</h1>
${content}`,
      language,
    )
  const shownForm = (form: Omit<Form, 'tokenName' | 'nothingHappened'>, state: FormState): Rendered =>
    formDocument({ ...form, tokenName: 'token', nothingHappened: shared.nothingChanged }, state, language)
  const token = mailedTokenField(language)

  /** Who has said that it is them; nothing where nobody has. */
  const spoken = ({ administrators, contacts }: ShownRecovery): Html =>
    html`${administrators > 0 && html`<p>${said.byAdministrator}</p>\n`}${contacts > 0 && html`<p>${said.byContact}</p>\n`}`

  const underWay = (
    shown: ShownRecovery,
  ): Html => html`<p>${said.mailedOn(on(shown.ready_at), on(shown.expires_at))}</p>
<p>${said.needed}</p>
${spoken(shown)}<p>${shared.close}</p>`

  const frozen = (
    shown: ShownRecovery,
  ): Html => html`<p>${said.frozenUntil(on(shown.frozen_until), on(shown.ready_at))}</p>
<p>${said.frozenNext}</p>
${callOff}`

  const wrongToken = (what: string, next: Html, reference?: string): Rendered =>
    page(
      shared.badLink,
      shared.badLink,
      html`<p>${said.wrong(what)}</p>
${next}
${reference !== undefined && html`<p>${shared.reference} ${reference}</p>`}`,
    )

  return {
    '/recovery/begin': {
      opened: (state, shown, waitHours) =>
        shown?.is_under_way && shown.is_mail_shown
          ? page(said.underWayTitle, said.underWay, underWay(shown))
          : shownForm(
              {
                title: said.beginTitle,
                refusedTitle: shared.refusedTitle(said.beginTitle),
                introduction: html`<h1>${said.beginTitle}</h1>
${paragraphs(said.beginLead(waitHours))}`,
                action: '/recovery/begin',
                button: said.begin,
                fields: [token],
              },
              state,
            ),
      done: (shown) => page(said.begunTitle, said.begun, underWay(shown)),
      wrongToken: (reference) => wrongToken(said.beginWrong, html`<p>${said.beginAgain}</p>`, reference),
    },
    '/recovery/freeze': {
      opened: (state, shown) =>
        shown?.frozen_until
          ? page(said.frozenTitle, said.frozenBefore, frozen(shown))
          : shownForm(
              {
                title: said.freezeTitle,
                refusedTitle: shared.refusedTitle(said.freezeTitle),
                introduction: html`<h1>${said.freezeTitle}</h1>
<p>${said.freezeIfYou}</p>
<p>${said.freezeIfNot(shown && on(shown.ready_at))}</p>`,
                action: '/recovery/freeze',
                button: said.freeze,
                fields: [token],
              },
              state,
            ),
      done: (shown) => page(said.frozenTitle, said.frozen, frozen(shown)),
      wrongToken: (reference) =>
        wrongToken(
          said.freezeWrong,
          html`<p>${said.freezeAgain}</p>
${callOff}`,
          reference,
        ),
    },
    '/recovery': {
      opened: (state, shown) =>
        shownForm(
          {
            title: said.finishTitle,
            refusedTitle: shared.refusedTitle(said.finishTitle),
            introduction: html`<h1>${said.finishHeading}</h1>
<p>${said.finishLead}</p>
${shown && spoken(shown)}`,
            action: '/recovery',
            button: said.finish,
            fields: [
              token,
              newPasswordField(language, true),
              {
                name: 'current_password',
                label: said.former,
                hint: said.formerHint,
                attributes: html`type="password" maxlength="1024" autocomplete="current-password"`,
                isSecret: true,
                isOptional: true,
              },
            ],
          },
          state,
        ),
      done: () =>
        page(shared.done, said.finished, html`${paragraphs(said.finishedLead)}${toSignIn(language)}`),
      wrongToken: (reference) => wrongToken(said.beginWrong, html`<p>${said.finishAgain}</p>`, reference),
    },
  }
}

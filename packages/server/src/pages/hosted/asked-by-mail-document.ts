import type { Problem } from '@latchkey/contract'
import type { Language } from '#kernel/language'
import { cardDocument, formDocument, type Rendered } from '../form-document.ts'
import { emailField } from '../form-fields.ts'
import { formWords } from '../form-words.ts'
import { type Html, html } from '../html.ts'
import { remembered } from '../remembered.ts'
import { words as forgotWords } from './forgot-words.ts'
import { HOME, onTheWayTo } from './goal.ts'
import { words as lostWords } from './lost-words.ts'
import { noMail } from './no-mail.ts'

interface State {
  /** Where somebody goes once they are signed in. */
  readonly next: string
  readonly sendsMail: boolean
  readonly entered?: Readonly<Record<string, string>>
  readonly refusal?: Problem
}

interface Words {
  readonly title: string
  readonly introduction: string
  readonly button: string
  readonly notYet: string
  mailed(email: string): string
}

interface Asking {
  readonly path: string
  readonly wordsOf: (language: Language) => Words
  /** Where else to go. */
  readonly below: (language: Language, next: string) => Html
}

const link = (path: string, text: string) => html`<p><a href="${path}">${text}</a></p>`
const back = (language: Language, next: string) =>
  link(onTheWayTo('/sign-in', next), formWords[language].backToSignIn)

function documentsOf({ path, wordsOf, below }: Asking) {
  const form = (language: Language, { next, sendsMail, ...state }: State): Rendered => {
    const said = wordsOf(language)
    return formDocument(
      {
        title: said.title,
        refusedTitle: formWords[language].refusedTitle(said.title),
        introduction: html`<h1>${said.title}</h1>
${sendsMail ? html`<p>${said.introduction}</p>` : noMail(language)}`,
        action: path,
        button: said.button,
        fields: [emailField(language)],
        kept: next === HOME ? {} : { next },
        nothingHappened: said.notYet,
        below: below(language, next),
      },
      { token: undefined, ...state },
      language,
      { script: true },
    )
  }
  return {
    form,
    /** As it opens for everybody. */
    opened: remembered(form),
    /** The same for every address. */
    mailed(
      language: Language,
      email: string,
      { next, sendsMail }: Pick<State, 'next' | 'sendsMail'>,
    ): Rendered {
      const said = wordsOf(language)
      const title = sendsMail ? formWords[language].checkEmail : said.title
      return cardDocument(
        title,
        html`<h1>${title}</h1>
${sendsMail ? html`<p>${said.mailed(email)}</p>` : noMail(language)}
${back(language, next)}`,
        language,
      )
    },
  }
}

export const documents = {
  '/forgot': documentsOf({
    path: '/forgot',
    wordsOf: (language) => forgotWords[language],
    below: (language, next) =>
      html`${link('/recovery/ask', lostWords[language].lead)}${back(language, next)}`,
  }),
  '/recovery/ask': documentsOf({
    path: '/recovery/ask',
    wordsOf: (language) => lostWords[language],
    below: back,
  }),
}

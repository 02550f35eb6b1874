import { type Problem, problem } from '@latchkey/contract'
import type { Language } from '#kernel/language'
import type { Rendered } from '../../form-document.ts'
import { newPasswordField } from '../../form-fields.ts'
import { formWords } from '../../form-words.ts'
import { html } from '../../html.ts'
import { passwordField } from './fields.ts'
import { accountForm, type Refused } from './form.ts'
import { words } from './password-words.ts'
import { accountDocument, doneText } from './shell.ts'

interface State {
  readonly username: string
  readonly hasPassword: boolean
  readonly done: string | undefined
  readonly refused: Refused | undefined
}

/** The one that was wrong is the one that there was. */
const besideIts = (refusal: Problem): Problem =>
  refusal.code === 'wrong_password'
    ? problem(refusal.code, {
        detail: refusal.detail,
        errors: [{ field: 'current_password', message: 'The password is wrong. Nothing was changed.' }],
        reference: refusal.reference,
      })
    : refusal

export const documents = (language: Language) => {
  const said = words[language]
  const shared = formWords[language]
  return {
    password: ({ username, hasPassword, done, refused }: State): Rendered =>
      accountDocument(
        said.title,
        html`<h1>${said.title}</h1>
${doneText(said.done, done)}
<p>${hasPassword ? said.othersEnd : said.none}</p>
<section>${accountForm(
          {
            ...{
              name: 'password',
              action: '/account/password',
              button: hasPassword ? said.change : said.choose,
            },
            fields: [
              ...(hasPassword ? [passwordField({ name: 'current_password', label: said.current })] : []),
              {
                ...newPasswordField(language, true),
                name: 'new_password',
                label: shared.newPassword,
                hint: shared.passwordHint,
              },
            ],
          },
          language,
          refused && { ...refused, refusal: besideIts(refused.refusal) },
        )}</section>
${hasPassword && html`<p><a href="/forgot">${said.forgotten(username)}</a></p>`}`,
        { language, current: '/account/password' },
      ),
  }
}

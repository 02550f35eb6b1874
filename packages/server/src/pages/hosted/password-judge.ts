import { contract, type Page, type PageRequest } from '@latchkey/contract'
import type { PasswordOwner, PasswordRefusal } from '#features/passwords'
import type { Language } from '#kernel/language'
import { jsonAnswer } from './getting-in.ts'
import { sentenceAbout } from './password-words.ts'

export interface JudgeDeps {
  /** The one judge of the server. */
  readonly judge: (password: string, owner: PasswordOwner) => Promise<PasswordRefusal | undefined>
  readonly passwordMinLength: number
}

const { username, email } = contract.users.register.input.body.properties
/** Half typed: nothing is too short to be judged. */
const typed = ({ maxLength }: { maxLength: number }) => ({ type: 'string', maxLength }) as const

/**
 * POST /sign-up/password: what would be said of a password, for the script that says it while somebody types. Nothing is written
 * down of it, and it is counted as a look, for it tells nobody anything of anybody.
 */
export const passwordJudgePage = (
  { judge, passwordMinLength }: JudgeDeps,
  languageOf: (page: PageRequest) => Language,
): Page => ({
  method: 'POST',
  path: '/sign-up/password',
  limit: 'read',
  form: {
    type: 'object',
    required: ['password'],
    additionalProperties: false,
    // As at a sign-in: a text that is far too long is told so, and not read.
    properties: {
      password: typed({ maxLength: 4_096 }),
      username: typed(username),
      email: typed(email),
    },
  },
  async answer(page) {
    const { password = '', ...owner } = page.form
    const refusal = await judge(password, owner)
    const sentence = sentenceAbout(languageOf(page), refusal?.reason, passwordMinLength)
    return jsonAnswer({ reason: refusal?.reason ?? null, sentence })
  },
})

import { contract, type Implemented, type Page, type User } from '@latchkey/contract'
import type { PrivateRegistrationFeature } from '#features/private-registration'
import type { Language } from '#kernel/language'
import { formAnswer, formSender } from './form-page.ts'
import type { GettingIn } from './hosted/index.ts'
import { inLanguage } from './in-language.ts'

interface Deps<C> {
  readonly implemented: readonly Implemented<C>[]
  readonly language: Language
  readonly entry: Pick<GettingIn, 'cookiesFor'>
  readonly privateRegistration: Pick<PrivateRegistrationFeature, 'refuseWrongToken'>
}

const endpoint = contract.registrations.confirm
const path = '/sign-up/confirm'

/** GET and POST /sign-up/confirm: the link of a registration, for people. */
export function signUpPages<C>({ implemented, language, entry, privateRegistration }: Deps<C>): Page[] {
  const confirm = formSender(implemented, endpoint)
  const inWords = inLanguage(() => import('./sign-up-document.ts'), language)
  /** What the token decides has a page of its own; everything else can be mended in the form, or is said in it. */
  const refuse: NonNullable<Page['refuse']> = async (refusal, page) => {
    const documents = await inWords(page)
    if (refusal.code === 'invalid_mailed_token') return formAnswer(documents.wrongToken(refusal.reference))
    return formAnswer(documents.form({ token: page.form['token'], entered: page.form, refusal }))
  }
  return [
    {
      method: 'GET',
      path,
      async answer(page) {
        const token = page.query('token')
        // Looked at and not spent: programs that check mail open every link in it (C069).
        if (token !== undefined) await privateRegistration.refuseWrongToken(token)
        return formAnswer((await inWords(page)).form({ token }))
      },
      refuse,
    },
    {
      method: 'POST',
      path,
      form: endpoint.input.body,
      async answer(page) {
        const { username } = (await confirm(page)) as User
        // Who knows the password and reads the mail has shown all that the account has.
        const cookies = await entry.cookiesFor(page, { username, password: page.form['password'] ?? '' })
        return { ...formAnswer((await inWords(page)).success()), cookies }
      },
      refuse,
    },
  ]
}

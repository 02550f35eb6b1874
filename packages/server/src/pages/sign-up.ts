import { contract, type Implemented, type Page, type User } from '@latchkey/contract'
import type { PrivateRegistrationFeature } from '#features/private-registration'
import { formAnswer, formSender } from './form-page.ts'
import type { GettingIn } from './hosted/index.ts'

interface Deps<C> {
  readonly implemented: readonly Implemented<C>[]
  readonly entry: Pick<GettingIn, 'cookiesFor'>
  readonly privateRegistration: Pick<PrivateRegistrationFeature, 'refuseWrongToken'>
}

const endpoint = contract.registrations.confirm
const path = '/sign-up/confirm'
const load = async () => (await import('./sign-up-document.ts')).documents

/** GET and POST /sign-up/confirm: the link of a registration, for people. */
export function signUpPages<C>({ implemented, entry, privateRegistration }: Deps<C>): Page[] {
  const confirm = formSender(implemented, endpoint)
  return [
    {
      method: 'GET',
      path,
      async answer({ query }) {
        const token = query('token')
        // Looked at and not spent: programs that check mail open every link in it (C069).
        if (token !== undefined) await privateRegistration.refuseWrongToken(token)
        return formAnswer((await load()).form({ token }))
      },
      refuse,
    },
    {
      method: 'POST',
      path,
      form: endpoint.input.body,
      async answer(request) {
        const { username } = (await confirm(request)) as User
        // Who knows the password and reads the mail has shown all that the account has.
        const cookies = await entry.cookiesFor(request, {
          username,
          password: request.form['password'] ?? '',
        })
        return { ...formAnswer((await load()).success()), cookies }
      },
      refuse,
    },
  ]
}

/** What the token decides has a page of its own; everything else can be mended in the form, or is said in it. */
const refuse: NonNullable<Page['refuse']> = async (refusal, { form }) => {
  const documents = await load()
  if (refusal.code === 'invalid_mailed_token') return formAnswer(documents.wrongToken(refusal.reference))
  return formAnswer(documents.form({ token: form['token'], entered: form, refusal }))
}

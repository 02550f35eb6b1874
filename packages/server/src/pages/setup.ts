import { contract, type Implemented, type Page, problem, type User } from '@latchkey/contract'
import type { SetupFeature } from '#features/setup'
import { formAnswer, formSender } from './form-page.ts'
import type { GettingIn } from './hosted/index.ts'

interface Deps<C> {
  readonly implemented: readonly Implemented<C>[]
  readonly entry: Pick<GettingIn, 'cookiesFor'>
  readonly setup: Pick<SetupFeature, 'isCompleted' | 'refuseWrongToken'>
}

const endpoint = contract.setup.createFirstAdministrator
const load = async () => (await import('./setup-document.ts')).documents

/** GET and POST /setup: the setup link, for people. */
export function setupPages<C>({ implemented, entry, setup }: Deps<C>): Page[] {
  const create = formSender(implemented, endpoint)
  return [
    {
      method: 'GET',
      path: endpoint.path,
      async answer({ query }) {
        const token = query('token')
        if (token !== undefined) await setup.refuseWrongToken(token)
        else if (await setup.isCompleted()) throw problem('setup_completed')
        return formAnswer((await load()).form({ token }))
      },
      refuse,
    },
    {
      method: 'POST',
      path: endpoint.path,
      form: endpoint.input.body,
      async answer(request) {
        const user = (await create(request)) as User
        const who = { username: user.username, password: request.form['password'] ?? '' }
        const cookies = await entry.cookiesFor(request, who)
        return { ...formAnswer((await load()).success(user)), cookies }
      },
      refuse,
    },
  ]
}

/** What the token decides has a page of its own; everything else can be mended in the form. */
const refuse: NonNullable<Page['refuse']> = async (refusal, { form }) => {
  const documents = await load()
  if (refusal.code === 'setup_completed') return formAnswer(documents.completed())
  if (refusal.code === 'invalid_setup_token') return formAnswer(documents.wrongToken())
  return formAnswer(documents.form({ token: form['setup_token'], entered: form, refusal }))
}

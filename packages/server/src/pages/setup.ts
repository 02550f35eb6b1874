import { contract, type Implemented, type Page, problem, type User } from '@latchkey/contract'
import type { SetupFeature } from '#features/setup'
import type { Language } from '#kernel/language'
import { formAnswer, formSender } from './form-page.ts'
import type { GettingIn } from './hosted/index.ts'
import { inLanguage } from './in-language.ts'

interface Deps<C> {
  readonly implemented: readonly Implemented<C>[]
  readonly language: Language
  readonly entry: Pick<GettingIn, 'cookiesFor'>
  readonly setup: Pick<SetupFeature, 'isCompleted' | 'refuseWrongToken'>
}

const endpoint = contract.setup.createFirstAdministrator

/** GET and POST /setup: the setup link, for people. */
export function setupPages<C>({ implemented, language, entry, setup }: Deps<C>): Page[] {
  const create = formSender(implemented, endpoint)
  const inWords = inLanguage(() => import('./setup-document.ts'), language)
  /** What the token decides has a page of its own; everything else can be mended in the form. */
  const refuse: NonNullable<Page['refuse']> = async (refusal, page) => {
    const documents = await inWords(page)
    if (refusal.code === 'setup_completed') return formAnswer(documents.completed())
    if (refusal.code === 'invalid_setup_token') return formAnswer(documents.wrongToken())
    return formAnswer(documents.form({ token: page.form['setup_token'], entered: page.form, refusal }))
  }
  return [
    {
      method: 'GET',
      path: endpoint.path,
      async answer(page) {
        const token = page.query('token')
        if (token !== undefined) await setup.refuseWrongToken(token)
        else if (await setup.isCompleted()) throw problem('setup_completed')
        const documents = await inWords(page)
        return formAnswer(token === undefined ? documents.opened() : documents.form({ token }))
      },
      refuse,
    },
    {
      method: 'POST',
      path: endpoint.path,
      form: endpoint.input.body,
      async answer(page) {
        const user = (await create(page)) as User
        const who = { username: user.username, password: page.form['password'] ?? '' }
        const cookies = await entry.cookiesFor(page, who)
        return { ...formAnswer((await inWords(page)).success(user)), cookies }
      },
      refuse,
    },
  ]
}

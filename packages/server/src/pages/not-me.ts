import { contract, type Implemented, type Page } from '@latchkey/contract'
import type { NoticesFeature } from '#features/notices'
import { formAnswer, formSender } from './form-page.ts'

interface Deps<C> {
  readonly implemented: readonly Implemented<C>[]
  readonly notices: Pick<NoticesFeature, 'refuseWrongToken'>
}

const endpoint = contract.notices.notMe
const load = async () => (await import('./not-me-document.ts')).documents

/** GET and POST /not-me: the link of a mailed notice, for people. */
export function notMePages<C>({ implemented, notices }: Deps<C>): Page[] {
  const disown = formSender(implemented, endpoint)
  return [
    {
      method: 'GET',
      path: '/not-me',
      async answer({ query }) {
        const token = query('token')
        // Looked at and not spent: programs that check mail open every link in it.
        if (token !== undefined) await notices.refuseWrongToken(token)
        return formAnswer((await load()).form({ token }))
      },
      refuse,
    },
    {
      method: 'POST',
      path: '/not-me',
      form: endpoint.input.body,
      async answer(request) {
        await disown(request)
        return formAnswer((await load()).success())
      },
      refuse,
    },
  ]
}

const refuse: NonNullable<Page['refuse']> = async (refusal, { form }) => {
  const documents = await load()
  if (refusal.code === 'invalid_notice_token') return formAnswer(documents.wrongToken())
  return formAnswer(documents.form({ token: form['token'], entered: form, refusal }))
}

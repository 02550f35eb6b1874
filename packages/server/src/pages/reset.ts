import { contract, type Implemented, type Page } from '@latchkey/contract'
import type { RecoveryFeature } from '#features/recovery'
import { formAnswer, formSender } from './form-page.ts'

interface Deps<C> {
  readonly implemented: readonly Implemented<C>[]
  readonly recovery: Pick<RecoveryFeature, 'getHolder'>
}

const endpoint = contract.recovery.resetPassword
const load = async () => (await import('./reset-document.ts')).documents

/** GET and POST /reset: the reset link, for people. */
export function resetPages<C>({ implemented, recovery }: Deps<C>): Page[] {
  const reset = formSender(implemented, endpoint)
  return [
    {
      method: 'GET',
      path: '/reset',
      async answer({ query }) {
        const token = query('token')
        // Looked at and not spent: programs that check mail open every link in it.
        if (token !== undefined) await recovery.getHolder(token)
        return formAnswer((await load()).form({ token }))
      },
      refuse,
    },
    {
      method: 'POST',
      path: '/reset',
      form: endpoint.input.body,
      async answer(request) {
        await reset(request)
        return formAnswer((await load()).success())
      },
      refuse,
    },
  ]
}

/** What the token decides has a page of its own; everything else can be mended in the form. */
const refuse: NonNullable<Page['refuse']> = async (refusal, { form }) => {
  const documents = await load()
  if (refusal.code === 'invalid_reset_token') return formAnswer(documents.wrongToken(refusal.reference))
  return formAnswer(documents.form({ token: form['token'], entered: form, refusal }))
}

import { contract, type Page, type Problem } from '@latchkey/contract'
import { formAnswer, handlerOf } from './form-page.ts'
import { inSession, proofForm, type SessionDeps } from './in-session.ts'

const load = async () => (await import('./recovery-proof-document.ts')).documents

/** As an id is written. */
const user = { type: 'string', pattern: '^[1-9][0-9]{0,15}$' } as const

/** GET and POST /recovery/cancel and /recovery/vouch: what asks for a fresh proof, for people without an app at hand. */
export function recoveryProofPages<C>(deps: SessionDeps<C>): Page[] {
  const asOneself = inSession(deps)
  const cancel = handlerOf(deps.implemented, contract.wayBack.cancel)
  const vouch = handlerOf(deps.implemented, contract.wayBack.vouch)
  return [
    {
      method: 'GET',
      path: '/recovery/cancel',
      answer: async () => formAnswer((await load()).cancel({ token: undefined })),
    },
    {
      method: 'POST',
      path: '/recovery/cancel',
      form: proofForm(),
      async answer(page) {
        await asOneself(page, cancel)
        return formAnswer((await load()).cancelled())
      },
      async refuse(refusal: Problem, { form: entered }) {
        const documents = await load()
        if (refusal.code === 'recovery_not_found') return formAnswer(documents.nothingUnderWay())
        return formAnswer(documents.cancel({ token: undefined, entered, refusal }))
      },
    },
    {
      method: 'GET',
      path: '/recovery/vouch',
      // Whose account it is, whoever opens the page is not told.
      answer: async ({ query }) => formAnswer((await load()).vouch({ token: query('user') })),
    },
    {
      method: 'POST',
      path: '/recovery/vouch',
      form: proofForm({ user }),
      async answer(page) {
        await asOneself(page, (call) => vouch({ ...call, params: { id: Number(page.form['user']) } }))
        return formAnswer((await load()).vouched())
      },
      refuse: async (refusal: Problem, { form: entered }) =>
        formAnswer((await load()).vouch({ token: entered['user'], entered, refusal })),
    },
  ]
}

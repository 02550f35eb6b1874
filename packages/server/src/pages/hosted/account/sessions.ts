import { contract, type Problem } from '@latchkey/contract'
import { formAnswer } from '../../form-page.ts'
import { loaded } from '../../loaded.ts'
import { type SignedIn, seeOther } from '../signed-in.ts'
import { type Deed, formOf, type Look, type Visit } from './own.ts'

const PATH = '/account/sessions'
const load = loaded(async () => (await import('./sessions-document.ts')).documents)

const cursorOf = ({ page }: Visit) => {
  const cursor = page.query('cursor')
  return cursor === undefined ? {} : { cursor }
}

const show = async (visit: Visit, refusal?: Problem) => {
  const sessions = await visit.ask(contract.sessions.list, { query: refusal ? {} : cursorOf(visit) })
  const done = visit.page.query('done')
  return formAnswer((await load())(visit.language).sessions({ sessions, done, refusal }))
}

/** GET /account/sessions */
export const sessionsLook: Look = { path: PATH, answer: (visit) => show(visit) }

/** POST /account/sessions/end and /account/sessions/end-others */
export const sessionsDeeds = (browser: SignedIn): readonly Deed[] => [
  {
    path: `${PATH}/end`,
    from: PATH,
    form: formOf(['session_id'], contract.sessions.end.input.params.properties),
    async answer({ ask, page, caller }) {
      const { session_id = '' } = page.form
      await ask(contract.sessions.end, { params: { session_id } })
      if (session_id === caller.sessionId) return seeOther('/sign-in', [browser.end()])
      return seeOther(`${PATH}?done=ended`)
    },
    refuse: (refusal, visit) => show(visit, refusal),
  },
  {
    path: `${PATH}/end-others`,
    from: PATH,
    form: formOf([], {}),
    async answer({ ask }) {
      await ask(contract.sessions.endOthers)
      return seeOther(`${PATH}?done=endedOthers`)
    },
    refuse: (refusal, visit) => show(visit, refusal),
  },
]

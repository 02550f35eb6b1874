import { contract } from '@latchkey/contract'
import { formAnswer } from '../../form-page.ts'
import { loaded } from '../../loaded.ts'
import { seeOther } from '../signed-in.ts'
import type { Refused } from './form.ts'
import { type Deed, formOf, type Look, type Visit } from './own.ts'

const PATH = '/account/profile'
const load = loaded(async () => (await import('./profile-document.ts')).documents)

const { full_name, email } = contract.users.update.input.body.properties

const show = async ({ ask, language, sendsMail, page }: Visit, refused?: Refused) => {
  const user = await ask(contract.users.me)
  const address = await ask(contract.users.address)
  const state = { user, address, sendsMail, done: page.query('done'), refused }
  return formAnswer((await load())(language).profile(state))
}

/** GET /account/profile */
export const profileLook: Look = { path: PATH, answer: (visit) => show(visit) }

const deed = (
  name: 'name' | 'email' | 'resend',
  form: Deed['form'],
  /** Answers what is said of it, where that is something else. */
  act: (visit: Visit) => Promise<unknown>,
): Deed => ({
  path: `${PATH}/${name}`,
  from: PATH,
  form,
  async answer(visit) {
    const done = await act(visit)
    return seeOther(`${PATH}?done=${typeof done === 'string' ? done : name}`)
  },
  refuse: (refusal, visit) => show(visit, { form: name, refusal, entered: visit.page.form }),
})

const own = ({ caller }: Visit) => ({ id: String(caller.userId) })

export const profileDeeds: readonly Deed[] = [
  deed('name', formOf(['full_name'], { full_name }), (visit) =>
    visit.ask(contract.users.update, {
      params: own(visit),
      body: { full_name: visit.page.form['full_name'] ?? '' },
    }),
  ),
  deed('email', formOf(['email'], { email }), async (visit) => {
    const { user } = visit.caller
    const { email: next } = await visit.ask(contract.users.update, {
      params: own(visit),
      body: { email: visit.page.form['email'] ?? '' },
    })
    return next === user.email ? 'same' : undefined
  }),
  // Of the own address alone: whoever asks for another has a page without a session for it.
  deed('resend', formOf([], {}), async ({ ask }) => {
    const { email: address } = await ask(contract.users.address)
    return ask(contract.mailboxes.resend, { body: { email: address } })
  }),
]

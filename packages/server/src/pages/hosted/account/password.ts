import { contract } from '@latchkey/contract'
import { formAnswer } from '../../form-page.ts'
import { loaded } from '../../loaded.ts'
import { type SignedIn, seeOther } from '../signed-in.ts'
import type { Refused } from './form.ts'
import { type Deed, formOf, type Look, type Visit } from './own.ts'

const PATH = '/account/password'
const load = loaded(async () => (await import('./password-document.ts')).documents)

const { current_password, new_password } = contract.sessions.changePassword.input.body.properties

const show = async ({ language, page, caller, ask }: Visit, refused?: Refused) => {
  const { has_password: hasPassword } = await ask(contract.factors.overview)
  return formAnswer(
    (await load())(language).password({
      username: caller.user.username,
      hasPassword,
      done: page.query('done'),
      refused,
    }),
  )
}

/** GET /account/password */
export const passwordLook: Look = { path: PATH, answer: (visit) => show(visit) }

/** POST /account/password: every other session ends, and the browser of this one gets another value. Whoever has none chooses a first one. */
export const passwordDeed = (browser: SignedIn): Deed => ({
  path: PATH,
  from: PATH,
  form: formOf(['new_password'], { current_password, new_password }),
  isSecret: true,
  async answer({ ask, page, caller }) {
    const { current_password: current, new_password: chosen = '' } = page.form
    await ask(contract.sessions.changePassword, {
      body: { ...(current === undefined ? {} : { current_password: current }), new_password: chosen },
    })
    return seeOther(`${PATH}?done=changed`, [await browser.renew(caller)])
  },
  refuse: (refusal, visit) => show(visit, { form: 'password', refusal, entered: {} }),
})

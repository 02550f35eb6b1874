import { contract, invalid, problem } from '@latchkey/contract'
import { formAnswer } from '../../form-page.ts'
import { loaded } from '../../loaded.ts'
import type { SignedIn } from '../signed-in.ts'
import { DELETE } from './addresses.ts'
import type { Refused } from './form.ts'
import { type Deed, formOf, type Look, type Visit } from './own.ts'

const load = loaded(async () => (await import('./delete-document.ts')).documents)

const show = async ({ ask, language, caller }: Visit, refused?: Refused) => {
  const preview = await ask(contract.yourData.deletion)
  return formAnswer((await load())(language).ask({ username: caller.user.username, preview, refused }))
}

/** GET /account/delete */
export const deleteLook: Look = { path: DELETE, answer: (visit) => show(visit) }

/** POST /account/delete: by the username, typed once more, and a proof of this very moment. */
export const deleteDeed = (browser: SignedIn): Deed => ({
  path: DELETE,
  from: DELETE,
  form: formOf(['username'], contract.sessions.login.input.body.properties),
  async answer({ ask, caller, page, language, isProved }) {
    const typed = (page.form['username'] ?? '').trim().toLowerCase()
    if (typed !== caller.user.username.toLowerCase())
      throw invalid({ field: 'username', message: 'This is not the username of this account.' })
    if (!isProved) throw problem('reauth_required')
    await ask(contract.users.delete, { params: { id: String(caller.userId) } })
    return { ...formAnswer((await load())(language).deleted()), cookies: [browser.end()] }
  },
  refuse: (refusal, visit) => show(visit, { form: 'delete', refusal, entered: visit.page.form }),
})

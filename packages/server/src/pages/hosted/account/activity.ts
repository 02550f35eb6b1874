import { contract } from '@latchkey/contract'
import { formAnswer } from '../../form-page.ts'
import { loaded } from '../../loaded.ts'
import type { Look } from './own.ts'

const load = loaded(async () => (await import('./activity-document.ts')).documents)

/** GET /account/activity */
export const activityLook: Look = {
  path: '/account/activity',
  async answer({ ask, language, page }) {
    const cursor = page.query('cursor')
    const activity = await ask(contract.audit.activity, { query: cursor === undefined ? {} : { cursor } })
    return formAnswer((await load())(language).activity(activity))
  },
}

import { contract } from '@latchkey/contract'
import { formAnswer } from '../../form-page.ts'
import { loaded } from '../../loaded.ts'
import type { Look } from './own.ts'

const load = loaded(async () => (await import('./overview-document.ts')).documents)

/** GET /account */
export const overviewLook: Look = {
  path: '/account',
  async answer({ ask, language }) {
    const user = await ask(contract.users.me)
    const factors = await ask(contract.factors.overview)
    const recovery = await ask(contract.wayBack.own)
    return formAnswer((await load())(language).overview({ user, factors, recovery }))
  },
}

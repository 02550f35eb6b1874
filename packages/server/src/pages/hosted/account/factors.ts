import { contract, type PageAnswer, type Problem } from '@latchkey/contract'
import type { FactorsFeature } from '#features/factors'
import { formAnswer } from '../../form-page.ts'
import { loaded } from '../../loaded.ts'
import { type SignedIn, seeOther } from '../signed-in.ts'
import type { Refused } from './form.ts'
import { type Deed, formOf, type Look, type Visit } from './own.ts'

const PATH = '/account/factors'
const CODES = `${PATH}/codes`
const load = loaded(async () => (await import('./factors-document.ts')).documents)
const loadCodes = loaded(async () => (await import('./codes-document.ts')).documents)

export interface FactorsDeps {
  readonly browser: SignedIn
  readonly factors: Pick<FactorsFeature, 'showAgain'>
}

const { code } = contract.factors.confirmTotp.input.body.properties
const { password } = contract.factors.declareLost.input.body.properties

const show = async ({ ask, language, page }: Visit, refused?: Refused) => {
  const factors = await ask(contract.factors.overview)
  const cursor = page.query('cursor')
  const devices = await ask(contract.factors.devices, { query: cursor === undefined ? {} : { cursor } })
  return formAnswer((await load())(language).factors({ factors, devices, done: page.query('done'), refused }))
}

/** What the page of recovery codes shows. */
interface Codes {
  readonly codes: readonly string[]
  /** Where they were made. */
  readonly next: string
}

/** On to the page of recovery codes, which were made at the page of this path. */
export const showCodes = ({ showOnce }: Visit, shown: Codes, cookies?: readonly string[]): PageAnswer =>
  showOnce(CODES, shown, cookies)

/** GET /account/factors and /account/factors/codes */
export const factorsLooks: readonly Look[] = [
  { path: PATH, answer: (visit) => show(visit) },
  {
    path: CODES,
    from: PATH,
    async answer({ shown, language }) {
      if (shown === undefined) return seeOther(PATH)
      return formAnswer((await loadCodes())(language).codes(shown as Codes))
    },
  },
]

/** What has a button and nothing to type. */
const button = (name: string, act: (visit: Visit) => ReturnType<Deed['answer']>): Deed => ({
  path: `${PATH}/${name}`,
  from: PATH,
  form: formOf([], {}),
  answer: act,
  refuse: refuseAs(name),
})

const refuseAs =
  (form: string) =>
  (refusal: Problem, visit: Visit): ReturnType<Deed['refuse']> =>
    show(visit, { form, refusal, entered: {} })

/** What proves who somebody is besides the password; passkeys have a page of their own. */
export const factorsDeeds = ({ browser, factors }: FactorsDeps): readonly Deed[] => [
  button('app', async ({ ask, language }) =>
    formAnswer((await load())(language).confirm({ begun: await ask(contract.factors.beginTotp) })),
  ),
  {
    path: `${PATH}/app/confirm`,
    from: PATH,
    form: formOf(['code'], { code, secret: { type: 'string', maxLength: 64 } }),
    isSecret: true,
    async answer(visit) {
      const { ask, page, caller } = visit
      const added = await ask(contract.factors.confirmTotp, { body: { code: page.form['code'] ?? '' } })
      // The session is one of two factors from now on, and the browser has another value for it (C048).
      const cookies = [await browser.renew(caller)]
      return added.recovery_codes
        ? showCodes(visit, { codes: added.recovery_codes, next: PATH }, cookies)
        : seeOther(`${PATH}?done=app`, cookies)
    },
    async refuse(refusal, visit) {
      if (refusal.code === 'totp_exists') return refuseAs('app')(refusal, visit)
      const begun = await factors.showAgain(visit.caller, visit.page.form['secret'] ?? '')
      // What is no secret is shown to nobody as if it were one.
      if (!begun) return refuseAs('app')(refusal, visit)
      return formAnswer((await load())(visit.language).confirm({ begun, refusal }))
    },
  },
  button('app/remove', async ({ ask }) => {
    await ask(contract.factors.removeTotp)
    return seeOther(`${PATH}?done=appRemoved`)
  }),
  button('codes', async (visit) => {
    const { recovery_codes: codes } = await visit.ask(contract.factors.renewCodes)
    return showCodes(visit, { codes, next: PATH })
  }),
  {
    path: `${PATH}/devices/forget`,
    from: PATH,
    form: formOf(['device_id'], contract.factors.forgetDevice.input.params.properties),
    async answer({ ask, page }) {
      await ask(contract.factors.forgetDevice, { params: { device_id: page.form['device_id'] ?? '' } })
      return seeOther(`${PATH}?done=deviceForgotten`)
    },
    refuse: refuseAs('devices/forget'),
  },
  {
    path: `${PATH}/lost`,
    from: PATH,
    form: formOf(['password'], { password }),
    isSecret: true,
    async answer({ ask, page }) {
      await ask(contract.factors.declareLost, { body: { password: page.form['password'] ?? '' } })
      return seeOther(`${PATH}?done=lost`)
    },
    refuse: refuseAs('lost'),
  },
  button('lost/call-off', async ({ ask }) => {
    await ask(contract.factors.callOffLoss)
    return seeOther(`${PATH}?done=found`)
  }),
]

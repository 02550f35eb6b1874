import {
  contract,
  invalid,
  type ObjectSchema,
  type Page,
  type PageAnswer,
  type PageRequest,
  type PasskeyAssertion,
  type Problem,
} from '@latchkey/contract'
import { handlerOf } from '../form-page.ts'
import { loaded } from '../loaded.ts'
import { scriptRefusal } from '../script-refusal.ts'
import { blank, carriedOf, passkeyField, stepForm } from './carried.ts'
import type { Cookie } from './cookie.ts'
import { type EntryDeps, type GettingIn, jsonAnswer } from './getting-in.ts'
import { halfField } from './half-sign-in.ts'
import { shownPasskey } from './shown-passkey.ts'

const load = loaded(async () => (await import('./second-step-document.ts')).documents)

const { passkey } = contract.secondSteps.loginMfa.input.body.properties
const { new_password } = contract.secondSteps.choosePassword.input.body.properties
const halfSignIn: ObjectSchema = {
  type: 'object',
  required: ['mfa_token'],
  additionalProperties: false,
  properties: { mfa_token: halfField },
}
/** As the page before had them; they decide about nothing but what is shown. */
const shown = {
  kinds: { type: 'string', maxLength: 64 },
  trust: { type: 'string', enum: ['', 'can'] },
} as const

interface Again {
  /** The device that stands in for the second factor. */
  readonly device: Cookie
  /** The first step, where the time of this one is over, or with a new password. */
  beginAgain(page: PageRequest, state: { refusal?: Problem; isChosen?: boolean }): Promise<PageAnswer>
}

/** An authenticator app has six digits, a recovery code more. */
export const kindOfCode = (code: string): 'totp' | 'recovery_code' =>
  /^\d{6}$/.test(code.replaceAll(/[\s-]/g, '')) ? 'totp' : 'recovery_code'

/** POST /sign-in/code and /sign-in/new-password: what a sign-in may ask for besides, however it began. */
export function secondStepPages(deps: EntryDeps, entry: GettingIn, { device, beginAgain }: Again): Page[] {
  const { implemented, returning, halfSignIns } = deps
  const loginMfa = handlerOf(implemented, contract.secondSteps.loginMfa)
  const beginPasskey = handlerOf(implemented, contract.secondSteps.loginMfaOptions)
  const choosePassword = handlerOf(implemented, contract.secondSteps.choosePassword)
  const passkeyOf = shownPasskey<PasskeyAssertion>(deps, passkey)

  const factorOf = async (form: PageRequest['form']) => {
    const { code = '', passkey: given = '' } = form
    if (given !== '') return { kind: 'passkey', passkey: await passkeyOf(given) }
    if (code !== '') return { kind: kindOfCode(code), code }
    throw invalid({ field: 'code', message: 'is required.' })
  }

  return [
    {
      method: 'POST',
      path: '/sign-in/code',
      form: stepForm(['mfa_token'], {
        ...{ mfa_token: halfField, ...shown },
        code: { type: 'string', maxLength: 64 },
        passkey: { anyOf: [blank, passkeyField] },
        trust_device: { type: 'string', enum: ['on'] },
      }),
      async answer(page) {
        const trust_device = page.form['trust_device'] === 'on'
        const mfa_token = halfSignIns.open(page, page.form['mfa_token'])
        const body = { mfa_token, ...(await factorOf(page.form)), trust_device }
        const answer = (await loginMfa({ body, request: page.facts })) as { device_token?: string }
        const kept = answer.device_token
        return entry.begun(page, answer, [
          halfSignIns.end(),
          ...(kept === undefined ? [] : [device.set(kept)]),
        ])
      },
      async refuse(refusal, page) {
        const next = await entry.nextStep(refusal, page, { canTrust: false })
        if (next) return next
        const { mfa_token: token, kinds = '', trust } = page.form
        if (refusal.code === 'invalid_mfa_token' || token === undefined) return beginAgain(page, { refusal })
        const state = {
          ...{ carried: carriedOf(page.form), token, refusal },
          ...{ kinds: kinds.split(' '), canTrust: trust === 'can' },
        }
        return returning.shown(state.carried.next, (await load()).factor(entry.languageOf(page), state))
      },
    },
    {
      method: 'POST',
      path: '/sign-in/code/options',
      form: halfSignIn,
      async answer(page) {
        const mfa_token = halfSignIns.open(page, page.form['mfa_token'])
        return jsonAnswer(await beginPasskey({ body: { mfa_token }, request: page.facts }))
      },
      refuse: async (refusal, page) => scriptRefusal(refusal, entry.languageOf(page)),
    },
    {
      method: 'POST',
      path: '/sign-in/new-password',
      form: stepForm(['password_token', 'new_password'], {
        password_token: halfField,
        new_password,
      }),
      async answer(page) {
        const password_token = halfSignIns.open(page, page.form['password_token'])
        const body = { password_token, new_password: page.form['new_password'] }
        await choosePassword({ body, request: page.facts })
        return beginAgain(page, { isChosen: true })
      },
      async refuse(refusal, page) {
        const token = page.form['password_token']
        if (refusal.code === 'invalid_mfa_token' || token === undefined) return beginAgain(page, { refusal })
        const state = { carried: carriedOf(page.form), token, refusal }
        return returning.shown(state.carried.next, (await load()).newPassword(entry.languageOf(page), state))
      },
    },
  ]
}

import {
  contract,
  type Implemented,
  type ObjectSchema,
  type Page,
  type PageRequest,
  type Problem,
} from '@latchkey/contract'
import type { Caller } from '#features/principals'
import type { ProvidersFeature } from '#features/providers'
import type { Language } from '#kernel/language'
import { formAnswer, handlerOf } from '../form-page.ts'
import { languageOf } from '../language.ts'
import { cookieOf } from './cookie.ts'
import { nextOf } from './next.ts'
import { type SignedIn, seeOther } from './signed-in.ts'

interface Deps {
  readonly implemented: readonly Implemented<Caller>[]
  readonly browser: SignedIn
  readonly isSecure: boolean
  readonly providers: Pick<ProvidersFeature, 'listOffered'>
  readonly language: Language
}

const load = async () => (await import('./sign-in-document.ts')).documents

const { username, password } = contract.sessions.login.input.body.properties
const { mfa_token } = contract.secondSteps.loginMfa.input.body.properties
const { password_token, new_password } = contract.secondSteps.choosePassword.input.body.properties
const next = { type: 'string', maxLength: 256 } as const
const formOf = (required: string[], properties: ObjectSchema['properties']): ObjectSchema => ({
  type: 'object',
  required,
  additionalProperties: false,
  properties: { ...properties, next },
})

/** As `trust_device` counts (decision 19). */
const TRUSTED_SECONDS = 30 * 24 * 60 * 60

/** An authenticator app has six digits, a recovery code more. */
export const kindOfCode = (code: string): 'totp' | 'recovery_code' =>
  /^\d{6}$/.test(code.replaceAll(/[\s-]/g, '')) ? 'totp' : 'recovery_code'

/** GET and POST /sign-in, and what a sign-in may ask for besides: each form is one step, and the last begins the session. */
export function signInPages({ implemented, browser, isSecure, providers, language }: Deps): Page[] {
  const login = handlerOf(implemented, contract.sessions.login)
  const loginMfa = handlerOf(implemented, contract.secondSteps.loginMfa)
  const choosePassword = handlerOf(implemented, contract.secondSteps.choosePassword)
  const logout = handlerOf(implemented, contract.sessions.logout)
  const device = cookieOf('latchkey-device', { isSecure, maxAgeSeconds: TRUSTED_SECONDS })

  return [
    {
      method: 'GET',
      path: '/sign-in',
      async answer(page) {
        const goal = nextOf(page.query('next'))
        if (await browser.find(page)) return seeOther(goal)
        const offered = await providers.listOffered()
        return formAnswer((await load()).form({ next: goal, offered, language: languageOf(page, language) }))
      },
    },
    {
      method: 'POST',
      path: '/sign-in',
      form: formOf(['username', 'password'], { username, password }),
      async answer(page) {
        const { username: name, password: secret } = page.form
        const trusted = device.read(page)
        const body = {
          ...{ username: name, password: secret, refresh: true },
          ...(trusted === undefined ? {} : { device_token: trusted }),
        }
        return begun(page, await login({ body, request: page.facts }))
      },
      refuse,
    },
    {
      method: 'POST',
      path: '/sign-in/code',
      form: formOf(['mfa_token', 'code'], {
        mfa_token,
        code: { type: 'string', minLength: 1, maxLength: 64 },
        trust_device: { type: 'string', enum: ['on'] },
      }),
      async answer(page) {
        const { mfa_token: token, code = '' } = page.form
        const trust_device = page.form['trust_device'] === 'on'
        const body = { mfa_token: token, kind: kindOfCode(code), code, trust_device }
        const answer = (await loginMfa({ body, request: page.facts })) as { device_token?: string }
        const kept = answer.device_token
        return begun(page, answer, kept === undefined ? [] : [device.set(kept)])
      },
      refuse,
    },
    {
      method: 'POST',
      path: '/sign-in/new-password',
      form: formOf(['password_token', 'new_password'], { password_token, new_password }),
      async answer(page) {
        const { password_token: token, new_password: chosen } = page.form
        await choosePassword({ body: { password_token: token, new_password: chosen }, request: page.facts })
        return formAnswer((await load()).form({ next: nextOf(page.form['next']), isChosen: true }))
      },
      refuse,
    },
    {
      method: 'POST',
      path: '/sign-out',
      form: formOf([], {}),
      async answer(page) {
        const caller = await browser.find(page)
        if (caller) await logout({ caller, request: page.facts })
        return seeOther('/sign-in', [browser.end()])
      },
    },
  ]

  async function begun(page: PageRequest, answer: unknown, cookies: readonly string[] = []) {
    return seeOther(nextOf(page.form['next']), [await browser.begin(answer), ...cookies])
  }
}

/** The same of a sign-in that was begun elsewhere. */
export const askForMore = (refusal: Problem, goal: string, page: PageRequest) =>
  refuse(refusal, { ...page, form: { next: goal } })

/** What is asked for besides is the next step; everything else is mended in the form it belongs to. */
const refuse: NonNullable<Page['refuse']> = async (refusal, { form }) => {
  const documents = await load()
  const state = { next: nextOf(form['next']), entered: form }
  const { mfa_token: mfaToken, password_token: passwordToken, factors = [] } = refusal.next ?? {}
  if (mfaToken !== undefined) return formAnswer(documents.code({ ...state, token: mfaToken, kinds: factors }))
  if (passwordToken !== undefined)
    return formAnswer(documents.newPassword({ ...state, token: passwordToken }))
  // A step whose time is over begins again.
  if (refusal.code === 'invalid_mfa_token') return formAnswer(documents.form({ ...state, refusal }))
  if (form['mfa_token'] !== undefined)
    return formAnswer(documents.code({ ...state, token: form['mfa_token'], kinds: [], refusal }))
  if (form['password_token'] !== undefined)
    return formAnswer(documents.newPassword({ ...state, token: form['password_token'], refusal }))
  return formAnswer(documents.form({ ...state, refusal }))
}

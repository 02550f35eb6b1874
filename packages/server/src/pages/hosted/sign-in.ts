import {
  contract,
  type ObjectSchema,
  type Page,
  type PageAnswer,
  type PageRequest,
  type PasskeyAssertion,
} from '@latchkey/contract'
import { handlerOf } from '../form-page.ts'
import { loaded } from '../loaded.ts'
import { scriptRefusal } from '../script-refusal.ts'
import { carriedOf, passkeyField, stepForm } from './carried.ts'
import { cookieOf } from './cookie.ts'
import { type EntryDeps, type GettingIn, jsonAnswer } from './getting-in.ts'
import { HOME, nextOf } from './goal.ts'
import { secondStepPages } from './second-step.ts'
import { shownPasskey } from './shown-passkey.ts'
import type { SignInState } from './sign-in-document.ts'
import { seeOther } from './signed-in.ts'

const load = loaded(async () => (await import('./sign-in-document.ts')).documents)

const { username, password } = contract.sessions.login.input.body.properties
/** What a script sends that asks for the options of a passkey of anybody. */
const nothing: ObjectSchema = { type: 'object', additionalProperties: false, properties: {} }
const { ceremony, response } = contract.passkeys.signIn.input.body.properties
const assertion: ObjectSchema = {
  ...contract.passkeys.signIn.input.body,
  properties: { ceremony, response },
}

/** As `trust_device` counts (decision 19). */
const TRUSTED_SECONDS = 30 * 24 * 60 * 60

export { kindOfCode } from './second-step.ts'

/** GET and POST /sign-in, by a password or a passkey: each form is one step, and the last begins the session. */
export function signInPages(deps: EntryDeps, entry: GettingIn): Page[] {
  const { implemented, browser, returning, keptTyping, shownOnce, providers, isSecure, registration } = deps
  const login = handlerOf(implemented, contract.sessions.login)
  const logout = handlerOf(implemented, contract.sessions.logout)
  const beginPasskey = handlerOf(implemented, contract.passkeys.beginSignIn)
  const byPasskey = handlerOf(implemented, contract.passkeys.signIn)
  const passkeyOf = shownPasskey<PasskeyAssertion>(deps, assertion)
  const device = cookieOf('latchkey-device', { isSecure, maxAgeSeconds: TRUSTED_SECONDS })
  const isOpen = registration === 'open' || registration === 'private'

  const shown = async (
    page: PageRequest,
    state: Omit<SignInState, 'isOpen' | 'offered'>,
    how: 'form' | 'opened' = 'form',
  ): Promise<PageAnswer> => {
    const offered = await providers.listOffered()
    const rendered = (await load())[how](entry.languageOf(page), { ...state, isOpen, offered })
    return returning.shown(state.carried.next, rendered)
  }

  const refusing =
    (canTrust: boolean): NonNullable<Page['refuse']> =>
    async (refusal, page) => {
      const next = await entry.nextStep(refusal, page, { canTrust })
      if (next) return next
      return shown(page, { carried: carriedOf(page.form), entered: page.form, refusal })
    }

  return [
    {
      method: 'GET',
      path: '/sign-in',
      async answer(page) {
        const next = await returning.asked(page)
        if (typeof next !== 'string') return next
        if (await browser.find(page)) return seeOther(next)
        const isKept = keptTyping.isThere(page)
        return shown(page, { carried: carriedOf({ next }), ...(isKept ? { isKept } : {}) }, 'opened')
      },
    },
    {
      method: 'POST',
      path: '/sign-in',
      form: stepForm(['username', 'password'], { username, password }),
      async answer(page) {
        const { username: name, password: secret } = page.form
        const trusted = device.read(page)
        const body = {
          ...{ username: name, password: secret, refresh: true },
          ...(trusted === undefined ? {} : { device_token: trusted }),
        }
        return entry.begunByPassword(page, await login({ body, request: page.facts }))
      },
      refuse: refusing(true),
    },
    {
      method: 'POST',
      path: '/sign-in/passkey/options',
      form: nothing,
      answer: async ({ facts }) => jsonAnswer(await beginPasskey({ request: facts })),
      refuse: async (refusal, page) => scriptRefusal(refusal, entry.languageOf(page)),
    },
    {
      method: 'POST',
      path: '/sign-in/passkey',
      form: stepForm(['passkey'], { passkey: passkeyField }),
      async answer(page) {
        const shown = await passkeyOf(page.form['passkey'] ?? '')
        return entry.begun(page, await byPasskey({ body: { ...shown, refresh: true }, request: page.facts }))
      },
      refuse: refusing(false),
    },
    ...secondStepPages(deps, entry, {
      device,
      beginAgain: (page, state) => shown(page, { carried: carriedOf(page.form), ...state }),
    }),
    {
      method: 'POST',
      path: '/sign-out',
      form: stepForm([], {}),
      async answer(page) {
        const caller = await browser.find(page)
        if (caller) await logout({ caller, request: page.facts })
        const next = nextOf(page.form['next'])
        const to = next === HOME ? '/sign-in' : `/sign-in?next=${encodeURIComponent(next)}`
        return shownOnce.leave(page, seeOther(to, [browser.end(), ...keptTyping.forgotten(page)]))
      },
    },
  ]
}

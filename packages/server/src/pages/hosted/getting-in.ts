import {
  contract,
  type Implemented,
  type ObjectSchema,
  type PageAnswer,
  type PageRequest,
  Problem,
} from '@latchkey/contract'
import type { Caller, Principal } from '#features/principals'
import type { ProvidersFeature } from '#features/providers'
import type { RegistrationMode } from '#features/users'
import type { SessionId } from '#kernel/ids'
import type { Language } from '#kernel/language'
import type { Random } from '#kernel/random'
import { handlerOf } from '../form-page.ts'
import { languageOf } from '../language.ts'
import { carriedOf } from './carried.ts'
import { cookieOf } from './cookie.ts'
import type { HalfSignIns } from './half-sign-in.ts'
import type { KeptTyping } from './kept-typing.ts'
import type { Returning } from './returning.ts'
import type { ShownOnce } from './shown-once.ts'
import { type SignedIn, seeOther } from './signed-in.ts'
import type { StraightOn } from './straight-on.ts'

export interface EntryDeps {
  readonly implemented: readonly Implemented<Caller>[]
  readonly browser: SignedIn
  readonly returning: Returning
  readonly keptTyping: KeptTyping
  readonly shownOnce: ShownOnce
  readonly halfSignIns: HalfSignIns
  readonly straightOn: StraightOn
  readonly providers: Pick<ProvidersFeature, 'listOffered'>
  readonly random: Random
  readonly isSecure: boolean
  readonly registration: RegistrationMode
  /** Of who asks for none. */
  readonly language: Language
  /** Whether what is mailed gets anywhere. */
  readonly sendsMail: boolean
  /** Holds what a field has as JSON against its schema. Throws `validation_failed`. */
  readonly held: (schema: ObjectSchema) => Promise<(body: unknown) => unknown>
}

export interface GettingIn {
  /** The end of every way in: the browser is known from now on, and goes on to where it wanted to. */
  begun(
    page: PageRequest,
    answer: unknown,
    cookies?: readonly string[],
    knownBy?: SessionId,
  ): Promise<PageAnswer>
  /** The same behind a password, which a passkey may take the place of. */
  begunByPassword(page: PageRequest, answer: unknown, cookies?: readonly string[]): Promise<PageAnswer>
  /** Signs in whoever has just made an account or proved a password by this form: no cookie where the server refuses that now. */
  cookiesFor(page: PageRequest, who: { username: string; password: string }): Promise<readonly string[]>
  /** Asks for what a sign-in needs besides; undefined where it needs nothing, or was refused. */
  nextStep(
    refusal: Problem,
    page: PageRequest,
    options: { canTrust: boolean },
  ): Promise<PageAnswer | undefined>
  /** "Not now", of this device. */
  readonly later: ReturnType<typeof cookieOf>
  /** `caller` where it is the page of whoever is signed in. */
  languageOf(page: PageRequest, caller?: Principal): Language
}

const LATER_SECONDS = 180 * 24 * 60 * 60

export const OFFER = '/sign-in/passkey-offer'

/** What the ways in share: how each ends, and what it may need besides. */
export function gettingIn(deps: EntryDeps): GettingIn {
  const { implemented, browser, returning, halfSignIns, straightOn, isSecure } = deps
  const login = handlerOf(implemented, contract.sessions.login)
  const overview = handlerOf(implemented, contract.factors.overview)
  const preferences = handlerOf(implemented, contract.preferences.get)
  const later = cookieOf('latchkey-passkey-later', { isSecure, maxAgeSeconds: LATER_SECONDS })

  /** Never to somebody who has one, who said no, or whose browser did not say that it can. */
  const isOffered = async (page: PageRequest, caller: Principal): Promise<boolean> => {
    if (carriedOf(page.form).passkeys !== 'able' || later.read(page) !== undefined) return false
    const call = { caller, request: page.facts }
    const { passkeys } = (await overview(call)) as { passkeys: number }
    if (passkeys > 0) return false
    return ((await preferences(call)) as { offer_passkey: boolean }).offer_passkey
  }

  return {
    later,
    languageOf: (page, caller) => languageOf(page, deps.language, caller?.language),
    async begun(page, answer, cookies = [], knownBy?: SessionId) {
      const caller = await browser.callerOf(answer)
      return returning.goOn(carriedOf(page.form).next, caller, page, [
        await browser.begin(page, caller, knownBy),
        ...cookies,
      ])
    },
    async begunByPassword(page, answer, cookies = []) {
      const { next } = carriedOf(page.form)
      const caller = await browser.callerOf(answer)
      const given = [await browser.begin(page, caller), ...cookies]
      return (await isOffered(page, caller))
        ? seeOther(`${OFFER}?next=${encodeURIComponent(next)}`, [...given, ...straightOn.keep(caller, next)])
        : returning.goOn(next, caller, page, given)
    },
    async cookiesFor(page, { username, password }) {
      try {
        const answer = await login({ body: { username, password, refresh: true }, request: page.facts })
        return [await browser.begin(page, await browser.callerOf(answer))]
      } catch (error) {
        if (error instanceof Problem) return []
        throw error
      }
    },
    async nextStep(refusal, page, { canTrust }) {
      const { mfa_token: mfaToken, password_token: passwordToken, factors = [] } = refusal.next ?? {}
      if (mfaToken === undefined && passwordToken === undefined) return undefined
      const { documents } = await import('./second-step-document.ts')
      const carried = carriedOf(page.form)
      const language = languageOf(page, deps.language)
      const { held: token, cookies } = halfSignIns.keep(page, mfaToken ?? passwordToken ?? '')
      const rendered =
        mfaToken === undefined
          ? documents.newPassword(language, { carried, token })
          : documents.factor(language, { carried, token, kinds: factors, canTrust })
      return { ...returning.shown(carried.next, rendered), cookies }
    },
  }
}

/** A page that asks for nothing and answers a script, by the origin guard of every form. */
export const jsonAnswer = (body: unknown): PageAnswer => ({
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(body),
})

import {
  contract,
  type ObjectSchema,
  type Page,
  type PageAnswer,
  type PageRequest,
  problem,
  type RegistrationResponse,
} from '@latchkey/contract'
import type { Principal } from '#features/principals'
import { deviceIn, deviceInWords } from '#kernel/device-in-words'
import { formAnswer, handlerOf } from '../form-page.ts'
import { loaded } from '../loaded.ts'
import { scriptRefusal } from '../script-refusal.ts'
import { passkeyField } from './carried.ts'
import { type EntryDeps, type GettingIn, jsonAnswer, OFFER } from './getting-in.ts'
import { HOME, nextField, nextOf } from './goal.ts'
import { words } from './passkey-offer-words.ts'
import { shownPasskey } from './shown-passkey.ts'
import { seeOther } from './signed-in.ts'

const load = loaded(async () => (await import('./passkey-offer-document.ts')).documents)

const { ceremony, response } = contract.passkeys.add.input.body.properties
/** What the browser gave: the name is not its business. */
const made: ObjectSchema = {
  type: 'object',
  required: ['ceremony', 'response'],
  additionalProperties: false,
  properties: { ceremony, response },
}
interface Made {
  readonly ceremony: string
  readonly response: RegistrationResponse
}
/** What an account gets with its first second factor, and where it goes on from there. */
interface Codes {
  readonly next: string
  readonly codes: readonly string[]
}
const CODES = `${OFFER}/codes`
const nothing: ObjectSchema = { type: 'object', additionalProperties: false, properties: {} }

/** What is offered between a sign-in by password and its goal, to whoever has no passkey and did not say no. */
export function passkeyOfferPages(deps: EntryDeps, entry: GettingIn): Page[] {
  const { implemented, browser, returning, shownOnce, straightOn } = deps
  const add = handlerOf(implemented, contract.passkeys.add)
  const begin = handlerOf(implemented, contract.passkeys.begin)
  const overview = handlerOf(implemented, contract.factors.overview)
  const choose = handlerOf(implemented, contract.preferences.set)
  const madeOf = shownPasskey<Made>(deps, made)
  const spoken = async (page: PageRequest) => entry.languageOf(page, await browser.find(page))
  const goOn = (
    goal: string,
    caller: Principal,
    page: PageRequest,
    given: readonly string[] = [],
  ): PageAnswer | Promise<PageAnswer> => {
    const { isMeant, cookies: gone } = straightOn.take(page, caller, goal)
    const cookies = [...given, ...gone]
    return isMeant ? returning.goOn(goal, caller, page, cookies) : seeOther(goal, cookies)
  }
  /** For the script, which would follow a redirect. */
  const options: Page = {
    method: 'POST',
    path: `${OFFER}/options`,
    form: nothing,
    limit: 'write',
    async answer(page) {
      const caller = await browser.find(page)
      if (!caller)
        throw problem('invalid_token', { detail: 'You are not signed in any more. Sign in again.' })
      return jsonAnswer(await begin({ caller, request: page.facts }))
    },
    refuse: async (refusal, page) => scriptRefusal(refusal, await spoken(page)),
  }

  return [
    options,
    browser.own({
      method: 'GET',
      path: OFFER,
      async answer(page, caller) {
        const goal = nextOf(page.query('next'))
        const { passkeys } = (await overview({ caller, request: page.facts })) as { passkeys: number }
        if (passkeys > 0) return seeOther(goal)
        return returning.shown(goal, (await load()).offer(entry.languageOf(page, caller), { next: goal }))
      },
    }),
    browser.own({
      method: 'POST',
      path: OFFER,
      form: {
        type: 'object',
        required: ['passkey'],
        additionalProperties: false,
        properties: { passkey: passkeyField, next: nextField },
      },
      async answer(page, caller) {
        const language = entry.languageOf(page, caller)
        const device = await deviceInWords(page.facts.userAgent())
        const name = device === null ? words[language].thisDevice : deviceIn(language, device)
        const body = { ...(await madeOf(page.form['passkey'] ?? '')), name }
        const added = (await add({ caller, body, request: page.facts })) as { recovery_codes?: string[] }
        const goal = nextOf(page.form['next'])
        // What shows who somebody is changed: so does what the browser is known by (C048).
        const cookies = [await browser.renew(caller)]
        if (added.recovery_codes === undefined) return goOn(goal, caller, page, cookies)
        const shown = { next: goal, codes: added.recovery_codes } satisfies Codes
        return shownOnce.lead(CODES, String(caller.userId), shown, cookies)
      },
      async refuse(refusal, page) {
        const state = { next: nextOf(page.form['next']), refusal }
        return returning.shown(state.next, (await load()).offer(await spoken(page), state))
      },
    }),
    browser.own({
      method: 'GET',
      path: CODES,
      async answer(page, caller) {
        const shown = shownOnce.find(page, CODES, String(caller.userId)) as Codes | undefined
        if (shown === undefined) return seeOther(HOME)
        return formAnswer((await load()).codes(entry.languageOf(page, caller), shown.next, shown.codes))
      },
    }),
    browser.own({
      method: 'POST',
      path: `${OFFER}/answer`,
      form: {
        type: 'object',
        required: ['answer'],
        additionalProperties: false,
        properties: { answer: { type: 'string', enum: ['later', 'never'] }, next: nextField },
      },
      async answer(page, caller) {
        const goal = nextOf(page.form['next'])
        if (page.form['answer'] === 'later') return goOn(goal, caller, page, [entry.later.set('1')])
        await choose({ caller, body: { offer_passkey: false }, request: page.facts })
        return goOn(goal, caller, page)
      },
    }),
  ]
}

import { contract, invalid, type Page } from '@latchkey/contract'
import { handlerOf } from '../form-page.ts'
import { loaded } from '../loaded.ts'
import { carriedOf, stepForm } from './carried.ts'
import type { EntryDeps, GettingIn } from './getting-in.ts'

const load = loaded(async () => (await import('./mail-sign-in-document.ts')).documents)

const { email } = contract.mailboxes.askCode.input.body.properties

/** GET and POST /sign-in/mail, and /sign-in/mail/code: signing in by what is mailed. Every address is answered alike (C023). */
export function mailSignInPages({ implemented, returning, sendsMail }: EntryDeps, entry: GettingIn): Page[] {
  const askCode = handlerOf(implemented, contract.mailboxes.askCode)
  const askLink = handlerOf(implemented, contract.mailboxes.askLink)
  const redeemCode = handlerOf(implemented, contract.mailboxes.redeemCode)
  return [
    {
      method: 'GET',
      path: '/sign-in/mail',
      async answer(page) {
        const next = await returning.asked(page)
        if (typeof next !== 'string') return next
        const state = { carried: carriedOf({ next }), sendsMail }
        return returning.shown(next, (await load()).address(entry.languageOf(page), state))
      },
    },
    {
      method: 'POST',
      path: '/sign-in/mail',
      form: stepForm(['email'], { email, by: { type: 'string', enum: ['', 'link'] } }),
      async answer(page) {
        const isLink = page.form['by'] === 'link'
        const address = page.form['email'] ?? ''
        await (isLink ? askLink : askCode)({ body: { email: address }, request: page.facts })
        const state = { carried: carriedOf(page.form), sendsMail, entered: page.form, email: address }
        // A code that does not come is asked of nobody.
        const kind = sendsMail ? (isLink ? 'link' : 'code') : 'address'
        const rendered = (await load())[kind](entry.languageOf(page), state)
        return returning.shown(state.carried.next, rendered)
      },
      async refuse(refusal, page) {
        const state = { carried: carriedOf(page.form), sendsMail, entered: page.form, refusal }
        return returning.shown(state.carried.next, (await load()).address(entry.languageOf(page), state))
      },
    },
    {
      method: 'POST',
      path: '/sign-in/mail/code',
      form: stepForm(['email', 'code'], { email, code: { type: 'string', maxLength: 32 } }),
      async answer(page) {
        // As people copy it.
        const code = (page.form['code'] ?? '').replaceAll(/[\s-]/g, '')
        if (!/^[0-9]{8}$/.test(code)) throw invalid({ field: 'code', message: 'may have only 8 digits.' })
        const body = { email: page.form['email'], code, refresh: true }
        return entry.begun(page, await redeemCode({ body, request: page.facts }))
      },
      async refuse(refusal, page) {
        const next = await entry.nextStep(refusal, page, { canTrust: false })
        if (next) return next
        const state = { carried: carriedOf(page.form), email: page.form['email'] ?? '', refusal }
        return returning.shown(state.carried.next, (await load()).code(entry.languageOf(page), state))
      },
    },
  ]
}

import { contract } from '@latchkey/contract'
import { deviceIn, deviceInWords } from '#kernel/device-in-words'
import { formAnswer } from '../../form-page.ts'
import { loaded } from '../../loaded.ts'
import { blank } from '../carried.ts'
import { type SignedIn, seeOther } from '../signed-in.ts'
import { showCodes } from './factors.ts'
import type { Refused } from './form.ts'
import { parsed } from './json.ts'
import { type Deed, formOf, type Look, type Visit } from './own.ts'

const PATH = '/account/passkeys'
export const PASSKEY_OPTIONS = `${PATH}/options`
const load = loaded(async () => (await import('./passkeys-document.ts')).documents)

const { passkey_id } = contract.passkeys.rename.input.params.properties
const { name } = contract.passkeys.rename.input.body.properties

/** What a passkey is called to begin with; empty where the browser did not say what it is. */
const deviceOf = async ({ page, language }: Visit) => {
  const device = await deviceInWords(page.facts.userAgent())
  return device === null ? '' : deviceIn(language, device)
}

const show = async (visit: Visit, refused?: Refused) => {
  const { items } = await visit.ask(contract.passkeys.list)
  const state = { items, done: visit.page.query('done'), refused, device: await deviceOf(visit) }
  return formAnswer((await load())(visit.language).passkeys(state))
}

const showAdding = async (visit: Visit, refused?: Refused) => {
  const state = { name: await deviceOf(visit), refused }
  return formAnswer((await load())(visit.language).adding(state))
}

/** GET /account/passkeys */
export const passkeysLook: Look = { path: PATH, answer: (visit) => show(visit) }

export const passkeysDeeds = (browser: SignedIn): readonly Deed[] => [
  {
    path: `${PATH}/new`,
    from: PATH,
    // What a script would have filled in and sent on.
    form: formOf([], { name, passkey: blank }),
    async answer(visit) {
      // Where no script asked already: whether one may be added is said before anybody touches an authenticator.
      await visit.ask(contract.passkeys.begin)
      return showAdding(visit)
    },
    refuse: (refusal, visit) => show(visit, { form: 'new', refusal, entered: {} }),
  },
  {
    path: `${PATH}/add`,
    from: PATH,
    form: formOf(['name', 'passkey'], { name, passkey: { type: 'string', maxLength: 65_536 } }),
    isSecret: true,
    async answer(visit) {
      const { ask, page, caller } = visit
      const given = parsed(page.form['passkey'] ?? '') as { ceremony: string; response: never } | null
      const added = await ask(contract.passkeys.add, {
        body: {
          name: page.form['name'] ?? '',
          ceremony: given?.ceremony ?? '',
          response: given?.response as never,
        },
      })
      // The session is one of two factors from now on, and the browser has another value for it (C048).
      const cookies = [await browser.renew(caller)]
      if (!added.recovery_codes) return seeOther(`${PATH}?done=added`, cookies)
      return showCodes(visit, { codes: added.recovery_codes, next: PATH }, cookies)
    },
    refuse: (refusal, visit) => showAdding(visit, { form: 'add', refusal, entered: visit.page.form }),
  },
  {
    path: `${PATH}/rename`,
    from: PATH,
    form: formOf(['passkey_id', 'name'], { passkey_id, name }),
    async answer({ ask, page }) {
      const { passkey_id: id = '', name: chosen = '' } = page.form
      await ask(contract.passkeys.rename, { params: { passkey_id: id }, body: { name: chosen } })
      return seeOther(`${PATH}?done=renamed`)
    },
    refuse: (refusal, visit) =>
      show(visit, { form: visit.page.form['passkey_id'] ?? '', refusal, entered: visit.page.form }),
  },
  {
    path: `${PATH}/remove`,
    from: PATH,
    form: formOf(['passkey_id'], { passkey_id }),
    async answer({ ask, page }) {
      await ask(contract.passkeys.remove, { params: { passkey_id: page.form['passkey_id'] ?? '' } })
      return seeOther(`${PATH}?done=removed`)
    },
    refuse: (refusal, visit) => show(visit, { form: 'remove', refusal, entered: {} }),
  },
]

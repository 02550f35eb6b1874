import { contract, type Page } from '@latchkey/contract'
import { formAnswer, handlerOf } from '../form-page.ts'
import { loaded } from '../loaded.ts'
import type { EntryDeps, GettingIn } from './getting-in.ts'
import { HOME, nextField, nextOf } from './goal.ts'
import { going } from './going.ts'

const load = loaded(async () => (await import('./asked-by-mail-document.ts')).documents)

const asked = [
  // A link to choose a new password.
  ['/forgot', contract.mailboxes.forgot],
  // A link to begin the way back, for whoever has lost all that signs them in; or, once its time is over, to end it.
  ['/recovery/ask', contract.wayBack.start],
] as const

/** GET and POST where an address is typed and a link is mailed to it. Every address is answered alike (C023). */
export function askedByMailPages({ implemented, isSecure, sendsMail }: EntryDeps, entry: GettingIn): Page[] {
  const kept = going({ isSecure })
  return asked.flatMap(([path, endpoint]): Page[] => {
    const ask = handlerOf(implemented, endpoint)
    const { body } = endpoint.input
    return [
      {
        method: 'GET',
        path,
        async answer(page) {
          const { opened, form } = (await load())[path]
          const next = nextOf(page.query('next'))
          // The way to an app is one person's, and not kept in memory for everybody.
          return formAnswer((next === HOME ? opened : form)(entry.languageOf(page), { next, sendsMail }))
        },
      },
      {
        method: 'POST',
        path,
        form: { ...body, properties: { ...body.properties, next: nextField } },
        async answer(page) {
          const { next: typed, ...form } = page.form
          const next = nextOf(typed)
          await ask({ body: form, request: page.facts })
          const mailed = (await load())[path].mailed(entry.languageOf(page), form['email'] ?? '', {
            next,
            sendsMail,
          })
          return { ...formAnswer(mailed), cookies: kept.keep(next) }
        },
        async refuse(refusal, page) {
          const state = { next: nextOf(page.form['next']), sendsMail, entered: page.form, refusal }
          return formAnswer((await load())[path].form(entry.languageOf(page), state))
        },
      },
    ]
  })
}

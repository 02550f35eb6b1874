import { contract, type Page } from '@latchkey/contract'
import { formAnswer, handlerOf } from '../form-page.ts'
import { loaded } from '../loaded.ts'
import type { EntryDeps, GettingIn } from './getting-in.ts'

const load = loaded(async () => (await import('./asked-by-mail-document.ts')).documents)

const asked = [
  // A link to choose a new password.
  ['/forgot', contract.mailboxes.forgot],
  // A link to begin the way back, for whoever has lost all that signs them in; or, once its time is over, to end it.
  ['/recovery/ask', contract.wayBack.start],
] as const

/** GET and POST where an address is typed and a link is mailed to it. Every address is answered alike (C023). */
export const askedByMailPages = ({ implemented }: EntryDeps, entry: GettingIn): Page[] =>
  asked.flatMap(([path, endpoint]): Page[] => {
    const ask = handlerOf(implemented, endpoint)
    return [
      {
        method: 'GET',
        path,
        answer: async (page) => formAnswer((await load())[path].opened(entry.languageOf(page), {})),
      },
      {
        method: 'POST',
        path,
        form: endpoint.input.body,
        async answer(page) {
          await ask({ body: page.form, request: page.facts })
          return formAnswer((await load())[path].mailed(entry.languageOf(page), page.form['email'] ?? ''))
        },
        refuse: async (refusal, page) =>
          formAnswer((await load())[path].form(entry.languageOf(page), { entered: page.form, refusal })),
      },
    ]
  })

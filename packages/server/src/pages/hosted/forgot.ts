import { contract, type Page } from '@latchkey/contract'
import { formAnswer, handlerOf } from '../form-page.ts'
import { loaded } from '../loaded.ts'
import type { EntryDeps, GettingIn } from './getting-in.ts'

const load = loaded(async () => (await import('./forgot-document.ts')).documents)

const { forgot } = contract.mailboxes

/** GET and POST /forgot: a link to choose a new password, by mail. Every address is answered alike (C023). */
export function forgotPages({ implemented }: EntryDeps, entry: GettingIn): Page[] {
  const ask = handlerOf(implemented, forgot)
  return [
    {
      method: 'GET',
      path: '/forgot',
      answer: async (page) => formAnswer((await load()).opened(entry.languageOf(page), {})),
    },
    {
      method: 'POST',
      path: '/forgot',
      form: forgot.input.body,
      async answer(page) {
        await ask({ body: page.form, request: page.facts })
        return formAnswer((await load()).mailed(entry.languageOf(page), page.form['email'] ?? ''))
      },
      refuse: async (refusal, page) =>
        formAnswer((await load()).form(entry.languageOf(page), { entered: page.form, refusal })),
    },
  ]
}

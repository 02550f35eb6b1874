import { contract, type Page } from '@latchkey/contract'
import { formAnswer, handlerOf } from '../form-page.ts'
import { loaded } from '../loaded.ts'
import { carriedOf, stepForm } from './carried.ts'
import type { EntryDeps, GettingIn } from './getting-in.ts'
import { seeOther } from './signed-in.ts'

const load = loaded(async () => (await import('./sign-up-document.ts')).documents)

const { username, email, full_name, password } = contract.users.register.input.body.properties

/** GET and POST /sign-up, as LATCHKEY_REGISTRATION has it: an account and a session at once, a mail, or the way to either. */
export function signUpPages(deps: EntryDeps, entry: GettingIn): Page[] {
  const { implemented, browser, returning, providers, registration } = deps
  const register = handlerOf(implemented, contract.users.register)
  const login = handlerOf(implemented, contract.sessions.login)
  return [
    {
      method: 'GET',
      path: '/sign-up',
      async answer(page) {
        const next = await returning.asked(page)
        if (typeof next !== 'string') return next
        if (await browser.find(page)) return seeOther(next)
        const carried = carriedOf({ next })
        const documents = await load()
        const language = entry.languageOf(page)
        return returning.shown(
          next,
          registration === 'invite' || registration === 'closed'
            ? documents.notHere(language, registration, carried)
            : documents.opened(language, { carried, offered: await providers.listOffered() }),
        )
      },
    },
    {
      method: 'POST',
      path: '/sign-up',
      limit: 'register',
      form: stepForm(['username', 'email', 'full_name', 'password'], {
        username,
        email,
        full_name,
        password,
      }),
      async answer(page) {
        const { next: _, passkeys: __, ...account } = page.form
        await register({ body: account, request: page.facts })
        // The answer is the same for every address (C023), so nobody is signed in by it.
        if (registration === 'private')
          return formAnswer((await load()).mailed(entry.languageOf(page), account['email'] ?? ''))
        const body = { username: account['username'], password: account['password'], refresh: true }
        return entry.begunByPassword(page, await login({ body, request: page.facts }))
      },
      async refuse(refusal, page) {
        const documents = await load()
        const language = entry.languageOf(page)
        const carried = carriedOf(page.form)
        if (refusal.code === 'registration_closed')
          return formAnswer(
            documents.notHere(language, registration === 'invite' ? 'invite' : 'closed', carried),
          )
        return returning.shown(
          carried.next,
          documents.form(language, {
            ...{ carried, entered: page.form, refusal },
            offered: await providers.listOffered(),
          }),
        )
      },
    },
  ]
}

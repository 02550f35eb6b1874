import { contract, type Page, type PageRequest, Problem } from '@latchkey/contract'
import { usernameFrom } from '#features/providers'
import { formAnswer, handlerOf } from '../form-page.ts'
import { loaded } from '../loaded.ts'
import { carriedOf, stepForm } from './carried.ts'
import type { EntryDeps, GettingIn } from './getting-in.ts'
import { seeOther } from './signed-in.ts'

const load = loaded(async () => (await import('./sign-up-document.ts')).documents)

const { username, email, full_name, password } = contract.users.register.input.body.properties

/** All that is wrong is said at once: whoever makes the account judges every field, and here it is only read. */
const read = ({ maxLength }: { maxLength: number }) => ({ type: 'string', maxLength }) as const

/** GET and POST /sign-up, as LATCHKEY_REGISTRATION has it: an account and a session at once, a mail, or the way to either. */
export function signUpPages(deps: EntryDeps, entry: GettingIn): Page[] {
  const { implemented, browser, returning, providers, registration, sendsMail, random } = deps
  const isInVain = registration === 'private' && !sendsMail
  const register = handlerOf(implemented, contract.users.register)
  const login = handlerOf(implemented, contract.sessions.login)

  /** Makes the account, or asks for it, and answers its username. */
  const registered = async (page: PageRequest): Promise<string> => {
    const { email: address = '', password: secret, username: typed = '', full_name: called = '' } = page.form
    const make = async (name: string) => {
      const body = { username: name, email: address, full_name: called.trim() || name, password: secret }
      await register({ body, request: page.facts })
      return name
    }
    if (typed.trim() !== '') return make(typed)
    const proposed = usernameFrom(address) ?? 'user'
    const another = () => make(`${proposed}-${random.bytes(4).toString('hex')}`)
    // Whether a name is somebody's is not told there, so it is never tried (C023).
    if (registration === 'private' || proposed === 'user') return another()
    return make(proposed).catch((error: unknown) => {
      if (error instanceof Problem && error.code === 'username_taken') return another()
      throw error
    })
  }

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
            : documents.opened(language, { carried, isInVain, offered: await providers.listOffered() }),
        )
      },
    },
    {
      method: 'POST',
      path: '/sign-up',
      limit: 'register',
      form: stepForm(['email', 'password'], {
        username: read(username),
        email: read(email),
        full_name: read(full_name),
        password: read(password),
      }),
      async answer(page) {
        const { email: address = '', password: secret = '' } = page.form
        const chosen = await registered(page)
        // The answer is the same for every address (C023), so nobody is signed in by it.
        if (registration === 'private')
          return formAnswer((await load()).mailed(entry.languageOf(page), address, isInVain))
        const body = { username: chosen, password: secret, refresh: true }
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
            ...{ carried, isInVain, entered: page.form, refusal },
            offered: await providers.listOffered(),
          }),
        )
      },
    },
  ]
}

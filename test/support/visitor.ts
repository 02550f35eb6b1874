import type { Account } from './accounts.ts'
import { type Ask, send, type Target } from './http.ts'

export interface Shown {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Where a redirect leads. */
  readonly location: string | null
}

type Form = Record<string, string>
type Headers_ = Record<string, string>

/** Sends one request of a browser; `send` unless a test has a server of its own. */
export type Sender = (line: string, ask: Ask) => Promise<{ status: number; headers: Headers; text: string }>

/** A browser without a script: it keeps cookies, sends forms, and follows nothing by itself. */
export class Visitor {
  readonly #send: Sender
  readonly cookies = new Map<string, string>()

  constructor(to: Target | Sender) {
    this.#send = typeof to === 'function' ? to : (line, ask) => send(to, line, ask)
  }

  get header(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  async #ask(line: string, ask: Ask): Promise<Shown> {
    const cookie = this.header === '' ? {} : { cookie: this.header }
    const answer = await this.#send(line, { ...ask, headers: { ...cookie, ...ask.headers } })
    for (const set of answer.headers.getSetCookie()) {
      const [pair = '', ...attributes] = set.split('; ')
      const [name = '', value = ''] = pair.split('=')
      if (attributes.includes('Max-Age=0')) this.cookies.delete(name)
      else this.cookies.set(name, value)
    }
    return { ...answer, location: answer.headers.get('location') }
  }

  get(path: string, headers: Headers_ = {}): Promise<Shown> {
    return this.#ask(`GET ${path}`, { headers })
  }

  post(path: string, form: Form = {}, headers: Headers_ = {}): Promise<Shown> {
    return this.#ask(`POST ${path}`, { form, headers })
  }

  /** The page that it led to. */
  follow({ status, location, text }: Shown): Promise<Shown> {
    if (status !== 303 || location === null) throw new Error(`it leads nowhere: ${status} ${text}`)
    return this.get(location)
  }

  async signIn(
    { username, password }: Pick<Account, 'username' | 'password'>,
    next = '/account',
  ): Promise<void> {
    const answer = await this.post('/sign-in', { username, password, next })
    if (answer.status !== 303) throw new Error(`not signed in: ${answer.status} ${answer.text}`)
  }

  /** By the form that was answered in place of what was asked for, as it stands there. */
  prove({ text }: Shown, proof: Form): Promise<Shown> {
    return this.post('/account/prove', { ...keptIn(text), ...proof })
  }
}

/** A browser in which somebody is signed in. */
export async function visitorOf(
  target: Target,
  who: Pick<Account, 'username' | 'password'>,
): Promise<Visitor> {
  const visitor = new Visitor(target)
  await visitor.signIn(who)
  return visitor
}

/** What a page keeps out of sight in its first form. */
export function keptIn(text: string): Form {
  const form = /<form method="post"[^>]*>([\s\S]*?)<\/form>/.exec(text.slice(text.indexOf('<h1>')))?.[1] ?? ''
  const fields = [...form.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)">/g)]
  return Object.fromEntries(fields.map(([, name = '', value = '']) => [name, unescaped(value)]))
}

const unescaped = (text: string): string =>
  text.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))

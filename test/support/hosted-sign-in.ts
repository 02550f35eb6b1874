import { comeBack, type Departure, leaveToSignIn } from '@latchkey/client'
import type { Person } from './accounts.ts'
import { type Answer, send, type Target } from './http.ts'

/** An app that people come back to, and the server's setting for it. */
export const APP = 'https://app.example.com/callback'
export const returnsToApp = { LATCHKEY_RETURN_TO: APP }

/** The hidden fields of a page's first form. */
export function hiddenOf(text: string): Record<string, string> {
  const form = /<form[\s\S]*?<\/form>/.exec(text)?.[0] ?? ''
  const fields = form.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)
  return Object.fromEntries([...fields].map(([, name = '', value = '']) => [name, unescaped(value)]))
}

const unescaped = (text: string): string =>
  text.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))

/** A browser without a window: it keeps cookies, and follows nothing by itself. */
export class Browser {
  readonly target: Target
  readonly #cookies = new Map<string, string>()

  constructor(target: Target) {
    this.target = target
  }

  get(address: string): Promise<Answer> {
    return this.#ask(`GET ${this.#pathOf(address)}`)
  }

  post(path: string, form: Record<string, string>): Promise<Answer> {
    return this.#ask(`POST ${path}`, form)
  }

  /** Fills in a page that asks for a name and a password, and sends it. */
  async signIn(address: string, who: Pick<Person, 'username' | 'password'>): Promise<Answer> {
    const page = await this.get(address)
    const { username, password } = who
    return this.post('/sign-in', { ...hiddenOf(page.text), username, password })
  }

  #pathOf(address: string): string {
    const url = new URL(address, this.target.url)
    return url.pathname + url.search
  }

  async #ask(line: string, form?: Record<string, string>): Promise<Answer> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const headers: Record<string, string> = {
      ...(cookie === '' ? {} : { cookie }),
      ...(form ? { origin: new URL(this.target.url).origin } : {}),
    }
    const answer = await send(this.target, line, { headers, ...(form ? { form } : {}) })
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? []
      if (/Max-Age=0(?:;|$)/i.test(set)) this.#cookies.delete(name)
      else this.#cookies.set(name, value)
    }
    return answer
  }
}

/** Where an answer sends to. */
export const locationOf = (answer: Answer): string =>
  answer.headers.get('location') ?? `no redirect: ${answer.status}`

/** Leaves an app, signs in by the page, and comes back: with what the exchange is made of. */
export async function signInForApp(
  target: Target,
  who: Pick<Person, 'username' | 'password'>,
  returnTo: string,
  browser = new Browser(target),
): Promise<{ back: string; departure: Departure; browser: Browser }> {
  const { url, departure } = await leaveToSignIn({ baseUrl: target.url, returnTo })
  return { back: locationOf(await browser.signIn(url, who)), departure, browser }
}

/** A body of POST /auth/exchange that is good once. */
export async function codeForApp(
  target: Target,
  who: Pick<Person, 'username' | 'password'>,
): Promise<ReturnType<typeof comeBack>> {
  const { back, departure } = await signInForApp(target, who, APP)
  return comeBack(back, departure)
}

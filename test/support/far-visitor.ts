// Somebody with a browser: cookies by host, redirects followed one by one, forms sent as browsers send them.
import { noteSecrets } from './canaries.ts'

export interface Seen {
  readonly url: string
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

export class Visitor {
  readonly #jars = new Map<string, Map<string, string>>()
  /** Where redirects went, the newest last. */
  readonly way: string[] = []

  cookies(url: string): Map<string, string> {
    const { host } = new URL(url)
    const jar = this.#jars.get(host) ?? new Map<string, string>()
    this.#jars.set(host, jar)
    return jar
  }

  /** One request, and no more. */
  async ask(url: string, form?: Record<string, string>, headers: Record<string, string> = {}): Promise<Seen> {
    const jar = this.cookies(url)
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    const answer = await fetch(url, {
      method: form ? 'POST' : 'GET',
      redirect: 'manual',
      headers: {
        'accept-language': 'en',
        ...(cookie === '' ? {} : { cookie }),
        ...(form ? { origin: new URL(url).origin, 'content-type': 'application/x-www-form-urlencoded' } : {}),
        ...headers,
      },
      ...(form ? { body: new URLSearchParams(form).toString() } : {}),
    })
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const [name = '', ...rest] = pair.split('=')
      if (/max-age=0|expires=Thu, 01 Jan 1970/i.test(line)) jar.delete(name)
      else jar.set(name, rest.join('='))
      noteSecrets({ cookie: rest.join('=') })
    }
    return { url, status: answer.status, headers: answer.headers, text: await answer.text() }
  }

  /** Where an answer sends the browser; undefined where it stays. */
  static next({ url, status, headers }: Seen): string | undefined {
    const refresh = /^\d+; url=(.*)$/.exec(headers.get('refresh') ?? '')?.[1]
    const location = status >= 300 && status < 400 ? (headers.get('location') ?? undefined) : undefined
    const to = location ?? refresh
    return to === undefined ? undefined : new URL(to, url).href
  }

  /** Follows wherever it leads, as long as `until` does not hold of the next address. */
  async go(
    url: string,
    form?: Record<string, string>,
    until: (next: string) => boolean = () => false,
  ): Promise<Seen> {
    let seen = await this.ask(url, form)
    for (let hops = 0; hops < 20; hops += 1) {
      const next = Visitor.next(seen)
      if (next === undefined) return seen
      this.way.push(next)
      if (until(next)) return seen
      seen = await this.ask(next)
    }
    throw new Error(`${url} leads in a circle`)
  }
}

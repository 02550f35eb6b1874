import { type Answer, type Ask, send, type Target } from './http.ts'

/** A browser without a script: it keeps cookies, follows what a form leads to, and reads what is hidden in a page. */
export function browsing(target: Target, headers: Record<string, string> = {}) {
  const cookies = new Map<string, string>()
  let answer: Answer | undefined
  const keep = (found: Answer) => {
    for (const line of found.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      if (/max-age=0/i.test(line)) cookies.delete(name)
      else cookies.set(name, value)
    }
    answer = found
    return found
  }
  const ask = async (line: string, more: Ask = {}): Promise<Answer> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const sent = { ...headers, ...(cookie === '' ? {} : { cookie }) }
    const found = keep(await send(target, line, { ...more, headers: { ...sent, ...more.headers } }))
    const to = found.headers.get('location')
    return found.status === 303 && to !== null ? ask(`GET ${to}`) : found
  }
  return {
    cookies,
    /** The page that it shows now. */
    text: () => answer?.text ?? '',
    heading: () => /<h1[^>]*>([^<]*)</.exec(answer?.text ?? '')?.[1],
    open: (path: string) => ask(`GET ${path}`),
    /** Sends a form of the page that it shows: what is hidden in it, and what is typed. */
    async press(action: string, typed: Record<string, string> = {}): Promise<Answer> {
      const form = formsOf(answer?.text ?? '').find((one) => one.action === action)
      if (!form) throw new Error(`the page has no form to ${action}:\n${answer?.text}`)
      return ask(`POST ${action}`, { form: { ...form.hidden, ...typed } })
    },
    ask,
  }
}

export type Browsing = ReturnType<typeof browsing>

const formsOf = (page: string) =>
  [...page.matchAll(/<form[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)].map(
    ([, action, inside = '']) => ({
      action,
      hidden: Object.fromEntries(
        [...inside.matchAll(/<input type="hidden" name="([^"]*)"(?: value="([^"]*)")?/g)].map(
          ([, name = '', value = '']) => [name, unescaped(value)],
        ),
      ),
    }),
  )

const unescaped = (text: string) =>
  text.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))

import { fieldsOf, send, type Target } from './http.ts'

export interface Mailed {
  readonly id: string
  readonly to: string
  readonly template: string
  readonly link: string | null
  readonly code: string | null
}

/** What a development server mailed to somebody, the newest first; waits so many seconds for the first of it. */
export async function mailsTo(target: Target, to: string, template: string, wait = 20): Promise<Mailed[]> {
  const query = new URLSearchParams({ as: 'json', to, template, wait: String(wait) })
  return fieldsOf(await send(target, `GET /dev/mail?${query}`))['items'] as Mailed[]
}

/** The token of the link that was mailed last. */
export async function tokenMailed(target: Target, to: string, template: string): Promise<string> {
  const [mail] = await mailsTo(target, to, template)
  return new URL(mail?.link ?? 'http://none').searchParams.get('token') ?? ''
}

import type { Account } from './accounts.ts'
import { fieldsOf, send, type Target } from './http.ts'

export interface Mailed {
  readonly id: string
  readonly to: string
  readonly template: string
  readonly link: string | null
  readonly code: string | null
}

/** What a development server mailed to somebody, the newest first; waits so many times 8 seconds for the first of it. */
export async function mailsTo(target: Target, to: string, template: string, waits = 3): Promise<Mailed[]> {
  const query = new URLSearchParams({ as: 'json', to, template, wait: waits > 0 ? '8' : '0' })
  for (let left = waits; ; left -= 1) {
    const found = fieldsOf(await send(target, `GET /dev/mail?${query}`))['items'] as Mailed[]
    if (found.length > 0 || left <= 1) return found
  }
}

/** The token of the link that was mailed last. */
export async function tokenMailed(target: Target, to: string, template: string): Promise<string> {
  const [mail] = await mailsTo(target, to, template)
  if (!mail?.link) throw new Error(`no ${template} was mailed to ${to}`)
  return new URL(mail.link).searchParams.get('token') ?? ''
}

/** Of the mail to the address that was, after it was changed. */
export async function revertToken(target: Target, who: Account): Promise<string> {
  const json = { email: `moved.${who.email}` }
  await send(target, `PUT /users/${who.id}`, { token: who.token, json })
  return await tokenMailed(target, who.email, 'address_changed')
}

/** Of the mail to an address that somebody's account only shows. */
export async function releaseToken(target: Target, who: Account): Promise<string> {
  const json = { email: `shown.${who.email}` }
  await send(target, `PUT /users/${who.id}`, { token: who.token, json })
  await send(target, 'POST /auth/forgot-password', { json })
  return await tokenMailed(target, json.email, 'release_address')
}

/** Asks for a code that signs in. */
export async function codeMailed(target: Target, email: string): Promise<string> {
  await send(target, 'POST /auth/sign-in-code', { json: { email } })
  const [mail] = await mailsTo(target, email, 'sign_in_code')
  return mail?.code ?? ''
}

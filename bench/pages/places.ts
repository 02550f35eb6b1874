import { type Account, join, signIn } from '../../test/support/accounts.ts'
import { send, type Target } from '../../test/support/http.ts'
import { tokenMailed } from '../../test/support/mailbox.ts'
import { resetToken } from '../../test/support/reset-links.ts'
import { enrol } from '../../test/support/second-factors.ts'

/** A page of one server, as it is opened. */
export interface Place {
  readonly name: string
  /** Whether it is a page of somebody who is signed in. */
  readonly isOwn: boolean
  readonly url: string
  /** What the browser is known by. */
  readonly cookie?: string
  /** Fills in what leads to it; the page is the answer to a form. */
  readonly form?: Readonly<Record<string, string>>
}

/** Below /account; none for the overview. */
const OWN = [
  '',
  'profile',
  'factors',
  'passkeys',
  'sessions',
  'activity',
  'api-keys',
  'contacts',
  'data',
  'delete',
]

/**
 * The pages that people meet most, on a development server whose administrator is `administrator`, and the setup on one that has
 * none yet. Everything is in English, and of an account that has just been made.
 */
export async function placesOf(
  target: Target,
  fresh: Target,
  administrator: { username: string; password: string },
): Promise<Place[]> {
  const token = await signIn(target, administrator)
  const reader = await join(target)
  const enrolled = await enrol(target)
  const reset = await resetToken(target, { token }, reader.id)
  const verify = await tokenMailed(target, reader.email, 'verify_email')
  const cookie = await cookieOf(target, reader)
  const { username, password } = enrolled
  const open = (name: string, path: string): Place => ({ name, isOwn: false, url: target.url + path })
  return [
    ...['/sign-in', '/sign-up', '/forgot'].map((path) => open(path, path)),
    open('/reset', `/reset?token=${reset}`),
    open('/verify', `/verify?token=${verify}`),
    { ...open(SECOND_FACTOR, '/sign-in'), form: { username, password } },
    { ...open('/setup', ''), url: `${fresh.url}/setup` },
    ...OWN.map((own) => {
      const path = `/account/${own}`.replace(/\/$/, '')
      return { ...open(path, path), isOwn: true, cookie }
    }),
  ]
}

/** It answers a form that hashes a password, so it has a weight and no time of its own. */
export const SECOND_FACTOR = 'second factor'

/** What a browser has after this account signed in by the page. */
export async function cookieOf(target: Target, { username, password }: Account): Promise<string> {
  const answer = await send(target, 'POST /sign-in', { form: { username, password } })
  const [cookie] = /^[^;]+/.exec(answer.headers.get('set-cookie') ?? '') ?? []
  if (cookie === undefined) throw new Error(`the page signed nobody in: ${answer.status}`)
  return cookie
}

/** The page as it is sent. */
export async function openPlace({ url, cookie, form }: Place): Promise<Response> {
  const response = await fetch(url, {
    headers: { ...(cookie === undefined ? {} : { cookie }) },
    ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
  })
  return response
}

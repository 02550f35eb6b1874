import { createHmac } from 'node:crypto'
import { type Account, join } from './accounts.ts'
import { Authenticator } from './authenticator.ts'
import { eventually } from './eventually.ts'
import { fieldsOf, send, type Target, textOf } from './http.ts'

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** RFC 4648 section 6. */
function fromBase32(text: string): Buffer {
  const bits = [...text].map((one) => ALPHABET.indexOf(one).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)))
}

/** The code of the present half minute, or of so many after it (RFC 6238). */
export function codeOf(secret: string, after = 0, now = Date.now()): string {
  const counter = Buffer.alloc(8)
  counter.writeUInt32BE(Math.floor(now / 30_000) + after, 4)
  const mac = createHmac('sha1', fromBase32(secret)).update(counter).digest()
  const offset = (mac[19] ?? 0) & 15
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

/** The code of the half minute before, which is taken until this one ends: not asked for where that is near. */
export async function codeBefore(secret: string): Promise<string> {
  const isFarFromTheEnd = () => Date.now() % 30_000 < 27_000 || undefined
  await eventually('the next half minute', isFarFromTheEnd)
  return codeOf(secret, -1)
}

export type Enrolled = Account & { secret: string; codes: string[] }

/** Somebody with an authenticator app, whose code of the half minute before is spent. */
export async function enrol(target: Target, who?: Account): Promise<Enrolled> {
  const account = who ?? (await join(target))
  const { token } = account
  const secret = textOf(await send(target, 'POST /users/me/factors/totp', { token }), 'secret')
  const json = { code: await codeBefore(secret) }
  const confirmed = await send(target, 'POST /users/me/factors/totp/confirm', { token, json })
  const codes = fieldsOf(confirmed).recovery_codes
  if (!Array.isArray(codes)) throw new Error(`no recovery codes: ${confirmed.text}`)
  return { ...account, secret, codes: codes.map(String) }
}

/** The token of a sign-in that needs a second factor. */
export async function halfSignIn(
  target: Target,
  { username, password }: Account,
  more: object = {},
): Promise<string> {
  const begin = () => send(target, 'POST /auth/login', { json: { username, password, ...more } })
  let answer = await begin()
  // Whoever is told that the server is busy comes again.
  while (answer.status === 503) answer = await begin()
  if (answer.status !== 401) throw new Error(`not asked for a second factor: ${answer.text}`)
  return textOf(answer, 'mfa_token')
}

export const finish = (target: Target, mfaToken: string, shown: object) =>
  send(target, 'POST /auth/login/mfa', { json: { mfa_token: mfaToken, ...shown } })

type Ceremony = { ceremony: string; options: { challenge: string } & Record<string, never> }

/** Begins a ceremony: what its authenticator is given. */
export async function begin(
  target: Target,
  line: string,
  ask: { token?: string; json?: object } = {},
): Promise<Ceremony> {
  const answer = await send(target, line, ask)
  if (answer.status !== 200) throw new Error(`${line}: ${answer.text}`)
  return fieldsOf(answer) as never
}

export type Holder = Account & { passkey: Authenticator; passkeyId: string }

/** Somebody with a passkey, made on a page of this server. */
export async function withPasskey(
  target: Target,
  given: ConstructorParameters<typeof Authenticator>[1] = {},
): Promise<Holder> {
  const account = await join(target)
  const passkey = new Authenticator(originOf(target), given)
  const { token } = account
  const { ceremony, options } = await begin(target, 'POST /users/me/passkeys/options', { token })
  const json = { ceremony, name: 'Laptop', response: passkey.create(options) }
  const passkeyId = textOf(await send(target, 'POST /users/me/passkeys', { token, json }), 'id')
  return { ...account, passkey, passkeyId }
}

/** As browsers have it. */
export const originOf = (target: Target): string => new URL(target.url).origin

/** Signs in by a passkey alone. */
export async function signInByPasskey(
  target: Target,
  passkey: Authenticator,
  wrong: Parameters<Authenticator['get']>[1] = {},
  more: object = {},
) {
  const { ceremony, options } = await begin(target, 'POST /auth/passkey/options')
  const json = { ceremony, response: passkey.get(options, wrong), ...more }
  return send(target, 'POST /auth/passkey', { json })
}

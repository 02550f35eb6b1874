import { type Answer, type Ask, fieldsOf, send, type Target } from './http.ts'

/** For servers that believe what a test says of where it comes from. */
export const believing = { LATCHKEY_TRUSTED_PROXIES: '127.0.0.1,::1' }

let sources = 0
/** An address that nobody came from yet. */
export function newSource(): string {
  sources += 1
  return `198.51.${Math.floor(sources / 250)}.${(sources % 250) + 1}`
}

export const from = (source: string): Record<string, string> => ({ 'x-forwarded-for': source })

/** One sign-in from an address. */
export const tryFrom = (
  target: Target,
  source: string,
  username: string,
  password = 'not this one',
  ask: Ask = {},
): Promise<Answer> =>
  send(target, 'POST /auth/login', {
    json: { username, password },
    ...ask,
    headers: { ...from(source), ...ask.headers },
  })

/** What a caller can tell of a refusal, but for the seconds, the request and the reference. */
export function told(answer: Answer): object {
  const { reference, ...body } = fieldsOf(answer)
  const names = [...answer.headers.keys()].sort()
  const text = JSON.stringify(body).replaceAll(/\d+ s/g, '* s')
  return { status: answer.status, text, names, hasReference: reference !== undefined }
}

/** What a refusal for too many attempts says in its fields. */
export function waitOf(answer: Answer): number {
  return Number(answer.headers.get('retry-after'))
}

import { expect } from 'bun:test'
import { type Answer, fieldsOf } from './http.ts'

/** What stands for a refusal in the server's record: eight characters of Crockford's base 32. */
export const REFERENCE = /^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/

/**
 * A refusal in the documented shape: the three keys with the HTTP status as `code`, a stable code in `error`, and
 * no key that the contract does not allow.
 */
export function expectRefusal(answer: Answer, status: number, error?: string): void {
  const body = fieldsOf(answer)
  expect({ status: answer.status, text: answer.text, error: body.error }).toEqual({
    status,
    text: answer.text,
    error: error ?? body.error,
  })
  expect(body).toMatchObject({ status: 'error', code: status })
  expect(typeof body.detail).toBe('string')
  expect(body.detail).not.toBe('')
  expect(body.error).toMatch(/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/)
  const allowed = [
    'detail',
    'status',
    'code',
    'error',
    'errors',
    'request_id',
    'reference',
    'mfa_token',
    'factors',
    'password_token',
  ]
  if ('reference' in body) expect(body.reference).toMatch(REFERENCE)
  expect(Object.keys(body).filter((key) => !allowed.includes(key))).toEqual([])
  expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8')
}

/** A refusal of data that names at least these fields. */
export function expectInvalid(answer: Answer, ...fields: string[]): void {
  expectRefusal(answer, 400, 'validation_failed')
  const { errors } = fieldsOf(answer)
  const list: unknown[] = Array.isArray(errors) ? errors : []
  expect(list.length).toBeGreaterThan(0)
  for (const one of list) {
    expect(one).toEqual({ field: expect.any(String), message: expect.any(String) })
  }
  const named = list.map((one) => (one as { field: string }).field)
  for (const field of fields) expect(named).toContain(field)
}

/** What a caller can tell apart: everything but the request's id, the refusal's reference and the date. */
function visible(answer: Answer): object {
  const id = answer.headers.get('x-request-id')
  const text = answer.text.replace(/("reference":")[^"]{9}"/, '$1*"')
  const headers: Record<string, string> = {}
  for (const [name, value] of answer.headers) {
    headers[name] = name === 'date' || name === 'x-request-id' ? '*' : value
  }
  return { status: answer.status, text: id === null ? text : text.replaceAll(id, '*'), headers }
}

/** Refusals that a caller cannot tell from one another. */
export function expectAlike(answers: Answer[], status: number, error?: string): void {
  const [first] = answers
  for (const [row, answer] of answers.entries()) {
    expectRefusal(answer, status, error)
    expect({ row, ...visible(answer) }).toEqual({ row, ...visible(first ?? answer) })
  }
}

/** Nothing of the inside shows: no stack, no SQL, no path of the machine, no module's name. */
export function expectNoInsides(text: string): void {
  expect(text).not.toMatch(
    /\bat .+:\d+:\d+|node_modules|\.(?:ts|js|mjs):\d|sqlite|\bSELECT\b|\bINSERT\b|\/packages\//i,
  )
}

import { LatchkeyError } from './error.ts'
import type { Row } from './generated/endpoints.ts'

export interface LooseInput {
  readonly params?: Readonly<Record<string, string | number>>
  readonly query?: Readonly<Record<string, string | number | undefined>>
  readonly body?: unknown
  readonly idempotencyKey?: string
}

/** Instead of the platform's `fetch`. */
export type Send = (request: Request) => Promise<Response>

export function requestOf(
  baseUrl: string,
  [method, path]: Row,
  { params = {}, query = {}, body, idempotencyKey }: LooseInput,
  token: string | undefined,
): Request {
  const headers = new Headers({ Accept: 'application/json' })
  if (token !== undefined) headers.set('Authorization', `Bearer ${token}`)
  if (body !== undefined) headers.set('Content-Type', 'application/json')
  if (idempotencyKey !== undefined) headers.set('Idempotency-Key', idempotencyKey)
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])))
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) search.set(name, String(value))
  const url = `${baseUrl.replace(/\/$/, '')}${filled}${`${search}` === '' ? '' : `?${search}`}`
  return new Request(url, { method, headers, body: body === undefined ? null : JSON.stringify(body) })
}

/** Throws `LatchkeyError` for what is no success. */
export async function readAnswer(response: Response): Promise<unknown> {
  const text = await response.text()
  let answer: unknown
  try {
    answer = JSON.parse(text)
  } catch {
    throw new LatchkeyError(response, { detail: `The server answered ${response.status} without JSON.` })
  }
  if (!response.ok) throw new LatchkeyError(response, answer as object)
  // A server that wraps by default is read the same way.
  const isWrapped = typeof answer === 'object' && answer !== null && 'data' in answer && 'code' in answer
  return isWrapped ? (answer as { data: unknown }).data : answer
}

import { noteSecrets } from './canaries.ts'

export type Target = { readonly url: string }

export type Ask = {
  token?: string | undefined
  /** Sent as JSON. */
  json?: unknown
  /** Sent as a form. */
  form?: Record<string, string>
  /** Sent as it is; give `type` with it. */
  body?: string | Uint8Array<ArrayBuffer>
  type?: string | undefined
  accept?: string
  headers?: Record<string, string>
}

export type Answer = { status: number; headers: Headers; text: string; json: unknown }

/** `send(server, 'GET /users/me', { token })`. Never follows a redirect, never throws for a status. */
export async function send(target: Target, line: string, ask: Ask = {}): Promise<Answer> {
  const space = line.indexOf(' ')
  const headers = new Headers(ask.headers)
  if (ask.token !== undefined) headers.set('authorization', `Bearer ${ask.token}`)
  if (ask.accept !== undefined) headers.set('accept', ask.accept)
  const { body, type } = bodyOf(ask)
  if (type !== undefined) headers.set('content-type', type)
  const response = await fetch(target.url + line.slice(space + 1), {
    method: line.slice(0, space),
    headers,
    redirect: 'manual',
    ...(body === undefined ? {} : { body }),
  })
  const text = await response.text()
  const sent = noteSecrets(ask.json, ask.form, { token: ask.token })
  noteSecrets(parse(text))
  // C102: no refusal says what was sent as a secret. A form that can be mended goes back with its one-time token.
  const isJson = response.headers.get('content-type')?.includes('json') === true
  if (isJson && response.status >= 400 && sent.some((secret) => text.includes(secret)))
    throw new Error(`${line} was refused in words that hold a secret of the request`)
  return { status: response.status, headers: response.headers, text, json: parse(text) }
}

function bodyOf(ask: Ask): Pick<Ask, 'body' | 'type'> {
  // Bytes, because `fetch` invents a content type for a string.
  if (ask.json !== undefined)
    return { body: bytes(JSON.stringify(ask.json)), type: ask.type ?? 'application/json' }
  if (ask.form !== undefined) {
    return {
      body: bytes(new URLSearchParams(ask.form).toString()),
      type: ask.type ?? 'application/x-www-form-urlencoded',
    }
  }
  if (ask.body === undefined) return { type: ask.type }
  return { body: typeof ask.body === 'string' ? bytes(ask.body) : ask.body, type: ask.type }
}

export function bytes(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text)
}

export function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The members of an answer that is a JSON object; an empty object for any other. */
export function fieldsOf(answer: { json: unknown }): Record<string, unknown> {
  const { json } = answer
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? { ...json } : {}
}

export function numberOf(answer: Answer, name: string): number {
  const value = fieldsOf(answer)[name]
  if (typeof value !== 'number') throw new Error(`no number ${name} in ${answer.status} ${answer.text}`)
  return value
}

export function textOf(answer: Answer, name: string): string {
  const value = fieldsOf(answer)[name]
  if (typeof value !== 'string') throw new Error(`no text ${name} in ${answer.status} ${answer.text}`)
  return value
}

/** The `items` of a page of users. */
export function itemsOf(answer: Answer): Record<string, unknown>[] {
  const { items } = fieldsOf(answer)
  if (!Array.isArray(items)) throw new Error(`no items in ${answer.status} ${answer.text}`)
  return items.map((item: object) => ({ ...item }))
}

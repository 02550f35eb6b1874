import { problem } from '@latchkey/contract'

/**
 * `application/x-www-form-urlencoded` (WHATWG URL section 5.1). A parameter that is given twice is refused (RFC 6749
 * section 3.2), a name that nobody knows is passed over (the same section).
 *
 * Throws `invalid_request`.
 */
export function parseForm(text: string): Record<string, string> {
  const fields = new Map<string, string>()
  for (const pair of text.split('&')) {
    if (pair === '') continue
    const split = pair.indexOf('=')
    const name = decode(split < 0 ? pair : pair.slice(0, split))
    if (fields.has(name)) throw problem('invalid_request', { detail: 'The form has the same field twice.' })
    fields.set(name, split < 0 ? '' : decode(pair.slice(split + 1)))
  }
  return Object.assign(Object.create(null) as Record<string, string>, Object.fromEntries(fields))
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '))
  } catch {
    throw problem('invalid_request', { detail: 'The form is not percent-encoded UTF-8.' })
  }
}

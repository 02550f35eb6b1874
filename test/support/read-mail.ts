/** A mail as a mail program shows it. */
export interface ReadMail {
  /** By lower-case name; of a field that stands twice, the first. */
  readonly headers: ReadonlyMap<string, string>
  readonly subject: string
  readonly text: string
  readonly html: string
  /** `mail_…`, which is the same if it comes twice. */
  readonly id: string
  /** Every address in the text that leads somewhere. */
  readonly links: readonly string[]
}

/** Reads what nodemailer writes: one part, or text and HTML as alternatives (RFC 2046 section 5.1.4). */
export function readMail(raw: string): ReadMail {
  const whole = partOf(raw)
  const boundary = /boundary="?(?<boundary>[^";\r\n]+)"?/.exec(
    whole.headers.get('content-type') ?? '',
  )?.groups
  const parts = boundary ? whole.body.split(`--${boundary['boundary']}`).slice(1, -1).map(partOf) : [whole]
  const find = (type: string) =>
    parts.find(({ headers }) => (headers.get('content-type') ?? '').startsWith(type))
  const text = textOf(find('text/plain'))
  return {
    headers: whole.headers,
    subject: wordsOf(whole.headers.get('subject') ?? ''),
    text,
    html: textOf(find('text/html')),
    id: /<(?<id>mail_[\w-]+)@/.exec(whole.headers.get('message-id') ?? '')?.groups?.['id'] ?? '',
    links: text.match(/https?:\/\/\S+/g) ?? [],
  }
}

interface Part {
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
}

function partOf(raw: string): Part {
  const text = raw.replace(/^\r\n/, '')
  const end = text.indexOf('\r\n\r\n')
  const head = text.slice(0, end).replaceAll(/\r\n[ \t]+/g, ' ')
  const headers = new Map<string, string>()
  for (const line of head.split('\r\n')) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).toLowerCase()
    if (!headers.has(name)) headers.set(name, line.slice(colon + 1).trim())
  }
  return { headers, body: text.slice(end + 4) }
}

function textOf(part: Part | undefined): string {
  if (!part) return ''
  const encoding = part.headers.get('content-transfer-encoding')?.toLowerCase() ?? '7bit'
  if (encoding === 'base64') return Buffer.from(part.body, 'base64').toString('utf8')
  const body = part.body.replaceAll('\r\n', '\n')
  return encoding === 'quoted-printable'
    ? quoted(body.replaceAll(/[ \t]*=\n/g, (soft) => soft.slice(0, -2)))
    : body
}

/** RFC 2045 section 6.7. */
const quoted = (text: string): string =>
  Buffer.from(
    text.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8')

/** RFC 2047: encoded words; the space between two of them is none. */
const wordsOf = (field: string): string =>
  field
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?(?<how>[BQ])\?(?<what>[^?]*)\?=/gi, (_, how: string, what: string) =>
      how.toUpperCase() === 'B'
        ? Buffer.from(what, 'base64').toString('utf8')
        : quoted(what.replaceAll('_', ' ')),
    )

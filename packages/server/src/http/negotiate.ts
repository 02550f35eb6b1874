/** How one request wants its answer (clauses 1 and 2 of the wire contract). */
export interface Format {
  readonly wrapped: boolean
  readonly problemJson: boolean
}

const formats = [false, true].map((wrapped) => [false, true].map((problemJson) => ({ wrapped, problemJson })))

export type Negotiate = (accept: string | null) => Format

/** Characters. A longer field is nobody's, and searching it takes time that grows with its square. */
const LONGEST_ACCEPT = 1_024

/** `wrapByDefault` is the server's setting; a request can only ask for more. */
export function negotiator(wrapByDefault: boolean): Negotiate {
  const usual = pick(wrapByDefault, false)
  return (accept) => {
    if (accept === null || accept === '*/*' || accept === 'application/json') return usual
    if (accept.length > LONGEST_ACCEPT) return usual
    return pick(
      wrapByDefault || /application\/json\s*;[^,]*\bprofile\s*=\s*"?envelope"?(?=\s*[;,]|\s*$)/i.test(accept),
      /application\/problem\+json/i.test(accept),
    )
  }
}

/** Whether somebody looks at the answer: browsers name HTML, and whoever names JSON besides is a program. */
export function isForPeople(accept: string | null): boolean {
  if (accept === null || accept.length > LONGEST_ACCEPT || /json/i.test(accept)) return false
  return accept.split(',').some((range) => {
    const [type, ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
    return type === 'text/html' && !parameters.some((one) => NEVER.test(one))
  })
}

/** RFC 9110 section 12.4.2. */
const NEVER = /^q=0(?:\.0*)?$/

function pick(wrapped: boolean, problemJson: boolean): Format {
  const format = formats[Number(wrapped)]?.[Number(problemJson)]
  if (!format) throw new Error('unreachable')
  return format
}

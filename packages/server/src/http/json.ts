import { type Problem, problem } from '@latchkey/contract'

const MAX_DEPTH = 16
const MAX_KEYS = 1_000

const QUOTE = 34
const BACKSLASH = 92
const OPEN_ARRAY = 91
const CLOSE_ARRAY = 93
const OPEN_OBJECT = 123
const CLOSE_OBJECT = 125
const COMMA = 44

const malformed = (detail: string): Problem => problem('invalid_request', { detail })

/**
 * JSON as RFC 8259 has it, and stricter where readers differ: no key twice in an object (whatever its spelling), at
 * most 16 deep, at most 1,000 keys, well-formed Unicode only. The texts never repeat the body.
 *
 * Throws `invalid_request`.
 */
export function parseJson(text: string): unknown {
  refuseAmbiguous(text)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw malformed('The body is not valid JSON.')
  }
  // A lone surrogate can only come from an escape: the bytes were well-formed UTF-8.
  if (text.includes('\\u')) refuseIllFormed(value)
  return value
}

/** One pass before anything recursive sees the text; what is not JSON at all is left to the parser. */
function refuseAmbiguous(text: string): void {
  const keysOfOpenObjects: (Set<string> | undefined)[] = []
  let keyIsNext = false
  let keyCount = 0
  for (let i = 0; i < text.length; i++) {
    switch (text.charCodeAt(i)) {
      case QUOTE: {
        const end = endOfString(text, i)
        if (keyIsNext) {
          const keys = keysOfOpenObjects.at(-1)
          const key = keyAt(text, i, end)
          if (keys?.has(key)) throw malformed('The body has the same key twice in one object.')
          keys?.add(key)
          keyIsNext = false
          if (++keyCount > MAX_KEYS) throw malformed(`The body has more than ${MAX_KEYS} keys.`)
        }
        i = end
        break
      }
      case OPEN_OBJECT:
      case OPEN_ARRAY: {
        const isObject = text.charCodeAt(i) === OPEN_OBJECT
        keysOfOpenObjects.push(isObject ? new Set() : undefined)
        keyIsNext = isObject
        if (keysOfOpenObjects.length > MAX_DEPTH)
          throw malformed(`The body is nested deeper than ${MAX_DEPTH}.`)
        break
      }
      case CLOSE_OBJECT:
      case CLOSE_ARRAY:
        keysOfOpenObjects.pop()
        keyIsNext = false
        break
      case COMMA:
        keyIsNext = keysOfOpenObjects.at(-1) !== undefined
        break
    }
  }
}

/** The index of the closing quote; the text's end when there is none. */
function endOfString(text: string, start: number): number {
  for (let i = start + 1; i < text.length; i++) {
    const c = text.charCodeAt(i)
    if (c === QUOTE) return i
    if (c === BACKSLASH) i++
  }
  return text.length
}

function keyAt(text: string, start: number, end: number): string {
  const raw = text.slice(start + 1, end)
  if (!raw.includes('\\')) return raw
  try {
    return JSON.parse(`"${raw}"`) as string
  } catch {
    return raw
  }
}

function refuseIllFormed(value: unknown): void {
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw malformed('The body has text that is not well-formed Unicode.')
  } else if (Array.isArray(value)) {
    value.forEach(refuseIllFormed)
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, member] of Object.entries(value)) {
      refuseIllFormed(key)
      refuseIllFormed(member)
    }
  }
}

import { type FieldError, invalid, type ObjectSchema } from '@latchkey/contract'
import type { Params } from './transport.ts'

const POSITIVE = /^[1-9][0-9]{0,15}$/
const NATURAL = /^(?:0|[1-9][0-9]{0,15})$/

interface IntegerSchema {
  type?: string
  minimum?: number
  maximum?: number
  default?: unknown
}

/** One spelling an integer, so that `01`, `1e3` and ` 1` are nobody's id. */
function readInteger(text: string, schema: IntegerSchema): number | undefined {
  const spelling = (schema.minimum ?? 0) >= 1 ? POSITIVE : NATURAL
  if (!spelling.test(text)) return undefined
  const value = Number(text)
  if (value < (schema.minimum ?? 0) || value > (schema.maximum ?? Number.MAX_SAFE_INTEGER)) return undefined
  return value
}

interface StringSchema {
  minLength?: number
  maxLength?: number
  pattern?: string
  'x-pattern-in-words'?: string
}

/** A parameter in a path or a query: an integer, unless its schema says that it is text. */
interface ParameterSchema extends IntegerSchema, StringSchema {}

const expressions = new Map<string, RegExp>()

/** Made once: the patterns are those of the contract. */
function expressionOf(pattern: string): RegExp {
  const known = expressions.get(pattern) ?? new RegExp(pattern, 'u')
  expressions.set(pattern, known)
  return known
}

function readString(text: string, { minLength = 0, maxLength, pattern }: StringSchema): string | undefined {
  // Nothing that a database could stumble over; what has no length limit has one here.
  if (text.length < minLength || text.length > (maxLength ?? 1_024) || text.includes('\0')) return undefined
  return pattern === undefined || expressionOf(pattern).test(text) ? text : undefined
}

const readOne = (text: string, schema: ParameterSchema): number | string | undefined =>
  schema.type === 'string' ? readString(text, schema) : readInteger(text, schema)

const expectation = (schema: ParameterSchema): string =>
  schema.type !== 'string'
    ? range(schema)
    : schema.pattern === undefined
      ? `must be a text of ${schema.minLength ?? 0} to ${schema.maxLength ?? 1_024} characters.`
      : schema['x-pattern-in-words'] === undefined
        ? 'is not an id that this server gives out.'
        : `may have only ${schema['x-pattern-in-words']}.`

const range = ({ minimum = 0, maximum = Number.MAX_SAFE_INTEGER }: IntegerSchema) =>
  `must be an integer from ${minimum} to ${maximum}.`

/** The path's parameters by their schema. Throws `validation_failed`. */
export function readParams(schema: ObjectSchema, given: Params): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const [name, property] of Object.entries(schema.properties as Record<string, ParameterSchema>)) {
    const value = readOne(given[name] ?? '', property)
    if (value === undefined) throw invalid({ field: name, message: expectation(property) })
    values[name] = value
  }
  return values
}

const NOTHING: Record<string, unknown> = Object.freeze({})

/** The query by its schema: nothing unknown, nothing twice. Throws `validation_failed`. */
export function readQuery(schema: ObjectSchema | undefined, url: string): Record<string, unknown> {
  if (!schema && !url.includes('?')) return NOTHING
  const properties = (schema?.properties ?? {}) as Record<string, ParameterSchema>
  const given = queryOf(url)
  const wrong: FieldError[] = []
  const values: Record<string, unknown> = {}
  for (const [name, texts] of given) {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined
    if (!property) wrong.push({ field: name.slice(0, 64), message: 'is not a parameter here.' })
    else if (texts.length > 1) wrong.push({ field: name, message: 'must be given once.' })
    else {
      const value = readOne(texts[0] ?? '', property)
      if (value === undefined) wrong.push({ field: name, message: expectation(property) })
      else values[name] = value
    }
  }
  for (const name of (schema?.required ?? []) as readonly string[]) {
    if (!given.has(name)) wrong.push({ field: name, message: 'is missing.' })
  }
  if (wrong.length > 0) throw invalid(...wrong.slice(0, 20))
  for (const [name, property] of Object.entries(properties)) values[name] ??= property.default
  return values
}

function queryOf(url: string): Map<string, string[]> {
  const given = new Map<string, string[]>()
  const start = url.indexOf('?')
  if (start < 0) return given
  for (const [name, value] of new URLSearchParams(url.slice(start + 1).split('#', 1)[0])) {
    const texts = given.get(name)
    if (texts) texts.push(value)
    else given.set(name, [value])
  }
  return given
}

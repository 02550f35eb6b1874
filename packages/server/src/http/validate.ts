import { type FieldError, invalid, type ObjectSchema } from '@latchkey/contract'

interface SchemaError {
  readonly keyword: string
  readonly schemaPath: string
  readonly instancePath: string
  readonly params: object
}

const MOST_ERRORS = 20

/** Holds a body against its schema. Throws `validation_failed`, naming each field that is wrong. */
export type Validate = (body: unknown) => unknown

/** The compiler is loaded with the first body: it is a third of the start otherwise. */
export async function bodyValidator(schema: ObjectSchema): Promise<Validate> {
  const { Compile } = await import('typebox/schema')
  const compiled = Compile(schema)
  return (body) => {
    if (compiled.Check(body)) return body
    const [, found] = compiled.Errors(body)
    const errors = found.flatMap((error) => fieldErrors(schema, error))
    const byField = new Map(errors.map((error) => [error.field, error] as const).reverse())
    const listed = [...byField.values()].reverse().slice(0, MOST_ERRORS)
    throw invalid(...listed)
  }
}

function fieldErrors(
  schema: ObjectSchema,
  { keyword, schemaPath, instancePath, params }: SchemaError,
): FieldError[] {
  const field = instancePath.slice(1).replaceAll('/', '.').slice(0, 64) || 'body'
  const limit = 'limit' in params ? params.limit : undefined
  switch (keyword) {
    case 'additionalProperties':
      // Each unknown field has an entry of its own.
      return []
    case 'boolean':
      return [{ field, message: 'is not a field here.' }]
    case 'required':
      return (params as { requiredProperties: string[] }).requiredProperties.map((name) => ({
        field: name,
        message: 'is required.',
      }))
    case 'type':
      return [{ field, message: `must be ${article((params as { type: string }).type)}.` }]
    case 'minLength':
      return [{ field, message: `must have at least ${counted(limit, 'character')}.` }]
    case 'maxLength':
      return [{ field, message: `must have at most ${counted(limit, 'character')}.` }]
    case 'minimum':
      return [{ field, message: `must be ${limit} or more.` }]
    case 'maximum':
      return [{ field, message: `must be ${limit} or less.` }]
    case 'minItems':
      return [{ field, message: `must have at least ${limit === 1 ? 'one entry' : `${limit} entries`}.` }]
    case 'maxItems':
      return [{ field, message: `must have at most ${limit} entries.` }]
    case 'uniqueItems':
      return [{ field, message: 'must not have an entry twice.' }]
    case 'pattern':
      return [{ field, message: `may have only ${allowedBy(schema, schemaPath)}.` }]
    case 'enum':
      return [{ field, message: 'is not one of the allowed values.' }]
    default:
      return [{ field, message: 'is not valid.' }]
  }
}

const counted = (limit: unknown, what: string) => `${limit} ${what}${limit === 1 ? '' : 's'}`

const article = (type: string) => (/^[aeio]/.test(type) ? `an ${type}` : `a ${type}`)

/** A pattern says in words what it allows, beside itself in the contract. */
function allowedBy(schema: ObjectSchema, schemaPath: string): string {
  let place: unknown = schema
  for (const step of schemaPath.split('/').slice(1))
    place = (place as Record<string, unknown> | undefined)?.[step]
  return String(
    (place as Record<string, unknown> | undefined)?.['x-pattern-in-words'] ?? 'the allowed characters',
  )
}

// Values made from schemas: right ones, nearly right ones and nonsense.
import fc from 'fast-check'
import type { ApiDocument, Schema } from './document.ts'

/** Stand for what only the run knows: somebody's credentials, and the id of somebody who exists. */
export const KNOWN = { username: 'KNOWN.username', password: 'KNOWN.password', id: 'KNOWN.id' }

/** Slugs of those that are there. */
export const PROVIDERS = ['google', 'github', 'gitlab'] as const

/** Texts that break readers: spellings of numbers, other alphabets, directions, what other programs would run. */
const HOSTILE = [
  ...[
    '',
    ' ',
    '0',
    '-1',
    '+1',
    '01',
    '1.0',
    '1e3',
    '0x1',
    '9007199254740993',
    '99999999999999999999',
    'NaN',
    'null',
  ],
  ...[
    'me',
    'ME',
    'true',
    '../1',
    '%2e%2e',
    '..;/1',
    '１',
    'é',
    '😀',
    '\u0000',
    '\u202e',
    '\ud800',
    '\u2028',
    'ﬁ',
  ],
  ...[
    '<script>alert(1)</script>',
    "' OR 1=1 --",
    '{{7*7}}',
    '=cmd()',
    '__proto__',
    'constructor',
    'toString',
  ],
  ...['john_doe', 'john@example.com', 'securepassword123', 'a@b.cd', 'x'.repeat(300), '\u00e4'.repeat(300)],
]

export const junkText = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'binary', maxLength: 40 }))
const junk = fc.oneof(junkText, fc.jsonValue({ maxDepth: 3 }), fc.integer(), fc.double(), fc.constant(null))
export const mostly = <T, U>(usual: fc.Arbitrary<T>, unusual: fc.Arbitrary<U>, weight = 6) =>
  fc.oneof({ arbitrary: usual, weight }, { arbitrary: unusual, weight: 1 })

const word = fc.stringMatching(/^[a-z][a-z0-9]{2,11}$/)
const permission = fc.constantFrom(
  'users:read',
  'users:recover',
  'invoices:read',
  'self:read',
  'users:everything',
)
const role = mostly(fc.constantFrom('user', 'clerk', 'helper'), word)

/** Fits the schema, and mostly what stands behind it: a body of such values is often accepted. */
export function fitting(document: ApiDocument, given: Schema, name = ''): fc.Arbitrary<unknown> {
  const schema = document.resolve<Schema>(given)
  if (name === 'email') return word.map((text) => `${text}@example.org`)
  if (name === 'username' || name === 'identifier') return fc.oneof(word, fc.constant(KNOWN.username))
  if (name === 'password') {
    return fc.oneof(
      fc.tuple(word, word, word).map((words) => words.join('-')),
      fc.constant(KNOWN.password),
    )
  }
  if (name === 'issuer') return word.map((text) => `https://${text}.example`)
  if (name === 'scopes' && schema.type === 'string') return fc.constant('openid email')
  if (name === 'slug') return mostly(fc.constantFrom(...PROVIDERS), word)
  if (name === 'grant_type') return fc.constant('password')
  if (Array.isArray(schema.enum)) return fc.constantFrom(...schema.enum)
  if ('const' in schema) return fc.constant(schema.const)
  const { minimum = 0, maximum = 100, minItems = 0, maxItems = 4 } = schema as Record<string, number>
  if (schema.type === 'boolean') return fc.boolean()
  if (schema.type === 'integer') return fc.integer({ min: minimum, max: Math.min(maximum, minimum + 200) })
  if (schema.type === 'array') {
    const item = fitting(document, schema.items as Schema)
    const lengths = { minLength: minItems, maxLength: Math.min(maxItems, schema.uniqueItems ? 3 : 4) }
    return schema.uniqueItems ? fc.uniqueArray(item, lengths) : fc.array(item, lengths)
  }
  if (schema.type === 'object') return objectOf(document, schema, fitting)
  const { pattern } = schema
  if (typeof pattern === 'string' && pattern.includes(':[a-z]')) return permission
  return pattern === '^[a-z][a-z0-9_-]{0,63}$' ? role : word
}

function objectOf(
  document: ApiDocument,
  schema: Schema,
  member: (document: ApiDocument, schema: Schema, name: string) => fc.Arbitrary<unknown>,
): fc.Arbitrary<Record<string, unknown>> {
  const properties = Object.entries((schema.properties ?? {}) as Record<string, Schema>)
  const members = properties.map(([name, property]) => [name, member(document, property, name)] as const)
  return fc.record(Object.fromEntries(members), { requiredKeys: (schema.required ?? []) as string[] })
}

/** As the schema has it, but for a member or two. */
export function nearly(document: ApiDocument, given: Schema): fc.Arbitrary<unknown> {
  const schema = document.resolve<Schema>(given)
  const members = objectOf(document, schema, (_, property, name) =>
    mostly(fitting(document, property, name), junk, 2),
  )
  const more = fc.dictionary(fc.constantFrom('roles', 'id', '__proto__', 'admin', 'x'), junk, { maxKeys: 1 })
  return fc.oneof(
    members,
    fc.tuple(members, more).map(([some, other]) => ({ ...some, ...other })),
    fc
      .tuple(members, fc.nat(5))
      .map(([some, i]) => Object.fromEntries(Object.entries(some).filter((_, at) => at !== i))),
  )
}

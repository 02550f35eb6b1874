// Requests made from the document, for any operation.
import fc from 'fast-check'
import { fitting, junkText, KNOWN, mostly, nearly } from './arbitrary-values.ts'
import type { ApiDocument, Operation, Parameter, Schema } from './document.ts'

export type FuzzRequest = {
  pathAndQuery: string
  headers: Record<string, string>
  body: string | Uint8Array<ArrayBuffer> | undefined
  caller: 'admin' | 'user' | 'nobody' | 'junk'
}

const brokenJson = fc.oneof(
  fc.constantFrom(
    '',
    '{',
    '[]',
    'null',
    '1',
    '"x"',
    '\ufeff{}',
    '{"a":1,"a":2}',
    '{"a":1,"\\u0061":2}',
    "{'a':1}",
  ),
  fc.constantFrom(
    '{"a":"\\ud800"}',
    '{"a":1e400}',
    '{} {}',
    '{"a":NaN}',
    '// x\n{}',
    '{"__proto__":{"x":1}}',
  ),
  fc.constantFrom('['.repeat(5_000), `{"a":${'['.repeat(20)}${']'.repeat(20)}}`, ' '.repeat(70_000)),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.uint8Array({ maxLength: 64 }).map((bytes) => new Uint8Array(bytes)),
)

const JSON_TYPE = 'application/json'
const FORM_TYPE = 'application/x-www-form-urlencoded'
const OTHER_TYPES = [
  'text/plain',
  'application/jsonx',
  'application/json; charset=utf-16',
  'multipart/form-data',
  '',
]

type FuzzBody = { body: FuzzRequest['body']; type: string }

function bodies(document: ApiDocument, operation: Operation): fc.Arbitrary<FuzzBody> {
  const content = operation.requestBody?.content
  const none = fc.constant<FuzzBody>({ body: undefined, type: '' })
  if (!content)
    return mostly(
      none,
      brokenJson.map((body) => ({ body, type: JSON_TYPE })),
    )
  const schema = content[JSON_TYPE]?.schema ?? {}
  const json = mostly(fitting(document, schema), nearly(document, schema), 2).map((value) =>
    JSON.stringify(value),
  )
  const form = content[FORM_TYPE]?.schema
  // A form at another operation is no request of the API: /setup has a page that takes one.
  const type = mostly(
    fc.constantFrom(JSON_TYPE, `${JSON_TYPE}; charset=utf-8`),
    fc.constantFrom(...OTHER_TYPES),
    12,
  )
  const asJson = fc.tuple(mostly(json, brokenJson, 4), type).map(([body, given]) => ({ body, type: given }))
  if (!form) return mostly(asJson, none, 20)
  const fields = mostly(fitting(document, form), nearly(document, form), 2)
  const asForm = mostly(fields.map(encoded), fc.string({ unit: 'binary', maxLength: 60 }), 4)
  return fc.oneof(
    asJson,
    asForm.map((body) => ({ body, type: FORM_TYPE })),
    none,
  )
}

const encoded = (fields: unknown): string =>
  new URLSearchParams(
    Object.entries(fields as object).map(([name, value]) => [name, String(value)]),
  ).toString()

/** `first` is nobody's target: the account that the fuzz itself uses as the administrator. */
function paths(
  document: ApiDocument,
  { path, parameters, method }: Operation,
  first: number,
): fc.Arbitrary<string> {
  const of = (place: string) => parameters.filter((parameter) => parameter.in === place)
  const ofPath = of('path')
  const id = ofPath.find(({ schema }) => document.resolve<Schema>(schema).type === 'integer')
  const others = ofPath.filter((parameter) => parameter !== id)
  const ids = mostly(
    fc.oneof(
      fc.constant(KNOWN.id),
      fc.integer({ min: method === 'GET' ? first : first + 1, max: first + 40 }).map(String),
    ),
    // Another path is another operation, or none.
    junkText.filter((text) => !['', '.', '..', 'me', 'ME', String(first)].includes(text)),
    2,
  )
  const filled = id
    ? ids.map((text) => path.replace(`{${id.name}}`, text === KNOWN.id ? text : segment(text)))
    : fc.constant(path)
  const whole = others.reduce(
    (paths, { name, schema, example }) =>
      fc
        .tuple(paths, mostly(fitting(document, schema), fc.constant(example)).map(String))
        .map(([given, text]) => given.replace(`{${name}}`, segment(text))),
    filled,
  )
  return fc.tuple(whole, queries(document, of('query'))).map(([start, query]) => start + query)
}

/** Every byte that may mean something in a path is encoded; what is not well-formed becomes U+FFFD. */
const segment = (text: string): string => encodeURIComponent(text.toWellFormed()).replaceAll('.', '%2E')

function queries(document: ApiDocument, parameters: readonly Parameter[]): fc.Arbitrary<string> {
  const fits = fc.record(
    Object.fromEntries(
      parameters.map(({ name, schema }) => [name, fitting(document, schema, name).map(String)]),
    ),
    { requiredKeys: [] },
  )
  const names = fc.constantFrom(
    ...parameters.map(({ name }) => name),
    'x',
    'limit[]',
    '__proto__',
    'a[__proto__][x]',
  )
  const wrong = fc.array(fc.tuple(names, junkText), { minLength: 1, maxLength: 3 })
  const pairs = mostly(
    fits.map((values) => Object.entries(values as Record<string, string>)),
    wrong,
    parameters.length > 0 ? 2 : 8,
  )
  return pairs.map((some) =>
    some.length === 0
      ? ''
      : `?${some.map(([name, value]) => `${segment(name)}=${segment(value)}`).join('&')}`,
  )
}

const ACCEPTS = [
  'application/json',
  '*/*',
  'application/problem+json',
  'application/json; profile="envelope"',
  'text/html',
]

const visibleText = fc.stringMatching(/^[!-~]{1,80}$/)

const headers = fc.record(
  {
    accept: mostly(fc.constantFrom(...ACCEPTS), visibleText),
    'idempotency-key': mostly(fc.uuid(), fc.stringMatching(/^[!-~]( [!-~]){0,300}$/), 2),
    'x-request-id': mostly(fc.uuid(), visibleText),
    'x-forwarded-for': visibleText,
    'content-encoding': fc.constantFrom('identity', 'gzip'),
  },
  { requiredKeys: [] },
)

export const requests = (
  document: ApiDocument,
  operation: Operation,
  first: number,
): fc.Arbitrary<FuzzRequest> =>
  fc
    .record({
      pathAndQuery: paths(document, operation, first),
      body: bodies(document, operation),
      headers: mostly(fc.constant({}), headers, 1),
      caller: fc.constantFrom<FuzzRequest['caller']>('admin', 'admin', 'admin', 'user', 'nobody', 'junk'),
    })
    .map(({ body: { body, type }, headers: given, ...rest }) => ({
      ...rest,
      body,
      headers: { ...given, ...(type === '' ? {} : { 'content-type': type }) },
    }))

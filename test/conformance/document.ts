// The served OpenAPI document as its readers see it: JSON, references to follow, schemas to hold answers against.
import { fieldsOf, send, type Target } from '../support/http.ts'

export type Schema = Record<string, unknown>
export type Media = { schema: Schema; example?: unknown; examples?: Record<string, { value: unknown }> }
export type Body = { content: Record<string, Media> }
export type Response = { content: Record<string, Media>; headers?: Record<string, unknown> }
export type Parameter = { name: string; in: string; required: boolean; schema: Schema; example?: unknown }

export type Operation = {
  operationId: string
  method: string
  path: string
  parameters: Parameter[]
  requestBody: Body | undefined
  responses: Record<string, Response>
  isPublic: boolean
  /** Whether nobody needs a permission for it: it takes a session, or a key for the own account. */
  isOfTheOwn: boolean
}

const METHODS = ['get', 'put', 'post', 'delete', 'patch', 'head', 'options', 'trace']

export class ApiDocument {
  readonly json: Record<string, unknown>

  constructor(json: Record<string, unknown>) {
    this.json = json
  }

  static async of(server: Target): Promise<ApiDocument> {
    return new ApiDocument(fieldsOf(await send(server, 'GET /openapi.json')))
  }

  /** What a `$ref` points to; anything else is itself. */
  resolve<T>(value: unknown): T {
    const reference = (value as { $ref?: unknown }).$ref
    if (typeof reference !== 'string') return value as T
    let place: unknown = this.json
    for (const step of reference.replace('#/', '').split('/'))
      place = (place as Record<string, unknown>)[step]
    if (place === undefined) throw new Error(`nothing is at ${reference}`)
    return this.resolve<T>(place)
  }

  get operations(): Operation[] {
    const paths = this.json.paths as Record<string, Record<string, Record<string, unknown>>>
    return Object.entries(paths).flatMap(([path, item]) =>
      Object.entries(item)
        .filter(([method]) => METHODS.includes(method))
        .map(([method, given]) => ({
          operationId: String(given.operationId),
          method: method.toUpperCase(),
          path,
          parameters: ((given.parameters ?? []) as unknown[]).map((one) => this.resolve<Parameter>(one)),
          requestBody: given.requestBody === undefined ? undefined : this.resolve<Body>(given.requestBody),
          responses: Object.fromEntries(
            Object.entries(given.responses as object).map(([status, one]) => [
              status,
              this.resolve<Response>(one),
            ]),
          ),
          isPublic: (given.security as unknown[]).length === 0,
          isOfTheOwn: /An API key needs the scope|Not for API keys/.test(String(given.description)),
        })),
    )
  }

  /** What is wrong with a value; a member that no schema lists is wrong too, for nothing unlisted may leave. */
  complaints(schema: Schema, value: unknown, at = '$'): string[] {
    const it = this.resolve<Schema>(schema)
    const wrong = (is: boolean, what: string) => (is ? [`${at}: ${what}: ${JSON.stringify(value)}`] : [])
    if (Array.isArray(it.enum)) return wrong(!it.enum.includes(value), `not one of ${it.enum.join(', ')}`)
    if ('const' in it) return wrong(value !== it.const, `not ${JSON.stringify(it.const)}`)
    if (Array.isArray(it.type)) {
      if (value === null && it.type.includes('null')) return []
      const [type] = it.type.filter((one) => one !== 'null')
      return this.complaints({ ...it, type }, value, at)
    }
    switch (it.type) {
      case 'boolean':
        return wrong(typeof value !== 'boolean', 'neither true nor false')
      case 'object':
        return this.#objectComplaints(it, value, at)
      case 'array':
        if (!Array.isArray(value)) return wrong(true, 'no array')
        return value.flatMap((item, i) => this.complaints(it.items as Schema, item, `${at}[${i}]`))
      case 'integer':
        return wrong(
          !Number.isSafeInteger(value) ||
            Number(value) < Number(it.minimum ?? -Infinity) ||
            Number(value) > Number(it.maximum ?? Infinity),
          'no integer in range',
        )
      case 'string':
        return wrong(
          typeof value !== 'string' ||
            (typeof it.pattern === 'string' && !new RegExp(it.pattern, 'u').test(value)),
          'no such text',
        )
      default:
        return [`${at}: the test does not know the type ${String(it.type)}`]
    }
  }

  #objectComplaints(schema: Schema, value: unknown, at: string): string[] {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${at}: no object`]
    const properties = (schema.properties ?? {}) as Record<string, Schema>
    const required = (schema.required ?? []) as string[]
    return [
      ...required.filter((name) => !(name in value)).map((name) => `${at}: ${name} is missing`),
      ...Object.entries(value).flatMap(([name, member]) => {
        const property = properties[name]
        return property
          ? this.complaints(property, member, `${at}.${name}`)
          : [`${at}: ${name} is not listed`]
      }),
    ]
  }
}

/** The path with the examples, or the given values, of its parameters. */
export function lineOf(operation: Operation, given: Record<string, unknown> = {}): string {
  const value = (parameter: Parameter) => given[parameter.name] ?? parameter.example
  const of = (place: string) => operation.parameters.filter((parameter) => parameter.in === place)
  let { path } = operation
  for (const parameter of of('path')) path = path.replace(`{${parameter.name}}`, String(value(parameter)))
  // What has no example may be left out.
  const query = of('query')
    .filter((parameter) => value(parameter) !== undefined)
    .map((parameter) => `${parameter.name}=${String(value(parameter))}`)
  return `${operation.method} ${path}${query.length > 0 ? `?${query.join('&')}` : ''}`
}

/** By the name of each, where it has one. */
export function examplesOf(media: Media): [string, unknown][] {
  const named = Object.entries(media.examples ?? {}).map(([name, { value }]): [string, unknown] => [
    name,
    value,
  ])
  return media.example === undefined ? named : [['example', media.example], ...named]
}

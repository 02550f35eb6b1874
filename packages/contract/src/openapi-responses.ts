import type { AlternativeAnswer, EndpointDefinition } from './endpoint.ts'
import { type ErrorCode, errors } from './errors.ts'
import { type ErrorExample, errorsOf, exampleOf, usualExampleOf } from './openapi-errors.ts'
import { reference, written } from './openapi-schemas.ts'

/** The request id in the examples: a request that sends it gets it back. */
const REQUEST_ID = 'example-1'

const header = (name: string) => ({ $ref: `#/components/headers/${name}` })

export const headers = {
  'X-Request-Id': {
    description: "Names the request in the server's log. One of your own comes back if it is plain.",
    schema: { type: 'string', pattern: '^[A-Za-z0-9._-]{1,64}$' },
  },
  'WWW-Authenticate': {
    description: 'What a credential has to be (RFC 6750 section 3).',
    schema: { type: 'string' },
  },
  Allow: {
    description: 'The methods that the path has (RFC 9110 section 10.2.1).',
    schema: { type: 'string' },
  },
  'Retry-After': {
    description: 'Seconds to wait before the same request is worth trying again (RFC 9110 section 10.2.3).',
    schema: { type: 'integer', minimum: 1 },
  },
  'RateLimit-Policy': {
    description:
      'The limit that was reached: `q` at once, within `w` seconds. A structured field (draft-ietf-httpapi-ratelimit-headers-11, RFC 9651).',
    schema: { type: 'string' },
  },
  RateLimit: {
    description: 'What is left of it: `r`, and `t` seconds until there is more. A structured field.',
    schema: { type: 'string' },
  },
}

function success({ output, example, stream }: EndpointDefinition): object {
  const mediaType = stream ? 'text/event-stream' : 'application/json'

  return {
    description: 'OK',
    headers: { 'X-Request-Id': header('X-Request-Id') },
    content: { [mediaType]: { schema: written(output), example: example.answer } },
  }
}

type Say = (code: ErrorCode) => ErrorExample

function refusal(status: number, codes: readonly ErrorCode[], say: Say): object {
  const needsCredential = status === 401 || codes.includes('forbidden')
  const examples = (write: (code: ErrorCode) => object) =>
    Object.fromEntries(codes.map((code) => [code, { summary: errors[code].title, value: write(code) }]))
  return {
    description: codes.map((code) => `\`${code}\`: ${errors[code].title}.`).join('\n\n'),
    headers: {
      'X-Request-Id': header('X-Request-Id'),
      ...(needsCredential ? { 'WWW-Authenticate': header('WWW-Authenticate') } : {}),
      ...(status === 405 ? { Allow: header('Allow') } : {}),
      ...(status === 429
        ? {
            'Retry-After': header('Retry-After'),
            'RateLimit-Policy': header('RateLimit-Policy'),
            RateLimit: header('RateLimit'),
          }
        : {}),
      ...(status === 503 ? { 'Retry-After': header('Retry-After') } : {}),
    },
    content: {
      'application/json': {
        schema: reference('Error'),
        examples: examples((code) => {
          const { detail, ...added } = say(code)
          return { detail, status: 'error', code: status, error: code, ...added }
        }),
      },
      'application/problem+json': {
        schema: reference('Problem'),
        examples: examples((code) => {
          const { detail, ...added } = say(code)
          return {
            type: `urn:latchkey:problem:${code}`,
            title: errors[code].title,
            status,
            detail,
            instance: `urn:latchkey:request:${REQUEST_ID}`,
            error: code,
            ...added,
          }
        }),
      },
    },
  }
}

const alternativeTo = ({ output, example, description }: AlternativeAnswer): object => ({
  description,
  headers: { 'X-Request-Id': header('X-Request-Id') },
  content: { 'application/json': { schema: written(output), example } },
})

/** Errors that are written alike wherever they occur, by the name that refers to them. */
export type SharedResponses = Map<string, object>

/** What no operation answers: requests that meet none. */
export const responsesOutsideOperations = (): SharedResponses =>
  new Map([
    ['NotFound', refusal(404, ['not_found'], usualExampleOf)],
    ['MethodNotAllowed', refusal(405, ['method_not_allowed'], usualExampleOf)],
  ])

/** What an operation may be answered with, by status; a refusal that others share goes into `shared`. */
export function responsesOf(endpoint: EndpointDefinition, shared: SharedResponses): Record<string, object> {
  const byStatus = new Map<number, ErrorCode[]>()
  for (const code of errorsOf(endpoint)) {
    const { status } = errors[code]
    byStatus.set(status, [...(byStatus.get(status) ?? []), code])
  }
  const responses: Record<string, object> = { [endpoint.status]: success(endpoint) }
  const { alternative } = endpoint
  if (alternative) responses[alternative.status] = alternativeTo(alternative)
  for (const [status, codes] of byStatus) {
    const name = codes.map(pascalCase).join('Or')
    const response = refusal(status, codes, (code) => exampleOf(endpoint, code))
    const known = shared.get(name)
    if (!known) shared.set(name, response)
    const isShared = !known || JSON.stringify(known) === JSON.stringify(response)
    responses[status] = isShared ? { $ref: `#/components/responses/${name}` } : response
  }
  return responses
}

const pascalCase = (code: string): string =>
  code.replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase())

import type { EndpointDefinition } from './endpoint.ts'
import { responsesOf, type SharedResponses } from './openapi-responses.ts'
import { written } from './openapi-schemas.ts'
import type { ObjectSchema } from './schema.ts'

type Place = 'path' | 'query'

function parametersIn(
  place: Place,
  schema: ObjectSchema | undefined,
  example: Record<string, unknown> = {},
): object[] {
  const required: readonly string[] = schema?.required ?? []
  return Object.entries(schema?.properties ?? {}).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: written(property),
    ...(name in example ? { example: example[name] } : {}),
  }))
}

export const parameters = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description: 'The same key with the same request within 24 h gets the same answer, and has one effect.',
    schema: { type: 'string', pattern: '^[!-~]{1,255}$' },
  },
}

/** Read only beside `Authorization: Bearer <API key>`, of a key with the scope `signin:on-behalf`; else as if not sent. */
const clientHeaders = [
  {
    name: 'X-Latchkey-Client-Address',
    in: 'header',
    required: false,
    description:
      "From the back end of an application, with its API key of the scope `signin:on-behalf` in `Authorization`: the person's address.",
    schema: { type: 'string', maxLength: 45 },
  },
  {
    name: 'X-Latchkey-Device',
    in: 'header',
    required: false,
    description:
      'Likewise: what the application knows the device by, such as a random cookie of its own. Nobody can make a device wait that the account has signed in with.',
    schema: { type: 'string', minLength: 16, maxLength: 256 },
  },
  {
    name: 'X-Latchkey-User-Agent',
    in: 'header',
    required: false,
    description: "Likewise: the `User-Agent` of the person's program.",
    schema: { type: 'string', maxLength: 256 },
  },
]

function requestBodyOf({ input, example }: EndpointDefinition): object | undefined {
  if (!input?.body) return undefined
  const { body } = example
  return {
    required: true,
    content: {
      'application/json': { schema: written(input.body), example: body },
      ...(input.form
        ? {
            'application/x-www-form-urlencoded': {
              schema: written(input.form),
              example: example.form ?? body,
            },
          }
        : {}),
    },
  }
}

/** Who may, in words. */
function accessSentence({ access, safe }: EndpointDefinition): string | undefined {
  if (access === 'public') return undefined
  if (access === 'user' && safe) return 'An API key needs the scope `self:read`.'
  if (access === 'user') return 'An API key needs the scope `self:read` to read, `self:write` for the rest.'
  if (access === 'session') return 'Not for API keys: it takes a session.'
  if (typeof access === 'string') return `Needs the permission \`${access}\`.`
  return `For one's own account, or with the permission \`${access.ownOr}\`.`
}

export function operationOf(
  operationId: string,
  endpoint: EndpointDefinition,
  shared: SharedResponses,
): object {
  const { access, tag, summary, input, example, idempotent, onBehalf } = endpoint
  const description = [endpoint.description, accessSentence(endpoint)].filter(Boolean).join('\n\n')
  const given = [
    ...parametersIn('path', input?.params, example.params),
    ...parametersIn('query', input?.query, example.query),
    ...(onBehalf ? clientHeaders : []),
    ...(idempotent ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
  ]
  const requestBody = requestBodyOf(endpoint)
  return {
    operationId,
    tags: [tag],
    summary,
    ...(description ? { description } : {}),
    ...(given.length > 0 ? { parameters: given } : {}),
    ...(requestBody ? { requestBody } : {}),
    responses: responsesOf(endpoint, shared),
    // Either one: the token is the same, `password` only says where to get it.
    security:
      access === 'public'
        ? []
        : [{ bearer: [] }, { password: [] }, ...(endpoint.basic ? [{ basic: [] }] : [])],
  }
}

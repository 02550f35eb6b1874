import type { EndpointDefinition } from './endpoint.ts'
import { contract } from './index.ts'
import { operationOf, parameters } from './openapi-operation.ts'
import { headers, responsesOutsideOperations } from './openapi-responses.ts'
import { schemas } from './openapi-schemas.ts'

interface Options {
  /** Where the API is, relative to the document; `/` says: wherever this document came from. */
  readonly serverUrl?: string
  readonly version: string
}

/** Every endpoint of the contract with the name that clients know it by, such as `usersRegister`. */
export const operations = (): { operationId: string; endpoint: EndpointDefinition }[] =>
  Object.entries(contract).flatMap(([group, endpoints]) =>
    Object.entries<EndpointDefinition>(endpoints).map(([name, endpoint]) => ({
      operationId: `${group}${name.charAt(0).toUpperCase()}${name.slice(1)}`,
      endpoint,
    })),
  )

/** The API as OpenAPI 3.1, made from the contract and nothing else. A new object each time. */
export function openApiDocument({ serverUrl = '/', version }: Options): object {
  const shared = responsesOutsideOperations()
  const paths: Record<string, Record<string, object>> = {}
  for (const { operationId, endpoint } of operations()) {
    const path = endpoint.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] ??= {}
    Object.assign(paths[path], {
      [endpoint.method.toLowerCase()]: operationOf(operationId, endpoint, shared),
    })
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Latchkey',
      version,
      summary: 'User accounts and sign-in for your app.',
      description,
      license: { name: 'Apache License 2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: serverUrl }],
    tags,
    paths,
    components: {
      schemas: schemas(),
      responses: Object.fromEntries(shared),
      parameters,
      headers,
      securitySchemes,
    },
  }
}

/** In the order in which somebody new meets them. */
const tags = [
  { name: 'accounts', description: 'Register, read, change and delete users.' },
  { name: 'sessions', description: 'Sign in, go on, sign out, and see where one is signed in.' },
  { name: 'recovery', description: 'A new password for whoever has lost theirs.' },
  { name: 'way back', description: 'Back into an account of which everything is lost.' },
  { name: 'your data', description: 'What is held of a person, and what a deletion leaves of it.' },
  { name: 'support', description: 'Whether somebody on the telephone is who they say.' },
  { name: 'verifiers', description: 'For whoever checks tokens without asking for each.' },
  { name: 'roles', description: 'Who may do what.' },
  { name: 'keys', description: 'The keys that sign tokens.' },
  { name: 'audit', description: 'Who did what to whom, when, and from where.' },
  { name: 'setup', description: 'The first administrator.' },
  { name: 'guard', description: 'Why somebody was refused.' },
  { name: 'health', description: 'For whatever watches the server.' },
]

const securitySchemes = {
  bearer: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'The `access_token` that `POST /auth/login` answers with.',
  },
  basic: {
    type: 'http',
    scheme: 'basic',
    description: 'Any name, and an API key as the password: as OAuth clients send their secret.',
  },
  password: {
    type: 'oauth2',
    description:
      'Signs in with a username, or an e-mail address, and a password. No client id or secret is needed.',
    flows: {
      password: {
        tokenUrl: '/auth/login',
        refreshUrl: '/auth/refresh',
        scopes: { offline_access: 'A refresh token beside the access token.' },
      },
    },
  },
}

const description = `\
Register with \`POST /auth/register\`, sign in with \`POST /auth/login\`, and send the token with every other request:
\`Authorization: Bearer <token>\`.

**Success** is 200 with the JSON that each operation shows. To have it as
\`{"data": {}, "status": "success", "code": 200}\`, send \`Accept: application/json; profile="envelope"\`, or start the
server with \`LATCHKEY_RESPONSE_ENVELOPE=on\`. The answer to a login form is never wrapped.

**Errors** are \`{"detail": "Error message", "status": "error", "code": 400}\`, with a stable name in \`error\` and, for
invalid data, a list of \`{"field", "message"}\` in \`errors\`. Send \`Accept: application/problem+json\` to have RFC 9457
instead. An unknown path is 404, another method 405 with \`Allow\`.
`

import { type ErrorCode, errors } from '../packages/contract/src/errors.ts'
import { operations } from '../packages/contract/src/openapi.ts'
import { errorsOf } from '../packages/contract/src/openapi-errors.ts'

/** The text of docs/errors.md, made from the contract. */
export function errorsMarkdown(): string {
  const rows = Object.entries(errors)
    .sort(([, a], [, b]) => a.status - b.status)
    .map(
      ([code, { status, title }]) =>
        `| \`${code}\` | ${status} | ${title} | ${occurrence(code as ErrorCode)} |`,
    )
  return `${[
    '<!-- Made from packages/contract/src/errors.ts. Do not edit: run `npm run generate`. -->',
    '# Errors',
    introduction,
    ['| `error` | status | title | where |', '|---|---|---|---|', ...rows].join('\n'),
  ].join('\n\n')}\n`
}

const introduction = `Every refusal is one of these. \`error\` never changes its meaning; \`detail\` is a sentence for people and may change.

\`\`\`json
{"detail": "There is no such user.", "status": "error", "code": 404, "error": "user_not_found"}
\`\`\`

Invalid data lists each wrong field in \`errors\`, as \`{"field", "message"}\`. With \`Accept: application/problem+json\` the
same refusal comes as RFC 9457 has it: \`type\` is then \`urn:latchkey:problem:\` and the code.`

function occurrence(code: ErrorCode): string {
  const all = operations().map(({ endpoint }) => endpoint)
  const answering = all.filter((endpoint) => errorsOf(endpoint).includes(code))
  if (answering.length === 0) return 'whatever is no endpoint'
  if (answering.length === all.length) return 'every endpoint'
  const withToken = all.filter(({ access }) => access !== 'public')
  const rest = answering.filter((endpoint) => !withToken.includes(endpoint))
  const names = (some: typeof all) =>
    some.map(({ method, path }) => `\`${method} ${braced(path)}\``).join(', ')
  const isEveryWithToken = withToken.every((endpoint) => answering.includes(endpoint))
  if (!isEveryWithToken) return names(answering)
  return ['every endpoint that takes a token', ...(rest.length > 0 ? [names(rest)] : [])].join(', ')
}

const braced = (path: string): string => path.replaceAll(/:(\w+)/g, '{$1}')

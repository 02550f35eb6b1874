import { contract } from '../packages/contract/src/index.ts'

/** The text of the client's table: of each endpoint what a request needs, and nothing that only a document does. */
export function clientEndpoints(): string {
  const groups = Object.entries(contract).map(([group, endpoints]) => {
    const rows = Object.entries(endpoints).map(([name, { method, path, access, ...rest }]) => {
      const flags = [access === 'public' ? 'p' : '', 'stream' in rest ? 's' : ''].join('')
      return `    ${name}: ['${method}', '${path}'${flags === '' ? '' : `, '${flags}'`}],`
    })
    return [`  ${group}: {`, ...rows, '  },'].join('\n')
  })
  return `${[
    '// Made from packages/contract/src. Do not edit: run `npm run generate`.',
    "import type { Contract } from '@latchkey/contract'",
    '',
    '/** Method, path, and flags: `p` needs no token, `s` is a stream. */',
    'export type Row = readonly [method: string, path: string, flags?: string]',
    '',
    'export const endpoints: { readonly [G in keyof Contract]: { readonly [N in keyof Contract[G]]: Row } } = {',
    ...groups,
    '}',
  ].join('\n')}\n`
}

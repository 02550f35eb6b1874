/** Writes what is made from the code: `npm run generate`. The same code gives the same bytes. */
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { openApiDocument } from '../packages/contract/src/openapi.ts'
import { cliMarkdown } from './generate-cli-docs.ts'
import { clientEndpoints } from './generate-client-endpoints.ts'
import { configMarkdown } from './generate-config-docs.ts'
import { errorsMarkdown } from './generate-errors-docs.ts'

const root = dirname(import.meta.dirname)
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }

const files: Record<string, string> = {
  'packages/client/src/generated/endpoints.ts': clientEndpoints(),
  'docs/cli.md': cliMarkdown(),
  'docs/config.md': configMarkdown(),
  'docs/errors.md': errorsMarkdown(),
  'docs/openapi.json': `${JSON.stringify(openApiDocument({ version }), null, 2)}\n`,
}

for (const [path, text] of Object.entries(files)) {
  writeFileSync(join(root, path), text)
  console.log(path)
}

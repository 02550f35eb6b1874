import { arrows } from './arrow-walls.ts'
import { FEATURE, SERVER, type Wall, wall } from './wall.ts'

/**
 * @table The walls of the house but for the arrows. check-walls.ts plants the files one at a time. A new wall in
 * biome.json or tools/lint gets a row here.
 */
const onlyHere: Wall[] = [
  ...[`${FEATURE}/rules.ts`, `${SERVER}/main.ts`, `${SERVER}/kernel/planted.ts`].map((path) =>
    wall(
      `SQL is written in stores, storage and migrations: not in ${path}`,
      path,
      "import 'kysely'",
      'SQL is written in',
    ),
  ),
  wall(
    'import() brings no SQL either',
    `${SERVER}/main.ts`,
    "export const planted = () => import('kysely')",
    'SQL is written in',
  ),
  ...[`${SERVER}/storage/planted.ts`, `${FEATURE}/store.ts`, `${SERVER}/main.ts`].map((path) =>
    wall(
      `only storage/sqlite knows SQLite: not ${path}`,
      path,
      "import 'node:sqlite'",
      'Only packages/server/src/storage/sqlite',
    ),
  ),
  ...[
    "export const planted = (tx: { first(statement: object): unknown }) => tx.first({ sql: 'select 1', bind: () => [] })",
    'export const planted = (db: { selectFrom(table: string): unknown }) => db.selectFrom(String(1))',
    'export const planted = (storage: { statement(build: unknown): unknown }) => storage.statement(1)',
  ].map((text) =>
    wall('queries are built in stores', `${FEATURE}/rules.ts`, text, 'Queries are built in storage/'),
  ),
  wall(
    'a store has no sql template',
    `${FEATURE}/store.ts`,
    "import { sql } from 'kysely'\nexport const planted = sql`select 1`",
    'speaks through the query builder',
  ),
  wall(
    'a store has no sql.raw',
    `${FEATURE}/store.ts`,
    'export const planted = (sql: { raw(text: string): unknown }) => sql.raw(String(1))',
    'speaks through the query builder',
  ),
  wall(
    'a store has no .key()',
    `${FEATURE}/store.ts`,
    'export const planted = (ref: { key(name: string): unknown }) => ref.key(String(1))',
    'speaks through the query builder',
  ),
  wall(
    'a migration has no sql.raw',
    'packages/server/migrations/9999-planted.ts',
    "import { sql } from 'kysely'\nexport const planted = sql.raw('select 1')",
    'puts text into a statement unread',
  ),
  ...[
    "import { serve } from 'bun'\nexport const planted = serve",
    'export const planted = Bun.version',
    'export const planted = globalThis.Bun',
    "import 'bun:sqlite'",
    "export const planted = () => import('bun')",
  ].map((text) =>
    wall(
      `only runtime/bun.ts knows Bun: ${text.split('\n')[0]}`,
      `${SERVER}/main.ts`,
      text,
      'Only packages/server/src/runtime/bun.ts',
    ),
  ),
  wall(
    'only runtime/node.ts serves through node:http',
    `${SERVER}/runtime/planted.ts`,
    "import 'node:http'",
    'Only packages/server/src/runtime/node.ts',
  ),
  ...['rou3', 'hono'].map((to) =>
    wall(
      `only http/ knows the router: ${to}`,
      `${SERVER}/main.ts`,
      `import '${to}'`,
      'Only packages/server/src/http knows',
    ),
  ),
  ...[
    'export const planted = process.env',
    "export const planted = process['env']",
    "import { env } from 'node:process'\nexport const planted = env",
    'const { env } = process\nexport const planted = env',
    'export const planted = import.meta.env',
  ].map((text) =>
    wall(
      `only config/env.ts reads the environment: ${text.split('\n')[0]}`,
      `${SERVER}/config/planted.ts`,
      text,
      'The environment is read once',
    ),
  ),
  wall(
    'the command line does not read it either',
    'packages/cli/src/planted.ts',
    'export const planted = process.env',
    'The environment is read once',
  ),
]

const timeAndChance: Wall[] = [
  ...[
    'Date.now()',
    'new Date()',
    'new Date',
    'Date()',
    'Math.random()',
    'performance.now()',
    'Date.now',
    'crypto.randomUUID()',
  ].map((text) =>
    wall(
      `time and chance are arguments in features: ${text}`,
      `${FEATURE}/rules.ts`,
      `export const planted = ${text}`,
      'Time and chance are arguments',
    ),
  ),
  ...['kernel/planted.ts', 'pages/planted.ts', 'mail/planted.ts'].map((path) =>
    wall(
      `time and chance are arguments in ${path}`,
      `${SERVER}/${path}`,
      'export const planted = Date.now()',
      'Time and chance are arguments',
    ),
  ),
  ...[`${SERVER}/crypto/planted.ts`, 'packages/client/src/planted.ts'].map((path) =>
    wall(
      `Math.random is nowhere (C105): ${path}`,
      path,
      'export const planted = Math.random()',
      'Math.random can be predicted',
    ),
  ),
  ...[
    'given === row.tokenHash',
    'secret !== given',
    'clientSecret == given',
    'sign(body).signature === given',
    'sha256Hash(given) === stored',
    'given !== hashes[0].digest',
  ].map((text) =>
    wall(
      `no operator compares secrets (C105): ${text}`,
      `${SERVER}/crypto/planted.ts`,
      `export const planted = ${text}`,
      'Comparing a secret',
    ),
  ),
]

const code = (claim: string, text: string, rule: string) => wall(claim, `${FEATURE}/rules.ts`, text, rule)

const habits: Wall[] = [
  code('no any', 'export const planted = (x: any) => x', 'noExplicitAny'),
  code(
    'no non-null assertion',
    'export const planted = (x: string | undefined) => x!.length',
    'noNonNullAssertion',
  ),
  code(
    'types are imported as types',
    "import { Clock } from '#kernel/clock'\nexport type Planted = Clock",
    'useImportType',
  ),
  code('no unused import', "import { clock } from '#kernel/clock'\nexport {}", 'noUnusedImports'),
  code('no unused variable', 'const planted = 1\nexport {}', 'noUnusedVariables'),
  code('no console', "console.log('planted')", 'noConsole'),
  code('node: stands before node modules', "import 'fs'", 'useNodejsImportProtocol'),
  code('no enum', 'export enum Planted { a }', 'noEnum'),
  code(
    'no parameter property',
    'export class Planted { constructor(private readonly x: string) {} }',
    'noParameterProperties',
  ),
  code('no @ts-ignore', '// @ts-ignore\nexport const planted = 1', 'noTsIgnore'),
  code('no ==', 'export const planted = (x: unknown) => x == 1', 'noDoubleEquals'),
  code(
    'no forgotten await',
    'const work = async () => {\n  await 1\n}\nexport const planted = () => {\n  work()\n}',
    'noFloatingPromises',
  ),
  code(
    'no promise as a condition',
    'const may = async () => await true\nexport const planted = async () => (may() ? 1 : 2)',
    'noMisusedPromises',
  ),
  code('no undeclared dependency', "import 'left-pad'", 'noUndeclaredDependencies'),
  {
    claim: 'imports carry their extension',
    refusal: 'useImportExtensions',
    files: {
      [`${FEATURE}/rules.ts`]: "import { x } from './x'\nexport const planted = x\n",
      [`${FEATURE}/x.ts`]: 'export const x = 1\n',
    },
  },
  {
    claim: 'no cycle of files',
    refusal: 'noImportCycles',
    files: {
      [`${FEATURE}/a.ts`]: "import { b } from './b.ts'\nexport const a = () => b\n",
      [`${FEATURE}/b.ts`]: "import { a } from './a.ts'\nexport const b = () => a\n",
    },
  },
  {
    claim: 'no cycle of features',
    refusal: 'noImportCycles',
    files: {
      [`${SERVER}/features/one/index.ts`]:
        "import { two } from '#features/two'\nexport const one = () => two\n",
      [`${SERVER}/features/two/index.ts`]:
        "import { one } from '#features/one'\nexport const two = () => one\n",
    },
  },
  wall(
    'files are named in kebab-case',
    `${FEATURE}/plantedFile.ts`,
    'export const planted = 1',
    'useFilenamingConvention',
  ),
  wall(
    'no test is left alone with .only',
    `${FEATURE}/rules.test.ts`,
    "import { test } from 'bun:test'\ntest.only('x', () => {})",
    'noFocusedTests',
  ),
]

export const walls: Wall[] = [...arrows, ...onlyHere, ...timeAndChance, ...habits]

/** What the walls must let through; a wall that refuses everything proves nothing. */
export const doors: Record<string, string> = {
  'packages/contract/src/planted.ts':
    "import { Type } from 'typebox'\nimport './users.ts'\nexport const planted = Type\n",
  'packages/client/src/planted.ts':
    "import * as contract from '@latchkey/contract'\nexport const planted = contract\n",
  'packages/cli/src/commands/users/planted.ts':
    "import { readFile } from 'node:fs/promises'\nimport '@latchkey/client'\nimport '@latchkey/server'\nimport '../../print.ts'\nexport const planted = readFile\n",
  'packages/server/migrations/9999-planted.ts':
    "import { sql } from 'kysely'\nimport type { Migration } from '../src/storage/migration.ts'\nexport const planted: Migration = sql\n",
  [`${SERVER}/kernel/clock.ts`]: 'export const planted = () => Date.now()\n',
  [`${SERVER}/kernel/random.ts`]:
    "import { randomBytes } from 'node:crypto'\nexport const planted = () => randomBytes(1)\n",
  [`${SERVER}/crypto/planted.ts`]:
    "import { timingSafeEqual } from 'node:crypto'\nimport '#kernel/clock'\nexport const planted = (token: string, hash: string | undefined) =>\n  hash === undefined || token === '' || token.length === 3 || timingSafeEqual\n",
  [`${SERVER}/storage/planted.ts`]:
    "import { Kysely } from 'kysely'\nimport type { Settings } from '#config'\nimport '#kernel/clock'\nimport './schema.ts'\nexport const planted = (settings: Settings) => [Kysely, settings]\n",
  [`${SERVER}/storage/sqlite/planted.ts`]:
    "import { DatabaseSync } from 'node:sqlite'\nimport '../schema.ts'\nexport const planted = DatabaseSync\n",
  [`${SERVER}/config/env.ts`]: 'export const planted = process.env\n',
  [`${SERVER}/mail/planted.ts`]: "import type { Settings } from '#config'\nexport type Planted = Settings\n",
  [`${SERVER}/http/planted.ts`]:
    "import '@latchkey/contract'\nimport '#kernel/clock'\nexport const planted = performance.now()\n",
  [`${SERVER}/runtime/bun.ts`]: "import type { Listen } from '#http'\nexport const planted = Bun.serve\n",
  [`${SERVER}/logs/planted.ts`]:
    "import type { AccessLine } from '#http'\nimport '#kernel/log'\nexport type Planted = AccessLine\n",
  [`${SERVER}/runtime/node.ts`]:
    "import { createServer } from 'node:http'\nexport const planted = createServer\n",
  [`${SERVER}/pages/planted.ts`]:
    "import '#features/users'\nimport '@latchkey/contract'\nexport const planted = new Date(5)\n",
  [`${FEATURE}/index.ts`]:
    "import '#storage'\nimport '#features/users'\nimport './routes.ts'\nexport const planted = new Date(0)\n",
  [`${FEATURE}/routes.ts`]:
    "import '@latchkey/contract'\nimport '#kernel/ids'\nimport './store.ts'\nexport {}\n",
  [`${FEATURE}/rules.ts`]: "import '#crypto/passwords'\nimport '#kernel/ids'\nexport {}\n",
  [`${FEATURE}/store.ts`]:
    "import { Kysely } from 'kysely'\nimport '#storage'\nexport const planted = Kysely\n",
  [`${FEATURE}/rules.test.ts`]:
    "import { test } from 'bun:test'\nimport '../users/store.ts'\ntest('x', () => {\n  console.log(Date.now())\n})\n",
  [`${SERVER}/main.ts`]:
    "import '#http'\nimport '#features/users'\nimport '#storage'\nimport './runtime/bun.ts'\nexport {}\n",
}

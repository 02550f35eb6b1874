import { FEATURE, SERVER, type Wall, wall } from './wall.ts'

/** @table Who may import whom. */
export const arrows: Wall[] = [
  ...[
    '#config',
    '#crypto/tokens',
    '#storage',
    '#features/users',
    '@latchkey/contract',
    '../http/table.ts',
  ].map((to) =>
    wall(
      `kernel imports nothing of ours: ${to}`,
      `${SERVER}/kernel/planted.ts`,
      `import '${to}'`,
      'The kernel imports',
    ),
  ),
  ...['@latchkey/server', 'kysely', 'node:fs', 'typebox/compile', '../../server/src/main.ts'].map((to) =>
    wall(
      `contract imports the schema library only: ${to}`,
      'packages/contract/src/planted.ts',
      `import '${to}'`,
      'The contract imports',
    ),
  ),
  ...['@latchkey/server', 'typebox/compile', 'node:fs', '../../contract/src/index.ts'].map((to) =>
    wall(
      `client imports the contract only: ${to}`,
      'packages/client/src/planted.ts',
      `import '${to}'`,
      'The client imports',
    ),
  ),
  ...['@latchkey/server', '@latchkey/contract', 'node:crypto', 'jose'].map((to) =>
    wall(
      `verify imports itself only: ${to}`,
      'packages/verify/src/planted.ts',
      `import '${to}'`,
      'The verifier imports',
    ),
  ),
  ...['kysely', 'typebox', '@latchkey/contract'].map((to) =>
    wall(
      `cli imports the client and the server: ${to}`,
      'packages/cli/src/commands/users/planted.ts',
      `import '${to}'`,
      'The command line imports',
    ),
  ),
  ...['#storage', '#http', '#features/users', '#config', 'kysely', 'node:http'].map((to) =>
    wall(
      `crypto imports the kernel and node: ${to}`,
      `${SERVER}/crypto/planted.ts`,
      `import '${to}'`,
      'crypto/ imports',
    ),
  ),
  ...['#features/users', '#http', '#crypto/tokens', '../features/users/store.ts', '@latchkey/contract'].map(
    (to) =>
      wall(
        `storage imports the kernel and types of the settings: ${to}`,
        `${SERVER}/storage/planted.ts`,
        `import '${to}'`,
        'storage/ imports',
      ),
  ),
  wall(
    'storage imports no value of the settings',
    `${SERVER}/storage/planted.ts`,
    "import { settings } from '#config'\nexport const planted = settings",
    'Only the types of the settings',
  ),
  wall(
    'mail imports no value of the settings',
    `${SERVER}/mail/planted.ts`,
    "import { type Settings, settings } from '#config'\nexport const planted: Settings = settings",
    'Only the types of the settings',
  ),
  wall('mail imports no feature', `${SERVER}/mail/planted.ts`, "import '#features/users'", 'mail/ imports'),
  wall(
    'config imports no feature',
    `${SERVER}/config/planted.ts`,
    "import '#features/users'",
    'config/ stands before',
  ),
  ...['#features/users', '#storage', '#pages', '#crypto/tokens', '#config', '../pages/index.ts'].map((to) =>
    wall(
      `http imports the contract and the kernel: ${to}`,
      `${SERVER}/http/planted.ts`,
      `import '${to}'`,
      'The edge imports',
    ),
  ),
  ...['#storage', '#features/users', '@latchkey/contract'].map((to) =>
    wall(`logs import the kernel: ${to}`, `${SERVER}/logs/planted.ts`, `import '${to}'`, 'logs/ imports'),
  ),
  ...['logs', 'runtime'].map((folder) =>
    wall(
      `${folder} imports no value of the edge`,
      `${SERVER}/${folder}/planted.ts`,
      "import { createEdge } from '#http'\nexport const planted = createEdge",
      "Only the edge's types",
    ),
  ),
  wall('http imports no logs', `${SERVER}/http/planted.ts`, "import '#logs'", 'The edge imports'),
  wall(
    'config imports no runtime',
    `${SERVER}/config/planted.ts`,
    "import '#runtime/bun'",
    'config/ stands before',
  ),
  wall(
    'a runtime imports no feature',
    `${SERVER}/runtime/planted.ts`,
    "import '#features/users'",
    'A runtime hands',
  ),
  ...['#storage', '#http', '#crypto/tokens', '#features/users/store.ts', '../features/users/index.ts'].map(
    (to) =>
      wall(
        `pages import the kernel, doors and contract: ${to}`,
        `${SERVER}/pages/planted.ts`,
        `import '${to}'`,
        'Pages import',
      ),
  ),
  ...[
    '#http',
    '#pages',
    '#config',
    '#features/users/store.ts',
    '@latchkey/client',
    'node:crypto',
    'typebox',
  ].map((to) =>
    wall(`a feature imports no ${to}`, `${FEATURE}/planted.ts`, `import '${to}'`, 'A feature imports'),
  ),
  ...['../users/store.ts', '../users/index.ts', '../../storage/sqlite/open.ts', '../../http/index.ts'].map(
    (to) =>
      wall(
        `a feature leaves its folder by doors only: ${to}`,
        `${FEATURE}/planted.ts`,
        `import '${to}'`,
        'by its door only',
      ),
  ),
  wall(
    'a type gets no way past the doors',
    `${FEATURE}/planted.ts`,
    "import type { Row } from '../users/store.ts'\nexport type R = Row",
    'by its door only',
  ),
  wall(
    'an export gets no way past the doors',
    `${FEATURE}/planted.ts`,
    "export * from '../users/store.ts'",
    'by its door only',
  ),
  wall(
    'import() gets no way past the doors',
    `${FEATURE}/planted.ts`,
    "export const planted = () => import('../users/store.ts')",
    'by its door only',
  ),
  wall(
    "import('…') in a type gets no way past the walls",
    `${FEATURE}/planted.ts`,
    "export type R = import('../users/store.ts').Row",
    'Import the type by name',
  ),
  ...['#storage', '#crypto/passwords', 'node:fs', 'kysely'].map((to) =>
    wall(
      `routes hold no SQL, no crypto, no node: ${to}`,
      `${FEATURE}/routes.ts`,
      `import '${to}'`,
      'Routes hold handlers',
    ),
  ),
  ...['#crypto/passwords', 'node:crypto', '#http'].map((to) =>
    wall(`a store holds SQL only: ${to}`, `${FEATURE}/store.ts`, `import '${to}'`, 'A store imports'),
  ),
  ...[
    '#storage',
    '../src/features/users/store.ts',
    '@latchkey/contract',
    '../src/storage/sqlite/open.ts',
  ].map((to) =>
    wall(
      `a migration imports kysely and its type: ${to}`,
      'packages/server/migrations/9999-planted.ts',
      `import '${to}'`,
      'A migration imports',
    ),
  ),
  wall(
    'a relative path stays in its package',
    'packages/cli/src/planted.ts',
    "import '../../server/src/main.ts'",
    'stays inside its package',
  ),
]

import { execFileSync } from 'node:child_process'

export type RuntimeName = 'bun' | 'node'

/** What runs the sources. */
export interface Runtime {
  readonly name: RuntimeName
  readonly label: string
  readonly command: string
  readonly version: string
  /** Of the SQLite that is built into it. */
  readonly sqliteVersion: string
}

/** The bench itself runs on the Bun that the product runs on. Throws a sentence where a runtime is not installed. */
export async function findRuntime(name: RuntimeName): Promise<Runtime> {
  const command = name === 'bun' ? process.execPath : await findNode()
  const said = (expression: string): string =>
    execFileSync(command, ['-e', `console.log(${expression})`], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim()
  return {
    name,
    label: name === 'bun' ? 'Bun' : 'Node',
    command,
    version: said(name === 'bun' ? 'Bun.version' : 'process.versions.node'),
    sqliteVersion: said(
      "new (require('node:sqlite').DatabaseSync)(':memory:').prepare('select sqlite_version() v').get().v",
    ),
  }
}

/** The Node that `npm run start:node` takes; the file is plain JavaScript, for it must run on any Node. */
async function findNode(): Promise<string> {
  const { href } = new URL('../tools/node.mjs', import.meta.url)
  const tool = (await import(href)) as { findNode(): string | Promise<string> }
  return tool.findNode()
}

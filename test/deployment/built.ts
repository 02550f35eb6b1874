import { spawnSync } from 'node:child_process'
import { chownSync, copyFileSync, mkdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { makeFolder } from '../support/program.ts'

const checkout = join(import.meta.dirname, '../..')

/** What a tool of the project printed; throws what it complained of. */
export function build(tool: string, ...words: string[]): string {
  const { status, stdout, stderr } = spawnSync('node', ['tools/bun.mjs', `tools/${tool}.ts`, ...words], {
    cwd: checkout,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`${tool}: ${stdout}${stderr}`)
  return stdout
}

/** A folder with the one file and an empty data folder, both of this account, and nothing else. */
export async function folderWithBinary(uid: number, ...words: string[]): Promise<string> {
  const folder = await makeFolder()
  const built = await makeFolder()
  build('build-binary', '--outfile', join(built, 'latchkey'), ...words)
  copyFileSync(join(built, 'latchkey'), join(folder, 'latchkey'))
  mkdirSync(join(folder, 'data'), { mode: 0o700 })
  for (const path of [folder, join(folder, 'data')]) chownSync(path, uid, uid)
  return folder
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = createServer().on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

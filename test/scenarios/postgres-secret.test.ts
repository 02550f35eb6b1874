import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolder, removeFolder, runToEnd } from '../support/program.ts'

// Nobody listens there: what is refused is refused before the database is looked for.
const environment = {
  DATABASE_URL: 'postgres://latchkey:hunter2@127.0.0.1:1/latchkey',
  LATCHKEY_SECRET: undefined,
}

let folder = ''
beforeAll(async () => {
  folder = await makeFolder()
})
afterAll(() => removeFolder(folder))

describe('C042 on PostgreSQL outside development the secret has to be given, so that no two servers differ', () => {
  const refused = async (words: string) => {
    const { code, listened, stdout, stderr } = await runToEnd(words.split(' '), environment, folder)
    expect({ code, listened, stdout }).toEqual({ code: 1, listened: false, stdout: '' })
    expect(stderr).toContain('DATABASE_URL needs LATCHKEY_SECRET beside it')
    expect(stderr).not.toContain('hunter2')
  }

  test.each(['serve', 'admin setup-link', 'user list'])('latchkey %s', async (words) => {
    await refused(words)
    expect(existsSync(join(folder, 'data', 'secret'))).toBe(false)
  })

  test('also where development left one in the folder, which no other machine has', async () => {
    mkdirSync(join(folder, 'data'), { recursive: true, mode: 0o700 })
    writeFileSync(join(folder, 'data', 'secret'), Buffer.alloc(32, 7).toString('base64'), { mode: 0o600 })
    await refused('serve')
  })
})

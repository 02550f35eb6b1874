import { afterAll, expect, test } from 'bun:test'
import { writeFileSync } from 'node:fs'
import { sqliteDatabase } from '../../bench/databases/sqlite.ts'
import { ask } from '../../bench/http/raw-answer.ts'
import { outline } from '../../bench/http/reads.ts'
import { startBare, startProduct } from '../../bench/program.ts'
import { findRuntime } from '../../bench/runtimes.ts'
import { Workspace } from '../../bench/workspace.ts'

const workspace = new Workspace()
afterAll(() => workspace.remove())

test.each(['bun', 'node'] as const)(
  'the bare server on %s writes what the product wrote, and nothing else',
  async (name) => {
    const runtime = await findRuntime(name)
    const store = sqliteDatabase(workspace).create()
    const product = await startProduct(workspace, { command: runtime.command, store })
    const answer = await ask(product.port, 'GET /health').finally(() => product.stop())
    const file = workspace.path('answers.json')
    writeFileSync(file, JSON.stringify({ '/health': answer }))
    const bare = await startBare(workspace, runtime, file, '/health')
    try {
      expect(outline(await ask(bare.port, 'GET /health'))).toBe(outline(answer))
      expect((await ask(bare.port, 'GET /elsewhere')).status).toBe(404)
    } finally {
      await bare.stop()
    }
  },
  60_000,
)

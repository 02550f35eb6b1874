// C103: what leaves the host, so that nobody on it can cut the end off unseen.
import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkpointKey, checkpointVerifier } from '#crypto/checkpoint-key'
import { everyDatabase } from '../../../../../test/support/every-database.ts'
import { auditOn } from '../../../../../test/support/recorder.ts'
import { chainStore } from './chain/store.ts'
import { checkpointing } from './checkpoints.ts'

const signer = checkpointKey(Buffer.alloc(32, 3))

everyDatabase((database) => {
  let folder = ''
  let warned: object[]
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'latchkey-checkpoints-'))
    warned = []
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  const now = 1_800_000_000_000
  const to = (targets: { file?: string; url?: string }) =>
    checkpointing({
      storage: database.storage,
      store: chainStore(database.storage),
      checkpointKey: () => signer,
      targets: { file: targets.file, url: targets.url },
      now: () => now,
      log: { debug() {}, info() {}, warn: (fields) => void warned.push(fields), error() {} },
    })
  const record = async () => {
    const audit = await auditOn(database.storage)
    await database.storage.write((tx) => audit.itself(tx, { action: 'key.rotated' }))
    await audit.settle()
  }
  const linesOf = (text: string) =>
    text
      .trimEnd()
      .split('\n')
      .map(
        (line) =>
          JSON.parse(line) as { seq: number; at: string; mac: string; count: number; signature: string },
      )

  describe('C103 checkpoints', () => {
    test('are appended when something is new, each signed, and not when nothing is', async () => {
      const file = join(folder, 'checkpoints.ndjson')
      const sign = to({ file })
      await sign()
      await record()
      await sign()
      await sign()
      await record()
      await record()
      await sign()
      const lines = linesOf(readFileSync(file, 'utf8'))
      expect(lines.map(({ seq }) => seq)).toEqual([1, 3])
      const isSigned = checkpointVerifier(signer.publicKey)
      for (const { at, signature, ...rest } of lines)
        expect(isSigned({ ...rest, at: Date.parse(at) }, signature)).toBe(true)
      expect(warned).toEqual([])
    })

    test('that could not be delivered come with the next, to the one that lacks them', async () => {
      await record()
      await to({ file: join(folder, 'no such folder', 'checkpoints.ndjson') })()
      expect(warned.length).toBe(1)
      await record()
      const file = join(folder, 'checkpoints.ndjson')
      await to({ file })()
      expect(linesOf(readFileSync(file, 'utf8')).map(({ seq }) => seq)).toEqual([1, 2])
    })

    test('are posted, and one that was answered by a refusal or a redirect was not delivered', async () => {
      const asked: number[][] = []
      let status = 500
      const server = Bun.serve({
        port: 0,
        hostname: '127.0.0.1',
        async fetch(request) {
          asked.push(linesOf(await request.text()).map(({ seq }) => seq))
          return new Response('', { status, headers: status === 302 ? { Location: '/elsewhere' } : {} })
        },
      })
      const sign = to({ url: `http://127.0.0.1:${server.port}/in` })
      await record()
      await sign()
      status = 302
      await record()
      await sign()
      status = 200
      await sign()
      await sign()
      expect(asked).toEqual([[1], [1, 2], [1, 2]])
      expect(warned.length).toBe(2)
      await server.stop(true)
    })
  })
})

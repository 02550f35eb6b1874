import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '../../packages/server/src/config/index.ts'
import { openApplication } from '../../packages/server/src/main.ts'
import type { Statement } from '../../packages/server/src/storage/index.ts'
import { openedMail } from './mailed.ts'

const START = 1_800_000_000_000

type Json = Record<string, unknown>

/** A statement as it is written. */
export const raw = <R>(sql: string): Statement<object, R> => ({ sql, bind: () => [] })

/** A whole server in this process, in development mode, on a clock that stands until it is moved. */
export async function openOnAClock() {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-on-a-clock-'))
  const config = await loadConfig({
    env: { DATA_DIR: folder, LOG_LEVEL: 'error', LATCHKEY_ARGON2_MEMORY_KIB: '19456', PORT: '0' },
    cwd: folder,
  })
  const time = { now: START }
  const clock = { now: () => time.now, monotonic: () => time.now }
  const app = await openApplication({ config, isDevelopment: true, isTerminal: false, clock })
  await app.signingKeys.begin()
  return {
    time,
    app,
    async ask(line: string, { token, json }: { token?: string; json?: object } = {}) {
      const [method, path = ''] = line.split(' ')
      const found = app.table.find(method ?? 'GET', path.split('?', 1)[0] ?? '')
      if (!found) throw new Error(`there is no ${line}`)
      const response = await found.route.respond(
        new Request(`http://localhost${path}`, {
          method: method ?? 'GET',
          headers: {
            host: 'localhost',
            ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
            ...(json === undefined ? {} : { 'content-type': 'application/json' }),
          },
          ...(json === undefined ? {} : { body: JSON.stringify(json) }),
        }),
        found.params,
        { peerAddress: () => '127.0.0.1' },
      )
      return { status: response.status, json: (await response.json()) as Json }
    },
    /** The newest mail of a template: whose, made when, and what it is filled in with. */
    async readMail(template: string) {
      const [row] = await app.storage.all(
        raw<{ id: string; data: string; at: number; to: number }>(
          `select id, data, created_at as at, user_id as "to" from mails where template = '${template}' order by number desc limit 1`,
        ),
        {},
      )
      if (row === undefined) return undefined
      const data = openedMail(readFileSync(join(folder, 'secret')), row.id, row.data)
      const token = new URL(String(data['url'] ?? data['cancelUrl'])).searchParams.get('token') ?? ''
      return { at: row.at, to: row.to, token }
    },
    async close() {
      await app.close()
      rmSync(folder, { recursive: true })
    },
  }
}

import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '../../packages/server/src/config/index.ts'
import { openApplication } from '../../packages/server/src/main.ts'
import type { Statement } from '../../packages/server/src/storage/index.ts'
import { openedMail } from './mailed.ts'

const START = 1_800_000_000_000

type Json = Record<string, unknown>
const raw = <R>(sql: string): Statement<object, R> => ({ sql, bind: () => [] })

export interface InProcessAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** Empty where it is no JSON. */
  readonly json: Json
}

/** A development server in this process, on SQLite and on a clock of the test's own. */
export async function openInProcess({ env = {} }: { env?: Record<string, string> } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-in-process-'))
  const config = await loadConfig({
    env: { DATA_DIR: folder, LATCHKEY_ARGON2_MEMORY_KIB: '19456', PORT: '0', ...env },
    cwd: folder,
  })
  const time = { now: START }
  const clock = { now: () => time.now, monotonic: () => time.now }
  const app = await openApplication({ config, isDevelopment: true, isTerminal: false, clock })
  await app.signingKeys.begin()
  const { storage } = app
  const rows = <R extends object>(sql: string): Promise<R[]> => storage.all(raw<R>(sql), {})
  return {
    time,
    app,
    rows,
    change: (sql: string) => storage.write((tx) => tx.run(raw(sql), {})),
    async ask(
      line: string,
      {
        token,
        json,
        form,
        cookie,
      }: { token?: string; json?: object; form?: Record<string, string>; cookie?: string } = {},
    ): Promise<InProcessAnswer> {
      const [method = 'GET', path = ''] = line.split(' ')
      const found = app.table.find(method, path.replace(/\?.*$/, ''))
      if (!found) throw new Error(`there is no ${line}`)
      const type = form ? 'application/x-www-form-urlencoded' : 'application/json'
      const body = form ? new URLSearchParams(form).toString() : json && JSON.stringify(json)
      const response = await found.route.respond(
        new Request(`http://localhost${path}`, {
          method,
          headers: {
            host: 'localhost',
            ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
            ...(body === undefined ? {} : { 'content-type': type }),
            ...(cookie === undefined ? {} : { cookie }),
          },
          ...(body === undefined ? {} : { body }),
        }),
        found.params,
        { peerAddress: () => '127.0.0.1' },
      )
      const text = await response.text()
      const isJson = response.headers.get('content-type')?.includes('json') === true
      return {
        status: response.status,
        headers: response.headers,
        text,
        json: isJson ? (JSON.parse(text) as Json) : {},
      }
    },
    /** The newest mail of a template that is not over: whose, made when, what it is filled in with, and the end of its link. */
    async mailed(
      template: string,
    ): Promise<{ at: number; to: number; data: Json; token: string } | undefined> {
      const [row] = await rows<{ id: string; data: string; at: number; to: number }>(
        `select id, data, created_at as at, user_id as "to" from mails where template = '${template}' and data is not null order by number desc limit 1`,
      )
      if (row === undefined) return undefined
      const data = openedMail(readFileSync(join(folder, 'secret')), row.id, row.data)
      const link = data['url'] ?? data['cancelUrl']
      const token = link === undefined ? undefined : new URL(String(link)).searchParams.get('token')
      return { at: row.at, to: row.to, data, token: token ?? '' }
    },
    async close(): Promise<void> {
      await app.close()
      rmSync(folder, { recursive: true })
    },
  }
}
export type InProcess = Awaited<ReturnType<typeof openInProcess>>

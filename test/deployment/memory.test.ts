// What the one file keeps resident, whoever opens which page.
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { person, register, signIn } from '../support/accounts.ts'
import { eventually } from '../support/eventually.ts'
import { send } from '../support/http.ts'
import { removeFolder } from '../support/program.ts'
import { folderWithBinary, freePort } from './built.ts'
import { start } from './running.ts'

const LARGEST_MB = 90
/** Where it was measured; the libraries and the page size of other machines make other sums. */
const isMeasured = process.platform === 'linux' && process.arch === 'x64'

let folder = ''
beforeAll(async () => {
  folder = await folderWithBinary(process.getuid?.() ?? 0)
})
afterAll(() => removeFolder(folder))

/** Of 1,000,000 bytes: now, or the most there ever was. */
function residentMb(pid: number, field: 'VmRSS' | 'VmHWM'): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const kibibytes = new RegExp(`^${field}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1]
  return (Number(kibibytes) * 1024) / 1_000_000
}

const pages = [
  ...['/docs', '/docs/page.css', '/docs/start.js', '/docs/swagger-ui.css', '/docs/swagger-ui-bundle.js'],
  ...['/redoc', '/redoc/page.css', '/redoc/start.js', '/redoc/redoc.standalone.js'],
  ...['/openapi.json', '/setup'],
]

test.skipIf(!isMeasured)('at most 90 MB, after every page was opened by several at once', async () => {
  const port = await freePort()
  const env = { PATH: '/usr/bin:/bin', PORT: String(port), DATA_DIR: join(folder, 'data') }
  const server = await start([join(folder, 'latchkey'), 'serve'], port, env, folder)
  for (const accepted of ['gzip, deflate, br', 'identity']) {
    const open = (path: string) => send(server, `GET ${path}`, { headers: { 'accept-encoding': accepted } })
    for (let round = 1; round <= 5; round++) {
      const answers = await Promise.all([...pages, ...pages].map(open))
      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    }
  }
  expect(residentMb(server.pid, 'VmHWM')).toBeLessThanOrEqual(LARGEST_MB)
  const who = person()
  await register(server, who)
  await signIn(server, who)
  // A hash has 19 MiB while it lasts, and none of it stays.
  await eventually('it is small again', () => residentMb(server.pid, 'VmRSS') <= LARGEST_MB || undefined)
  expect(await server.stop()).toBe(0)
})

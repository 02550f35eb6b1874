// Apps whose users sign in on the page of this server, each as a process of its own, or in a browser.
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join as joined } from 'node:path'
import { installOnce } from '../../tools/install-once.ts'
import { noBrowser, withPage } from '../browser/chromium.ts'
import { type Account, join } from '../support/accounts.ts'
import { eventually } from '../support/eventually.ts'
import { freePort } from '../support/free-port.ts'
import { Browser, locationOf } from '../support/hosted-sign-in.ts'
import { send } from '../support/http.ts'
import { Server } from '../support/server.ts'
import { cacheFolder, examplesFolder, fastapi } from './table.ts'

const folder = joined(examplesFolder, 'hosted-sign-in')

interface App {
  readonly missing?: string | undefined
  command(port: number): { file: string; args: readonly string[]; cwd: string }
}

const apps: Readonly<Record<string, App>> = {
  FastAPI: {
    missing: fastapi.missing,
    command: (port) => ({ ...fastapi.prepare(port), cwd: joined(folder, 'fastapi') }),
  },
  Express: {
    command: () => ({ file: process.execPath, args: ['app.ts'], cwd: joined(folder, 'express') }),
  },
  'Next.js': {
    command(port) {
      const cwd = installOnce({
        source: joined(folder, 'nextjs'),
        into: cacheFolder(),
        name: 'hosted-nextjs',
        files: [
          ...['package.json', 'package-lock.json', '.npmrc'],
          ...['sign-in', 'callback', 'private'].map((name) => `app/${name}/route.js`),
        ],
        commands: [['npm', 'ci', '--prefer-offline', '--no-audit', '--no-fund']],
      })
      const args = [
        'node_modules/next/dist/bin/next',
        'dev',
        '--hostname',
        '127.0.0.1',
        '--port',
        String(port),
      ]
      return { file: 'node', args, cwd }
    },
  },
}
const names = Object.keys(apps)
const SPA = 'single-page app'

const started: ChildProcess[] = []
const urls = new Map<string, string>()
let server: Server
let who: Account
beforeAll(async () => {
  for (const name of [...names, SPA]) urls.set(name, `http://localhost:${await freePort()}`)
  const spa = urls.get(SPA) ?? ''
  server = new Server({
    dev: true,
    env: {
      LATCHKEY_RETURN_TO: [...names.map((name) => `${urls.get(name)}/callback`), `${spa}/`].join(','),
      LATCHKEY_CORS_ORIGINS: spa,
    },
  })
  await server.start()
  who = await join(server)
})
afterAll(async () => {
  // With whatever it started itself, as Next.js does.
  for (const { pid, exitCode } of started)
    if (pid !== undefined && exitCode === null) process.kill(-pid, 'SIGKILL')
  await server.remove()
})

async function start(name: string): Promise<{ url: string }> {
  const url = urls.get(name) ?? ''
  const { port } = new URL(url)
  const { file, args, cwd } = apps[name]?.command(Number(port)) ?? { file: '', args: [], cwd: '' }
  const { PATH, HOME, TMPDIR } = process.env
  const env = {
    PATH,
    HOME,
    TMPDIR,
    PORT: port,
    APP_URL: url,
    LATCHKEY_URL: server.url,
    NEXT_TELEMETRY_DISABLED: '1',
  }
  const child = spawn(file, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true })
  started.push(child)
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => said.push(String(data)))
  // Where it listens, whatever `localhost` is.
  const target = { url: `http://127.0.0.1:${port}` }
  await eventually(
    `${name} answers`,
    async () => {
      if (child.exitCode !== null) throw new Error(`${name} ended: ${said.join('')}`)
      return await send(target, 'GET /private').catch(() => undefined)
    },
    120_000,
  )
  return target
}

test.each(names)(
  '%s signs somebody in on the hosted page, and takes no answer that it did not ask for',
  async (name) => {
    const { missing } = apps[name] ?? {}
    if (missing !== undefined && process.env.CI !== 'true') return console.log(`skipped: no ${missing}`)
    const app = new Browser(await start(name))
    expect((await app.get('/private')).status).toBe(401)
    const away = locationOf(await app.get('/sign-in'))
    expect(away).toStartWith(`${server.url}/sign-in?return_to=`)
    const back = locationOf(await new Browser(server).signIn(away, who))
    expect(back).toStartWith(`${urls.get(name)}/callback?code=`)
    // V43: somebody else's browser has begun nothing.
    const other = new Browser(app.target)
    await other.get('/sign-in')
    expect((await other.get(back)).status).toBe(400)
    const forged = new URL(back)
    forged.searchParams.set('iss', 'https://evil.example')
    expect((await app.get(forged.href)).status).toBe(400)
    expect(locationOf(await app.get(back))).toEndWith('/private')
    expect((await app.get('/private')).json).toEqual({ hello: who.full_name })
  },
  600_000,
)

test.skipIf(noBrowser !== undefined)(
  'the single-page app signs somebody in, in a browser',
  async () => {
    const url = urls.get(SPA) ?? ''
    const page = readFileSync(joined(folder, 'spa/index.html'), 'utf8')
    const web = Bun.serve({
      port: Number(new URL(url).port),
      hostname: 'localhost',
      fetch: () =>
        new Response(page.replace('http://localhost:8000', server.url), {
          headers: { 'content-type': 'text/html; charset=utf-8' },
        }),
    })
    try {
      await withPage({}, async ({ page: tab, complaints }) => {
        await tab.goto(url)
        await tab.getByRole('button', { name: 'Sign in' }).click()
        await tab.getByLabel('Username or email address').fill(who.username)
        await tab.getByLabel('Password', { exact: true }).fill(who.password)
        await tab.getByRole('button', { name: 'Sign in', exact: true }).first().click()
        await tab.getByText(`Signed in as ${who.full_name}.`).waitFor()
        expect(tab.url()).toBe(`${url}/`)
        // Once more, signed in already: one button.
        await tab.getByRole('button', { name: 'Sign in' }).click()
        await tab.getByRole('button', { name: `Continue as ${who.full_name}` }).click()
        await tab.getByText(`Signed in as ${who.full_name}.`).waitFor()
        // And an answer that was not asked for here.
        await tab.goto(`${url}/?code=x&state=y&iss=z`)
        await tab.getByText('This sign-in was not begun here.').waitFor()
        expect(complaints.filter((one) => !one.includes('favicon'))).toEqual([])
      })
    } finally {
      await web.stop(true)
    }
  },
  120_000,
)

import { existsSync } from 'node:fs'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

const PROGRAM = '/usr/bin/chromium'

export type { BrowserContextOptions as BrowserOptions, Page } from 'playwright-core'

/** A reason to skip, or undefined where there is a browser. */
export const noBrowser = existsSync(PROGRAM)
  ? undefined
  : `there is no ${PROGRAM} (Debian: apt-get install chromium)`

/** What a page did besides what it should. */
export interface Watched {
  readonly page: Page
  /** Errors and warnings of the console, uncaught errors, violations of the policy, requests that failed. */
  readonly complaints: string[]
  /** Every address asked for, but for `data:` and `blob:`. */
  readonly requests: string[]
}

let browser: Promise<Browser> | undefined

/** One for a file of tests: what a context keeps, no other sees. Another one, where a test that took too long took it along. */
async function launched(): Promise<Browser> {
  if (browser !== undefined && (await browser).isConnected()) return await browser
  browser = launch()
  return await browser
}

/** Nothing of it asks its makers for anything. */
const launch = () =>
  chromium.launch({
    executablePath: PROGRAM,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })

/** After the last page. */
export async function closeBrowser(): Promise<void> {
  const open = browser
  browser = undefined
  await (await open)?.close()
}

/** A page of a browser with an empty profile, for one use. */
export async function withPage<T>(
  options: BrowserContextOptions,
  use: (watched: Watched) => Promise<T>,
): Promise<T> {
  const context = await (await launched()).newContext(options)
  try {
    return await use(watch(await context.newPage()))
  } finally {
    await context.close()
  }
}

function watch(page: Page): Watched {
  const complaints: string[] = []
  const requests: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(`${message.type()}: ${message.text()}`)
  })
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`))
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText
    // Somebody went on to another page before it was answered.
    if (why !== 'net::ERR_ABORTED') complaints.push(`failed: ${request.url()} ${why}`)
  })
  page.on('request', (request) => {
    if (!/^(?:data|blob):/.test(request.url())) requests.push(request.url())
  })
  return { page, complaints, requests }
}

/** Those that are not of this server. */
export const foreign = (requests: readonly string[], url: string): string[] =>
  requests.filter((request) => new URL(request).origin !== new URL(url).origin)

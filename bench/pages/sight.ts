import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { closeBrowser, noBrowser, type Page, withPage } from '../../test/browser/chromium.ts'
import type { Context, Section } from '../context.ts'
import { type Spread, spreadOf } from '../spread.ts'
import { type Failure, failureOf } from '../turns.ts'
import { openPlace, type Place, SECOND_FACTOR } from './places.ts'
import { withSite } from './site.ts'
import { type Weight, weightOf } from './weights.ts'

export interface PageRow extends Weight {
  readonly name: string
  /** Whether it is no page of ours but what this browser takes on this machine for any. */
  readonly isFloor?: true
  /** What a browser with nothing kept loads it from; undefined where there is no browser. */
  readonly requests: number | undefined
  /** What its script asks for besides, once it is shown. */
  readonly asked: number | undefined
  /** Milliseconds from leaving for the page to its first contentful paint, with nothing kept and with style and script kept. */
  readonly coldMs: Spread | undefined
  readonly warmMs: Spread | undefined
}

/** What a page weighs, and when a browser shows it. */
export async function measurePages(context: Context): Promise<Section<PageRow>> {
  const [first] = context.combinations
  if (!first) return { rows: [], failures: [] }
  const failures: Failure[] = noBrowser === undefined ? [] : [{ what: 'first paints', reason: noBrowser }]
  return withSite(context, first, async ({ places }) => {
    const rows: PageRow[] = []
    for (const place of places) {
      context.say(`weight and paints: ${place.name}`)
      const weight = weightOf(new Uint8Array(await (await openPlace(place)).arrayBuffer()))
      const isSeen = noBrowser === undefined && place.name !== SECOND_FACTOR
      const seen = isSeen
        ? await looksAt(place, context.plan.paints).catch((error: unknown) => {
            failures.push(failureOf(place.name, error))
            return NOT_SEEN
          })
        : NOT_SEEN
      rows.push({ name: place.name, ...weight, ...seen })
    }
    if (noBrowser === undefined) {
      rows.push(await floor('one heading, of a bare server', {}, context.plan.paints))
      // As all pages are: a browser that comes from elsewhere begins a process for it.
      const alone = { 'Cross-Origin-Opener-Policy': 'same-origin' }
      rows.push(await floor('one heading, which no opener may reach', alone, context.plan.paints))
    }
    await closeBrowser()
    return { rows, failures }
  })
}

const HEADING = '<!doctype html><title>Nothing</title><h1>Nothing</h1>'

/** A page of one heading, with nothing to load and no work behind it. */
async function floor(
  name: string,
  headers: Readonly<Record<string, string>>,
  times: number,
): Promise<PageRow> {
  const server = createServer((_, response) => {
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', ...headers }).end(HEADING)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  try {
    const seen = await looksAt({ name: '', isOwn: false, url: `http://localhost:${port}/` }, times)
    return { name, isFloor: true, ...weightOf(new TextEncoder().encode(HEADING)), ...seen }
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

type Seen = Pick<PageRow, 'requests' | 'asked' | 'coldMs' | 'warmMs'>
const NOT_SEEN: Seen = { requests: undefined, asked: undefined, coldMs: undefined, warmMs: undefined }

async function looksAt(place: Place, times: number): Promise<Seen> {
  let loads: Loads = { requests: [], asked: [] }
  const cold: number[] = []
  const warm: number[] = []
  for (let time = 0; time < times; time++) {
    await withPage({ viewport: { width: 1280, height: 800 }, locale: 'en' }, async ({ page }) => {
      await bringCookie(page, place)
      const sofar = loadsOf(page)
      cold.push(await paintedAfter(page, place.url))
      await page.waitForLoadState('networkidle')
      loads = { requests: [...sofar.requests], asked: [...sofar.asked] }
      warm.push(await paintedAfter(page, place.url))
    })
  }
  const { requests, asked } = loads
  return { requests: requests.length, asked: asked.length, coldMs: spreadOf(cold), warmMs: spreadOf(warm) }
}

export async function bringCookie(page: Page, { url, cookie }: Place): Promise<void> {
  const [, name, value] = /^([^=]+)=(.*)$/.exec(cookie ?? '') ?? []
  if (name === undefined || value === undefined) return
  await page.context().addCookies([{ name, value, url: new URL(url).origin }])
}

interface Loads {
  /** Of the document, its style and script, and whatever else it is made of. */
  readonly requests: string[]
  readonly asked: string[]
}

/** Fills itself with what the page asks for from now on. */
export function loadsOf(page: Page): Loads {
  const loads: Loads = { requests: [], asked: [] }
  page.on('request', (request) => {
    if (/^(?:data|blob|about):/.test(request.url())) return
    loads[request.resourceType() === 'fetch' ? 'asked' : 'requests'].push(request.url())
  })
  return loads
}

/** First contentful paint (Paint Timing section 4), counted from the moment that the browser left for the page. */
async function paintedAfter(page: Page, url: string): Promise<number> {
  await page.goto('about:blank')
  await page.goto(url)
  return await firstPaint(page)
}

export const firstPaint = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list, observer) => {
          const [entry] = list.getEntriesByName('first-contentful-paint')
          if (!entry) return
          observer.disconnect()
          resolve(entry.startTime)
        }).observe({ type: 'paint', buffered: true })
      }),
  )

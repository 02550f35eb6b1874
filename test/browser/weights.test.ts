// What a page weighs and what it is loaded from: one HTML, one style sheet, at most one script, and nothing else.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { LIMITS } from '../../bench/limits.ts'
import { openPlace, type Place, placesOf } from '../../bench/pages/places.ts'
import { bringCookie, loadsOf } from '../../bench/pages/sight.ts'
import { assetsOf, weightOf } from '../../bench/pages/weights.ts'
import { join } from '../support/accounts.ts'
import { send } from '../support/http.ts'
import { useServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'
import { closeBrowser, noBrowser, type Page, withPage } from './chromium.ts'

const server = useServer({ dev: true, env: { ...unthrottled } })
const fresh = useServer()

let places: Place[]
beforeAll(async () => {
  places = await placesOf(server, fresh, await join(server))
})
afterAll(closeBrowser)

test('the HTML of every page has less than 15 kB, packed', async () => {
  const weights = new Map<string, number>()
  for (const place of places) {
    const answer = await openPlace(place)
    const html = await answer.text()
    expect([place.name, html]).toEqual([place.name, expect.stringContaining('</html>')])
    // Unpacked on the wire: it has tokens in it, and what somebody typed (BREACH).
    expect([place.name, answer.headers.get('content-encoding')]).toEqual([place.name, null])
    expect([place.name, answer.headers.get('cache-control')]).toEqual([place.name, 'no-store'])
    weights.set(place.name, weightOf(Buffer.from(html)).gzipBytes)
  }
  const [[heaviest, most] = ['', Number.NaN]] = [...weights].sort(([, a], [, b]) => b - a)
  console.log(`the heaviest of ${weights.size} pages: ${heaviest}, ${most} bytes`)
  expect(most).toBeLessThan(LIMITS.page.gzipBytes)
})

test('style and script are the same for all pages, small, and kept for ever by their hash', async () => {
  const found = new Set<string>()
  for (const place of places)
    for (const path of assetsOf(await (await openPlace(place)).text())) found.add(path)
  expect([...found].sort((a, b) => (/css$/.test(a) ? -1 : Number(/css$/.test(b))))).toEqual([
    expect.stringMatching(/^\/assets\/pages\.[\w-]{16}\.css$/),
    expect.stringMatching(/^\/assets\/pages\.[\w-]{16}\.js$/),
  ])
  for (const path of found) {
    const answer = await send(server, `GET ${path}`)
    const { bytes, gzipBytes } = weightOf(Buffer.from(answer.text))
    console.log(`${path}: ${bytes} bytes, ${gzipBytes} packed`)
    expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    if (path.endsWith('.js')) expect(bytes).toBeLessThanOrEqual(LIMITS.page.scriptBytes)
  }
})

async function come(page: Page, place: Place): Promise<void> {
  await bringCookie(page, place)
  await page.goto(place.url)
  for (const [name, value] of Object.entries(place.form ?? {}))
    await page.locator(`[name=${name}]`).fill(value)
}

/** Of style and script, what came from the server: what is kept has no bytes on the wire (Resource Timing section 4.3). */
const sentAgain = () =>
  performance
    .getEntriesByType('resource')
    .filter((one) => /\.(?:css|js)$/.test(one.name) && (one as PerformanceResourceTiming).transferSize > 0)
    .map(({ name }) => name)

describe.skipIf(noBrowser !== undefined)(`in a browser${noBrowser ? ` (skipped: ${noBrowser})` : ''}`, () => {
  test('a page is one HTML, one style sheet and at most one script, and style and script are asked for once', async () => {
    for (const place of places) {
      await withPage({ locale: 'en' }, async ({ page, complaints }) => {
        if (place.form) await come(page, place)
        const { requests, asked } = loadsOf(page)
        if (place.form) {
          await page.locator('form button:not([type])').first().click()
          await page.locator('[name=code]').waitFor()
        } else await come(page, place)
        await page.waitForLoadState('networkidle')
        const kinds = requests.map((url) => /\.(css|js)$/.exec(url)?.[1] ?? 'html')
        expect([place.name, kinds]).toEqual([place.name, ['html', 'css', 'js'].slice(0, kinds.length)])
        // A challenge for the passkeys that the browser may offer beside the name.
        expect(asked.filter((url) => !url.endsWith('/passkey/options'))).toEqual([])
        expect([place.name, asked.length <= 1]).toEqual([place.name, true])
        expect([place.name, complaints.filter((one) => !one.includes('status of 401'))]).toEqual([
          place.name,
          [],
        ])
        await page.goto(place.url)
        await page.waitForLoadState('networkidle')
        expect([place.name, await page.evaluate(sentAgain)]).toEqual([place.name, []])
      })
    }
  })
})

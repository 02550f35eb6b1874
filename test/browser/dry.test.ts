import { afterAll, test } from 'bun:test'
import { closeBrowser, withPage } from './chromium.ts'
import { documentRoutes, everyPage, routeOf, withWorld } from './every-page/index.ts'
afterAll(closeBrowser)
test('dry', async () => {
  const language = process.env['L'] ?? 'en'
  await withWorld({ language }, (world) => withPage({ locale: language }, async ({ page }) => {
    page.setDefaultTimeout(8000)
    const met = new Set<string>()
    page.on('response', (r) => {
      if (!r.request().isNavigationRequest() || !(r.headers()['content-type'] ?? '').includes('html') || r.status() === 303) return
      const route = routeOf(r.request().method(), new URL(r.url()).pathname)
      if (route) met.add(route)
    })
    const only = process.env['ONLY']
    let n = 0
    const began = performance.now()
    for (const { name, open } of everyPage(world)) {
      if (only && !name.match(only)) continue
      const t = performance.now()
      try { await open(page) } catch (error) {
        console.log('FAIL', name, page.url(), String(error).split('\n').slice(0, 6).join(' | '), (await page.locator('main').innerText().catch(() => '')).slice(0, 300).replaceAll('\n', ' / '))
      }
      const d = performance.now() - t
      if (d > 1500) console.log('slow', name, Math.round(d))
      n += 1
    }
    console.log(n, 'meetings', Math.round(performance.now() - began))
    console.log('unmet', documentRoutes.filter((one) => !met.has(one)))
  }))
}, 900_000)

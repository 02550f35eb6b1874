// Every page of the house on a phone: nothing is wider than the screen, and what is pressed is large enough for a thumb.
import { afterAll, describe, expect, test } from 'bun:test'
import { join } from '../support/accounts.ts'
import { send } from '../support/http.ts'
import { withServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'
import { closeBrowser, noBrowser, withPage } from './chromium.ts'
import { everyPage } from './every-page.ts'

const phone = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true }
/** WCAG 2.2, 2.5.5: 44 CSS pixels. */
const THUMB = 44

const skipped = noBrowser ? ` (skipped: ${noBrowser})` : ''
afterAll(closeBrowser)

describe.skipIf(noBrowser !== undefined)(`a phone${skipped}`, () => {
  test('shows every page whole', async () => {
    await withServer({ dev: true, env: unthrottled }, async (server) => {
      const admin = await join(server)
      // Its button stands on the ways in.
      const github = { kind: 'github', client_id: 'latchkey', client_secret: 'cedar-lantern-meadow' }
      await send(server, 'POST /providers', { token: admin.token, json: github })
      await withServer({ env: unthrottled }, async (set) => {
        await withPage(phone, async ({ page }) => {
          for (const { name, open } of everyPage(server, set, admin)) {
            await open(page)
            const [width, pressed] = await page.evaluate(() => [
              document.documentElement.scrollWidth,
              [
                ...document.querySelectorAll(
                  'main button, main .button, main .check, main input:not([type=hidden], [type=checkbox])',
                ),
              ]
                .filter((one) => one.checkVisibility())
                .map((one) => Math.round(one.getBoundingClientRect().height)),
            ])
            expect([name, width]).toEqual([name, phone.viewport.width])
            for (const height of pressed as number[]) expect([name, height >= THUMB]).toEqual([name, true])
          }
        })
      })
    })
  }, 240_000)
})

// Every page of the house by axe-core's rules of WCAG 2.2 AA: light and dark, from left to right and from right to left; with forced
// colours, with reduced motion, and at 400 % (WCAG 2.2, 1.4.10: 320 CSS pixels).
import { describe, expect, test } from 'bun:test'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { AxeResults, RunOptions } from 'axe-core'
import { join } from '../support/accounts.ts'
import { type Server, withServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'
import { type BrowserOptions, noBrowser, type Page, withPage } from './chromium.ts'
import { everyPage } from './every-page.ts'

const AXE = fileURLToPath(import.meta.resolve('axe-core/axe.min.js'))
const RULES: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
}
/** What of a page is no page of the house: mails as they were written. */
const MAIL = /^dev-mail/

declare const axe: { run(options: RunOptions): Promise<AxeResults> }

async function violations(page: Page, source: string): Promise<string[]> {
  // By the browser's own hand: the page's policy lets no script in.
  await page.evaluate(source)
  const { violations: found } = await page.evaluate((options) => axe.run(options), RULES)
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
}

/** Opens each page, in the language that the browser asks for first. */
async function eachPage(
  options: BrowserOptions,
  look: (name: string, page: Page, server: Server) => Promise<unknown>,
): Promise<void> {
  await withServer({ dev: true, env: unthrottled }, async (server) => {
    const admin = await join(server)
    await withServer({ env: unthrottled }, async (set) => {
      await withPage(options, async ({ page }) => {
        for (const { name, open } of everyPage(server, set, admin)) {
          if (MAIL.test(name)) continue
          await open(page)
          await look(name, page, server)
        }
      })
    })
  })
}

const plain = [
  { path: '/sign-in', name: 'sign-in' },
  { path: '/reset', name: 'reset' },
  { path: '/recovery/vouch', name: 'vouch' },
  { path: '/verify?token=wrong', name: 'wrong link' },
]

const skipped = noBrowser ? ` (skipped: ${noBrowser})` : ''
describe.skipIf(noBrowser !== undefined)(`WCAG 2.2 AA${skipped}`, () => {
  test.each(['light', 'dark'] as const)(
    'every page is without a violation, %s',
    async (colorScheme) => {
      const source = await readFile(AXE, 'utf8')
      await eachPage({ colorScheme, locale: 'en-GB' }, async (name, page) => {
        expect([name, await violations(page, source)]).toEqual([name, []])
      })
    },
    300_000,
  )

  test.each([
    ['light', {}],
    ['dark', {}],
    ['light', { forcedColors: 'active' }],
    ['dark', { reducedMotion: 'reduce' }],
  ] as const)(
    'in Arabic a page is without a violation, and begins at the right: %s %p',
    async (colorScheme, more) => {
      const source = await readFile(AXE, 'utf8')
      await withServer({ dev: true, env: unthrottled }, async (server) => {
        await join(server)
        await withPage({ colorScheme, locale: 'ar', ...more }, async ({ page }) => {
          for (const { path, name } of plain) {
            await page.goto(server.url + path)
            expect(await page.locator('html').getAttribute('lang')).toBe('ar')
            const [brand, main] = await page.evaluate(() =>
              ['.brand svg', 'main'].map(
                (one) => document.querySelector(one)?.getBoundingClientRect().right ?? 0,
              ),
            )
            expect(Math.abs((brand ?? 0) - (main ?? 0))).toBeLessThan(32)
            expect([name, await violations(page, source)]).toEqual([name, []])
          }
        })
      })
    },
    120_000,
  )

  test('the summary of what is wrong has the focus, leads to the field, and the field says it too', async () => {
    await withServer({ dev: true, env: unthrottled }, async (server) => {
      await join(server)
      await withPage({ javaScriptEnabled: true, locale: 'de' }, async ({ page }) => {
        await page.goto(`${server.url}/recovery/vouch?user=x`)
        await page.getByLabel('Benutzername oder E-Mail-Adresse').fill('jemand')
        await page.getByLabel('Passwort').fill('irgendetwas')
        await page.getByRole('button').click()
        await page.getByRole('alert').waitFor()
        expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('alert')
        await page.keyboard.press('Tab')
        await page.keyboard.press('Enter')
        expect(await page.evaluate(() => document.activeElement?.id)).toBe('user')
      })
    })
  }, 60_000)

  test('at 400 % nothing is wider than the window', async () => {
    await eachPage({ viewport: { width: 320, height: 640 } }, async (name, page) => {
      const width = await page.evaluate(() => document.documentElement.scrollWidth)
      expect([name, width]).toEqual([name, 320])
    })
  }, 240_000)
})

describe.skipIf(noBrowser !== undefined)(`somebody's own settings${skipped}`, () => {
  test('reduced motion leaves nothing that moves, forced colours leave every edge', async () => {
    await withServer({ dev: true }, async (server) => {
      await join(server)
      await withPage({ reducedMotion: 'reduce', forcedColors: 'active' }, async ({ page }) => {
        await page.goto(`${server.url}/sign-in`)
        const seen = await page.evaluate(() => {
          const of = (one: string) => getComputedStyle(document.querySelector(one) ?? document.body)
          return {
            moves: of('button').transitionDuration,
            edge: of('button').borderTopStyle,
            card: of('main').borderTopStyle,
          }
        })
        expect(seen).toEqual({ moves: '0s', edge: 'solid', card: 'solid' })
      })
    })
  }, 60_000)
})

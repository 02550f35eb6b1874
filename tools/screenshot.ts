/**
 * Takes the pictures: docs/images/docs.png for the README, and every page in light, dark and on a phone into a
 * folder (a temporary one if none is named), to be looked at. `node tools/bun.mjs tools/screenshot.ts [folder]`
 */
import { mkdirSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import {
  type BrowserOptions,
  closeBrowser,
  noBrowser,
  type Page,
  withPage,
} from '../test/browser/chromium.ts'
import { everyPage, type World, withWorld } from '../test/browser/every-page/index.ts'
import type { Server } from '../test/support/server.ts'

const root = dirname(import.meta.dirname)
const desktop = { width: 1280, height: 800 }

const kinds: Record<string, BrowserOptions> = {
  light: { colorScheme: 'light', viewport: desktop },
  dark: { colorScheme: 'dark', viewport: desktop },
  phone: {
    colorScheme: 'light',
    viewport: { width: 390, height: 844 },
    deviceScaleFactor: 2,
    isMobile: true,
    hasTouch: true,
  },
}

const john = { username: 'john_doe', password: 'securepassword123' }
const account = { email: 'john@example.com', full_name: 'John Doe' }

/** Signs in by the Authorize button and executes GET /users/me. */
async function useDocs(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/docs`)
  await page.locator('.auth-wrapper > .authorize').click()
  const flow = page.locator('.auth-container', { hasText: 'OAuth2' })
  await flow.getByLabel('username:').fill(john.username)
  await flow.getByLabel('password:', { exact: true }).fill(john.password)
  await flow.getByRole('button', { name: 'Apply given OAuth2 credentials' }).click()
  await page.getByRole('button', { name: 'Remove authorization' }).waitFor()
  await page.locator('.auth-btn-wrapper .btn-done').first().click()
  const block = page.locator('#operations-accounts-usersMe')
  await block.locator('.opblock-summary-control').click()
  await block.getByRole('button', { name: 'Execute' }).click()
  await block.locator('.live-responses-table').waitFor()
}

async function shoot(page: Page, path: string, fullPage = false): Promise<void> {
  await page.waitForTimeout(400)
  await page.screenshot({ path, fullPage })
  console.log(path)
}

/** 1280 x 800, from the Authorize button to the answer. */
async function readmePicture(server: Server): Promise<void> {
  mkdirSync(join(root, 'docs/images'), { recursive: true })
  const options = {
    colorScheme: 'light',
    viewport: { width: 1440, height: 900 },
    deviceScaleFactor: 8 / 9,
  } as const
  await withPage(options, async ({ page }) => {
    await useDocs(page, server.url)
    await page.locator('.scheme-container').evaluate((element) => element.scrollIntoView())
    await shoot(page, join(root, 'docs/images/docs.png'))
  })
}

async function apiPictures(page: Page, server: Server, folder: string, kind: string): Promise<void> {
  await page.goto(`${server.url}/docs`)
  await page.locator('.opblock').first().waitFor()
  await shoot(page, join(folder, `docs-${kind}.png`))
  await useDocs(page, server.url)
  await page.locator('#operations-accounts-usersMe').scrollIntoViewIfNeeded()
  await shoot(page, join(folder, `docs-operation-${kind}.png`))
  await page.goto(`${server.url}/redoc`)
  await page.locator('[data-section-id*="/operation/"]').first().waitFor()
  await shoot(page, join(folder, `redoc-${kind}.png`))
  await page
    .locator('[id="tag/accounts/operation/usersRegister"]')
    .evaluate((section) => section.scrollIntoView())
  await shoot(page, join(folder, `redoc-operation-${kind}.png`))
}

async function allPictures(world: World, folder: string): Promise<void> {
  for (const [kind, options] of Object.entries(kinds)) {
    await withPage(options, async ({ page }) => {
      await apiPictures(page, world.server, folder, kind)
      for (const { name, open } of everyPage(world)) {
        await open(page)
        await shoot(page, join(folder, `${name}-${kind}.png`), true)
      }
    })
  }
}

if (noBrowser) throw new Error(noBrowser)
// The address in the picture is the one that people have.
await withWorld({ env: { PORT: '8000' }, admin: { ...john, ...account } }, async (world) => {
  await readmePicture(world.server)
  await allPictures(world, process.argv[2] ?? mkdtempSync(join(tmpdir(), 'latchkey-pictures-')))
})
await closeBrowser()

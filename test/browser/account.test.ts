// The pages of the account in a browser: nothing of them is blocked by their own policy, and nothing is wider than the screen.
import { beforeAll, describe, expect, test } from 'bun:test'
import { join as joined } from 'node:path'
import { type Account, join } from '../support/accounts.ts'
import { send } from '../support/http.ts'
import { enrol } from '../support/second-factors.ts'
import { useServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'
import { foreign, noBrowser, type Page, withPage } from './chromium.ts'

const server = useServer({ dev: true, env: { ...unthrottled } })
const PICTURES = process.env['PICTURES']

const paths = [
  [
    '',
    'profile',
    'password',
    'factors',
    'passkeys',
    'identities',
    'sessions',
    'activity',
    'api-keys',
    'contacts',
  ],
  ['contacts/accept', 'support', 'language', 'data', 'delete', 'prove'],
].flat()

let user: Account
beforeAll(async () => {
  const { token } = await join(server)
  const github = { kind: 'github', client_id: 'latchkey', client_secret: 'cedar-lantern-meadow' }
  await send(server, 'POST /providers', { token, json: github })
  user = await join(server)
  const json = { name: 'Nightly report', scopes: ['self:read'] }
  await send(server, 'POST /api-keys', { token: user.token, json })
})

async function signIn(page: Page, { username, password }: Account): Promise<void> {
  await page.goto(`${server.url}/sign-in`)
  await page.locator('[name=username]').fill(username)
  await page.locator('[name=password]').fill(password)
  await page.locator('form button:not([type])').first().click()
  await page.waitForURL('**/account')
}

const shot = async (page: Page, name: string) => {
  if (PICTURES !== undefined) await page.screenshot({ path: joined(PICTURES, `${name}.png`), fullPage: true })
}

const screens = [
  { name: 'desktop', width: 1280, height: 800, language: 'en', scheme: 'light' },
  { name: 'phone-dark-arabic', width: 375, height: 700, language: 'ar', scheme: 'dark' },
  // 400 % of 1,280 (WCAG 2.2 success criterion 1.4.10).
  { name: 'zoomed-german', width: 320, height: 256, language: 'de', scheme: 'light' },
] as const

describe.skipIf(noBrowser !== undefined)('in a browser', () => {
  test.each(screens)('$name: every page fits, and its policy blocks nothing of it', async (screen) => {
    const { name, width, height, language, scheme } = screen
    await send(server, 'PUT /users/me/preferences', { token: user.token, json: { language } })
    await withPage({ viewport: { width, height }, colorScheme: scheme }, async (watched) => {
      const { page, complaints, requests } = watched
      await signIn(page, user)
      for (const path of paths) {
        await page.goto(`${server.url}/account/${path}`.replace(/\/$/, ''))
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        expect([path, Math.max(wide, 0)]).toEqual([path, 0])
        await shot(page, `${name}-${path.replace('/', '-') || 'overview'}`)
      }
      expect(complaints).toEqual([])
      expect(foreign(requests, server.url)).toEqual([])
    })
  })

  test('what went wrong has the focus, and leads to its field; what waits for a proof goes on after it', async () => {
    const who = await enrol(server)
    await send(server, 'PUT /users/me/preferences', { token: who.token, json: { language: 'en' } })
    await withPage({ viewport: { width: 1280, height: 900 } }, async ({ page, complaints }) => {
      await page.goto(`${server.url}/sign-in`)
      await page.locator('[name=username]').fill(who.username)
      await page.locator('[name=password]').fill(who.password)
      await page.locator('form button:not([type])').first().click()
      await page.locator('[name=code]').fill(who.codes[0] ?? '')
      await page.locator('form button:not([type])').first().click()
      await page.waitForURL('**/account')
      await page.goto(`${server.url}/account/delete`)
      await page.locator('#delete-username').fill('somebody else')
      await page.locator('section.end button').click()
      await page.locator('.refusal:focus').waitFor()
      await shot(page, 'refused')
      await page.locator('.refusal a').click()
      await page.locator('#delete-username:focus').waitFor()
      await page.locator('#delete-username').fill(who.username)
      await page.locator('section.end button').click()
      await page.locator('#prove-password').fill(who.password)
      await shot(page, 'proving')
      await page.locator('#prove-code').fill(who.codes[1] ?? '')
      await page.locator('main section form button:not([type])').first().click()
      await page.getByRole('heading', { name: 'Your account has been deleted' }).waitFor()
      await shot(page, 'deleted')
      // What is refused by its status is told by the browser, and is no complaint of the page's.
      expect(complaints.filter((one) => !one.includes('status of 40'))).toEqual([])
    })
    expect((await send(server, 'GET /users/me', { token: who.token })).status).toBe(401)
  })

  test('the secret of an app is a picture and a text', async () => {
    const who = await join(server)
    await send(server, 'PUT /users/me/preferences', { token: who.token, json: { language: 'en' } })
    await withPage({ viewport: { width: 1280, height: 900 } }, async ({ page, complaints }) => {
      await signIn(page, who)
      await page.goto(`${server.url}/account/factors`)
      await page.getByRole('button', { name: 'Set up an authenticator app' }).click()
      const picture = page.locator('img.qr')
      await picture.waitFor()
      expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(20)
      await shot(page, 'authenticator-app')
      expect(complaints).toEqual([])
    })
  })
})

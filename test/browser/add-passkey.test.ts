// A passkey is added by one press in the account, and named after its device; where that is not enough, the pages say what is.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { cookieOf } from '../../bench/pages/places.ts'
import { bringCookie } from '../../bench/pages/sight.ts'
import { type Account, join } from '../support/accounts.ts'
import { itemsOf, send } from '../support/http.ts'
import { useServer } from '../support/server.ts'
import { changeStored } from '../support/stored.ts'
import { unthrottled } from '../support/unthrottled.ts'
import { closeBrowser, noBrowser, type Page, withPage } from './chromium.ts'
import { withDevice } from './device.ts'

const server = useServer({ dev: true, env: { ...unthrottled } })
beforeAll(async () => {
  await join(server)
})
afterAll(closeBrowser)

const PATH = '/account/passkeys'
const button = (page: Page, path: string) =>
  page.locator(`form[action="${PATH}${path}"] button:not([type=button])`)
const namesOf = async ({ token }: Account) =>
  itemsOf(await send(server, 'GET /users/me/passkeys', { token })).map(({ name }) => name)

async function signedIn(page: Page, who: Account): Promise<void> {
  const cookie = await cookieOf(server, who)
  await bringCookie(page, { name: '', isOwn: true, url: server.url, cookie })
}

const DEVICE = /^Chrom(?:e|ium)( Headless)? on Linux$/

describe.skipIf(noBrowser !== undefined)(`passkeys${noBrowser ? ` (skipped: ${noBrowser})` : ''}`, () => {
  test('one press makes one, and a second one of the same device is refused in words', () =>
    withDevice(async ({ page, complaints }) => {
      const who = await join(server)
      await signedIn(page, who)
      await page.goto(`${server.url}${PATH}`)
      await button(page, '/new').click()
      await page.locator('main li code').first().waitFor()
      expect(await namesOf(who)).toEqual([expect.stringMatching(DEVICE)])
      await page.goto(`${server.url}${PATH}`)
      await button(page, '/new').click()
      await page.locator('form [role=alert]').waitFor()
      expect(new URL(page.url()).pathname).toBe(PATH)
      expect(await namesOf(who)).toHaveLength(1)
      expect(complaints).toEqual([])
    }))

  test('C062 where the sign-in is long ago it is asked who this is, and then the page is there', () =>
    withDevice(async ({ page }) => {
      const who = await join(server)
      await signedIn(page, who)
      await server.stop()
      changeStored(server, 'update sessions set proved_at = proved_at - 3600000')
      await server.start()
      await page.goto(`${server.url}${PATH}`)
      await button(page, '/new').click()
      await page.locator('#prove-password').fill(who.password)
      await page.locator('form[action="/account/prove"] button:not([type=button])').first().click()
      await button(page, '/add').waitFor()
      expect(await page.locator('[name=name]').inputValue()).toMatch(DEVICE)
      await page.locator('[name=name]').fill('Desk')
      await button(page, '/add').click()
      await page.locator('main li code').first().waitFor()
      expect(await namesOf(who)).toEqual(['Desk'])
    }))

  test('without a script the page says what it needs, and nothing is made', () =>
    withPage({ javaScriptEnabled: false }, async ({ page }) => {
      const who = await join(server)
      await signedIn(page, who)
      await page.goto(`${server.url}${PATH}`)
      await button(page, '/new').click()
      await page.locator('noscript [role=alert]').waitFor()
      expect(await namesOf(who)).toEqual([])
    }))
})

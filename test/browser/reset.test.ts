// The reset link in a real browser, with and without JavaScript: a mistake is said beside its field, one form sets the
// password, and the link is used up.
import { afterAll, describe, expect, test } from 'bun:test'
import { type Account, join, login } from '../support/accounts.ts'
import { send, textOf } from '../support/http.ts'
import { tokenIn } from '../support/reset-links.ts'
import { type Server, withServer } from '../support/server.ts'
import { closeBrowser, foreign, noBrowser, withPage } from './chromium.ts'
import { describedAs } from './described.ts'

const NEW = 'heron-lantern-51-meadow'
const linkFor = async (server: Server, by: Account, who: Account) =>
  textOf(await send(server, `POST /users/${who.id}/reset-link`, { token: by.token }), 'url')
const signsIn = async (server: Server, who: Account, password: string) =>
  (await login(server, who.username, password)).status === 200

const skipped = noBrowser ? ` (skipped: ${noBrowser})` : ''
afterAll(closeBrowser)

describe.skipIf(noBrowser !== undefined)(`the reset link${skipped}`, () => {
  test.each([true, false])('sets the password, with JavaScript: %p', async (javaScriptEnabled) => {
    await withServer({ dev: true }, async (server) => {
      const admin = await join(server)
      const user = await join(server)
      const link = await linkFor(server, admin, user)
      await withPage({ javaScriptEnabled }, async ({ page, complaints, requests }) => {
        const opened = await page.goto(link)
        expect(opened?.status()).toBe(200)
        expect(await page.getByRole('heading').textContent()).toBe('Choose a new password')
        expect(await page.getByLabel('Reset token').count()).toBe(0)
        const field = page.getByLabel('New password')
        expect(await field.getAttribute('autocomplete')).toBe('new-password')

        await field.fill('password1')
        await page.getByRole('button', { name: 'Save new password' }).click()
        expect(await describedAs(page, 'New password')).toContain('Many people use this password.')
        expect(await field.getAttribute('aria-invalid')).toBe('true')
        expect(await field.inputValue()).toBe('')
        expect(await page.getByRole('alert').textContent()).toContain('Nothing has changed yet.')
        expect(page.url()).toBe(`${server.url}/reset`)
        expect(await signsIn(server, user, user.password)).toBe(true)

        await field.fill(NEW)
        await page.locator('form button:not([type])').first().click()
        expect(await page.getByRole('heading').textContent()).toBe('Your password was changed')
        expect(await page.getByRole('main').textContent()).toContain('Sign in with the new password')
        expect(page.url()).toBe(`${server.url}/reset`)
        expect(await page.context().cookies()).toEqual([])

        const again = await page.goto(link)
        expect(again?.status()).toBe(400)
        expect(await page.getByRole('heading').textContent()).toBe('This link does not work')

        // The console names the refusals by their status; anything else would be a mistake of the page. What was
        // asked of the password while it was typed ends with the page.
        const unexpected = complaints.filter(
          (text) => !/status of 400 |sign-up\/password .*ERR_ABORTED/.test(text),
        )
        expect(unexpected).toEqual([])
        expect(foreign(requests, server.url)).toEqual([])
      })
      expect([await signsIn(server, user, user.password), await signsIn(server, user, NEW)]).toEqual([
        false,
        true,
      ])
    })
  })

  test('an address without its end asks for it', async () => {
    await withServer({ dev: true }, async (server) => {
      const admin = await join(server)
      const link = await linkFor(server, admin, admin)
      await withPage({}, async ({ page }) => {
        await page.goto(`${server.url}/reset`)
        await page.getByLabel('Reset token').fill(tokenIn(link))
        await page.getByLabel('New password').fill(NEW)
        await page.locator('form button:not([type])').first().click()
        expect(await page.getByRole('heading').textContent()).toBe('Your password was changed')
      })
      expect(await signsIn(server, admin, NEW)).toBe(true)
    })
  })

  test('a page of another origin cannot send the form, even with the token', async () => {
    await withServer({ dev: true }, async (server) => {
      const admin = await join(server)
      const token = tokenIn(await linkFor(server, admin, admin))
      await withPage({}, async ({ page }) => {
        const inputs = `<input name="token" value="${token}"><input name="password" value="${NEW}">`
        const form = `<form method="post" action="${server.url}/reset">${inputs}<button>Go</button></form>`
        await page.goto(`data:text/html,${encodeURIComponent(form)}`)
        const [answer] = await Promise.all([
          page.waitForResponse(`${server.url}/reset`),
          page.getByRole('button', { name: 'Go' }).click(),
        ])
        expect(answer.status()).toBe(403)
      })
      expect([await signsIn(server, admin, admin.password), await signsIn(server, admin, NEW)]).toEqual([
        true,
        false,
      ])
    })
  })
})

// The setup link in a real browser, with and without JavaScript: mistakes are said beside their fields, one form makes
// the administrator, and the link is used up.
import { afterAll, describe, expect, test } from 'bun:test'
import type { Page } from 'playwright-core'
import { setupToken } from '../conformance/setup-token.ts'
import { isAdministrator, type Person, person, register, signIn } from '../support/accounts.ts'
import { withServer } from '../support/server.ts'
import { closeBrowser, foreign, noBrowser, withPage } from './chromium.ts'
import { describedAs } from './described.ts'

async function fill(page: Page, { username, email, full_name, password }: Person): Promise<void> {
  await page.getByLabel('Username').fill(username)
  await page.getByLabel('Email address').fill(email)
  await page.getByLabel('Full name').fill(full_name)
  await page.getByLabel('Password').fill(password)
}

const send = (page: Page) => page.getByRole('button', { name: 'Create administrator' }).click()

const skipped = noBrowser ? ` (skipped: ${noBrowser})` : ''
afterAll(closeBrowser)

describe.skipIf(noBrowser !== undefined)(`the setup link${skipped}`, () => {
  test.each([true, false])('makes the administrator, with JavaScript: %p', async (javaScriptEnabled) => {
    await withServer({}, async (server) => {
      const link = `${server.url}/setup?token=`
      const somebody = person()
      await register(server, somebody)
      const token = await setupToken(server)
      const who = person({ full_name: 'Ada <b>&"Lovelace\'' })

      await withPage({ javaScriptEnabled }, async ({ page, complaints, requests }) => {
        const opened = await page.goto(link.replace(/^.*(?=\/setup)/, server.url) + token)
        expect(opened?.status()).toBe(200)
        expect(await page.getByLabel('Setup token').count()).toBe(0)

        // The server's own mistakes: a name that is taken, then a password that many people use.
        await fill(page, { ...who, username: somebody.username })
        await send(page)
        expect(await describedAs(page, 'Username')).toContain(
          'There is already an account with this username.',
        )
        expect(await page.getByLabel('Username').getAttribute('aria-invalid')).toBe('true')
        expect(await page.getByLabel('Password').inputValue()).toBe('')
        expect(await page.getByLabel('Full name').inputValue()).toBe(who.full_name)
        await fill(page, { ...who, password: 'password1' })
        await send(page)
        expect(await describedAs(page, 'Password')).toContain('Many people use this password.')
        expect(await page.getByRole('alert').textContent()).toContain('Nothing has been created yet.')

        // What was typed is all still there.
        await page.getByLabel('Password').fill(who.password)
        await send(page)
        expect(await page.getByRole('heading').textContent()).toBe('Your server is set up')
        expect(await page.getByRole('main').textContent()).toContain(who.username)

        const again = await page.goto(`${server.url}/setup?token=${token}`)
        expect(again?.status()).toBe(410)
        expect(await page.getByRole('heading').textContent()).toBe('This server is already set up')
        await page.getByRole('link', { name: 'Open the API documentation' }).click()
        await page.waitForURL(`${server.url}/docs`)

        // The console names the refusals by their status; anything else would be a mistake of the page.
        const unexpected = complaints.filter((text) => !/status of (?:400|409|410) /.test(text))
        expect(unexpected).toEqual([])
        expect(foreign(requests, server.url)).toEqual([])
      })
      expect(await isAdministrator(server, await signIn(server, who))).toBe(true)
      expect(await isAdministrator(server, await signIn(server, somebody))).toBe(false)
    })
  })

  test('a wrong link says where a right one comes from; no link asks for the token', async () => {
    await withServer({}, async (server) => {
      const token = await setupToken(server)
      const who = person()
      await withPage({}, async ({ page }) => {
        const wrong = await page.goto(`${server.url}/setup?token=${'A'.repeat(43)}`)
        expect(wrong?.status()).toBe(401)
        expect(await page.getByRole('main').textContent()).toContain('latchkey admin setup-link')

        await page.goto(`${server.url}/setup`)
        await page.getByLabel('Setup token').fill(token)
        await fill(page, who)
        await send(page)
        expect(await page.getByRole('heading').textContent()).toBe('Your server is set up')
      })
      expect(await isAdministrator(server, await signIn(server, who))).toBe(true)
    })
  })

  test('a page of another origin cannot send the form, even with the token', async () => {
    await withServer({}, async (server) => {
      const token = await setupToken(server)
      const who = person()
      await withPage({}, async ({ page }) => {
        const fields = Object.entries({ setup_token: token, ...who })
        const inputs = fields.map(([name, value]) => `<input name="${name}" value="${value}">`).join('')
        const form = `<form method="post" action="${server.url}/setup">${inputs}<button>Go</button></form>`
        await page.goto(`data:text/html,${encodeURIComponent(form)}`)
        const [answer] = await Promise.all([
          page.waitForResponse(`${server.url}/setup`),
          page.getByRole('button', { name: 'Go' }).click(),
        ])
        expect(answer.status()).toBe(403)
      })
      await withPage({}, async ({ page }) => {
        const still = await page.goto(`${server.url}/setup?token=${token}`)
        expect(still?.status()).toBe(200)
      })
    })
  })
})

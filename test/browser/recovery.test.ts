// The way back in a real browser, with and without JavaScript: each link opens one form, and what comes next is said.
import { afterAll, describe, expect, test } from 'bun:test'
import { type Account, join, login } from '../support/accounts.ts'
import { fieldsOf, send } from '../support/http.ts'
import { beginToken, completeToken, freezeToken } from '../support/recoveries.ts'
import { codeOf, enrol } from '../support/second-factors.ts'
import { type Server, withServer } from '../support/server.ts'
import { changeStored } from '../support/stored.ts'
import { unthrottled } from '../support/unthrottled.ts'
import { closeBrowser, foreign, noBrowser, type Watched, withPage } from './chromium.ts'
import { describedAs } from './described.ts'

const NEW = 'heron-lantern-51-meadow'
const skipped = noBrowser ? ` (skipped: ${noBrowser})` : ''

const stateOf = async (server: Server, by: Account, who: Account) =>
  fieldsOf(await send(server, `GET /users/${who.id}/recovery`, { token: by.token }))

afterAll(closeBrowser)

describe.skipIf(noBrowser !== undefined)(`the way back${skipped}`, () => {
  /** An administrator, and a page that does nothing but what is expected of it. */
  const inBrowser = (
    javaScriptEnabled: boolean,
    use: (given: Watched & { server: Server; admin: Account }) => Promise<void>,
  ) =>
    withServer({ dev: true, env: unthrottled }, async (server) => {
      const admin = await join(server)
      await withPage({ javaScriptEnabled }, async (watched) => {
        await use({ ...watched, server, admin })
        expect(await watched.page.context().cookies()).toEqual([])
        // The console names the refusals by their status; anything else would be a mistake of the page.
        expect(watched.complaints.filter((text) => !/status of 4\d\d /.test(text))).toEqual([])
        expect(foreign(watched.requests, watched.page.url())).toEqual([])
      })
    })
  const heading = ({ page }: Pick<Watched, 'page'>) => page.getByRole('heading').textContent()
  const press = ({ page }: Pick<Watched, 'page'>, name: string) => page.getByRole('button', { name }).click()
  const both = [true, false]

  test.each(both)('begins by a mailed link, with JavaScript: %p', async (javaScript) => {
    await inBrowser(javaScript, async ({ page, server, admin }) => {
      const user = await join(server)
      const link = `${server.url}/recovery/begin?token=${await beginToken(server, user)}`
      await page.goto(link)
      expect(await heading({ page })).toBe('Recover your account')
      expect(await page.getByLabel('Token').count()).toBe(0)
      expect(await page.getByRole('main').textContent()).toContain('Recovery takes 7 days')
      expect((await stateOf(server, admin, user))['is_under_way']).toBe(false)
      await press({ page }, 'Start recovery')
      expect(await heading({ page })).toBe('Your recovery has started')
      const readyAt = String((await stateOf(server, admin, user))['ready_at'])
      expect(await page.locator('time').first().getAttribute('datetime')).toBe(readyAt)
      expect((await page.goto(link))?.status()).toBe(400)
      expect(await heading({ page })).toBe('This link does not work')
    })
  })

  test.each(both)('is held up and called off, with JavaScript: %p', async (javaScript) => {
    await inBrowser(javaScript, async ({ page, server, admin }) => {
      const user = await enrol(server)
      await page.goto(`${server.url}/recovery/freeze?token=${await freezeToken(server, user)}`)
      expect(await heading({ page })).toBe('Someone wants to recover your account')
      await press({ page }, 'Pause for 72 hours')
      expect(await heading({ page })).toBe('The recovery is paused for 72 hours')
      expect((await stateOf(server, admin, user))['frozen_until']).not.toBeNull()

      await page.getByRole('link', { name: 'Cancel recovery' }).click()
      expect(await heading({ page })).toBe('Cancel the recovery')
      const code = page.getByLabel('Code, if you use two-step verification')
      expect(await code.getAttribute('autocomplete')).toBe('one-time-code')
      await page.getByLabel('Username or email address').fill(user.email)
      await page.getByLabel('Password').fill(user.password)
      await press({ page }, 'Cancel recovery')
      expect(await describedAs(page, 'Code, if')).toContain('This account uses two-step verification')
      expect(await page.getByRole('alert').textContent()).toContain('enter the password again')
      expect(await page.getByLabel('Username or email address').inputValue()).toBe(user.email)
      expect(await page.getByLabel('Password').inputValue()).toBe('')
      await page.getByLabel('Password').fill(user.password)
      await code.fill(codeOf(user.secret))
      await press({ page }, 'Cancel recovery')
      expect(await heading({ page })).toBe('The recovery is cancelled')
      expect((await stateOf(server, admin, user))['is_under_way']).toBe(false)
    })
  })

  test.each(both)('is vouched for by a trusted contact, with JavaScript: %p', async (javaScript) => {
    await inBrowser(javaScript, async ({ page, server, admin }) => {
      const lost = await join(server)
      await server.stop()
      changeStored(
        server,
        `insert into trusted_contacts (user_id, contact_id, created_at) values (${lost.id}, ${admin.id}, 0)`,
      )
      await server.start()
      await freezeToken(server, lost)
      await page.goto(`${server.url}/recovery/vouch?user=${lost.id}`)
      expect(await heading({ page })).toBe('Confirm that it is them')
      expect(await page.getByLabel('Their account number').count()).toBe(0)
      await page.getByLabel('Username or email address').fill(admin.username)
      await page.getByLabel('Password').fill(admin.password)
      await press({ page }, 'Yes, it is them')
      expect(await heading({ page })).toBe('You have confirmed that it is them')
      expect((await stateOf(server, admin, lost))['contacts']).toBe(1)
    })
  })

  test.each(both)('ends with a new password, with JavaScript: %p', async (javaScript) => {
    await inBrowser(javaScript, async ({ page, server, admin }) => {
      const user = await enrol(server)
      await page.goto(`${server.url}/recovery?token=${await completeToken(server, admin, user.id)}`)
      expect(await heading({ page })).toBe('Get your account back')
      expect(await page.getByRole('main').textContent()).toContain(
        'An administrator of this server has confirmed',
      )
      await page.getByLabel('New password').fill('password1')
      await press({ page }, 'Save new password')
      expect(await describedAs(page, 'New password')).toContain('Many people use this password.')
      await page.getByLabel('New password').fill(NEW)
      await press({ page }, 'Save new password')
      expect(await heading({ page })).toBe('Your account is yours again')
      expect((await login(server, user.username, NEW)).status).toBe(200)
    })
  })
})

// WCAG 2.2, 2.1.1, 2.1.2, 2.4.1, 2.4.3 and 2.4.7: the stories of an account by the keyboard alone. Addresses are opened as by a
// bookmark, or by the link of a mail; nothing is clicked, and what is typed goes to where the focus is.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type Account, join, login, type Person, person } from '../support/accounts.ts'
import { send } from '../support/http.ts'
import { tokenMailed } from '../support/mailbox.ts'
import { registersPrivately } from '../support/private-registration.ts'
import { readMailOf } from '../support/proved.ts'
import { codeOf } from '../support/second-factors.ts'
import { useServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'
import { byEveryRule } from './aspects/axe.ts'
import { notFitting } from './aspects/fit.ts'
import { closeBrowser, noBrowser, type Page, withPage } from './chromium.ts'
import { type Typist, typistAt } from './typist.ts'

const CHOSEN = 'heron-lantern-51-meadow'
const skipped = noBrowser ? ` (skipped: ${noBrowser})` : ''

describe.skipIf(noBrowser !== undefined)(`by the keyboard alone${skipped}`, () => {
  const server = useServer({ dev: true, env: unthrottled })
  const privately = useServer({ dev: true, env: { ...unthrottled, ...registersPrivately } })
  beforeAll(async () => {
    await join(server)
  })
  afterAll(closeBrowser)

  const typing = (use: (typist: Typist, page: Page) => Promise<void>) =>
    withPage({ locale: 'en' }, ({ page }) => use(typistAt(page), page))
  const heading = (page: Page) => page.getByRole('heading', { level: 1 }).textContent()
  const signInAs = async (
    { type, press }: Typist,
    page: Page,
    { username, password }: Pick<Person, 'username' | 'password'>,
  ) => {
    await page.goto(`${server.url}/sign-in`)
    await type('Username or email address', username)
    await type('Password', password)
    await press('Sign in')
  }
  const signedIn = (who: Account, use: (typist: Typist, page: Page) => Promise<void>) =>
    typing(async (typist, page) => {
      await signInAs(typist, page, who)
      expect(await heading(page)).toBe(who.full_name)
      await use(typist, page)
    })

  test('somebody signs in, from the top of the page down, and what was wrong is where they go on', () =>
    typing(async (typist, page) => {
      const who = await join(server)
      await page.goto(`${server.url}/sign-in`)
      expect(await typist.to('Sign in')).toEqual([
        'Username or email address',
        'Password',
        'Show password',
        'Sign in',
      ])
      // Back again, for nothing holds anybody.
      expect(await typist.to('Username or email address', 'Shift+Tab')).toEqual([
        'Show password',
        'Password',
        'Username or email address',
      ])
      await page.keyboard.type(who.username)
      await typist.type('Password', 'another one')
      // As whoever types on a form is used to.
      const loaded = page.waitForEvent('load')
      await page.keyboard.press('Enter')
      await loaded
      await page.locator('[role=alert]:focus').waitFor()
      // The name is kept; the password is typed again.
      await typist.type('Password', who.password)
      await typist.press('Sign in')
      expect(await heading(page)).toBe(who.full_name)
    }))

  test('somebody makes an account, and confirms it by the mail', () =>
    typing(async ({ type, press }, page) => {
      const who = person()
      await page.goto(`${privately.url}/sign-in`)
      await press('Create account')
      await type('Username', who.username)
      await type('Email address', who.email)
      await type('Full name', who.full_name)
      await type('Password', who.password)
      await press('Create account')
      expect(await heading(page)).toBe('Check your email')
      const token = await tokenMailed(privately, who.email, 'register_link')
      await page.goto(`${privately.url}/sign-up/confirm?token=${token}`)
      await type('Password', who.password)
      await press('Create account')
      expect(await heading(page)).toBe('Your account is ready')
      expect((await login(privately, who.username, who.password)).status).toBe(200)
    }))

  test('a password that was forgotten is chosen anew', () =>
    typing(async (typist, page) => {
      const who = await readMailOf(server, await join(server))
      await page.goto(`${server.url}/sign-in`)
      await typist.press('Forgot your password?')
      await typist.type('Email address', who.email)
      await typist.press('Email me a link')
      expect(await heading(page)).toBe('Check your email')
      await page.goto(`${server.url}/reset?token=${await tokenMailed(server, who.email, 'reset_password')}`)
      await typist.type('New password', CHOSEN)
      await typist.press('Save new password')
      expect(await heading(page)).toBe('Your password was changed')
      await signInAs(typist, page, { ...who, password: CHOSEN })
      expect(await heading(page)).toBe(who.full_name)
    }))

  test('the way past the navigation is the first thing, is seen, and leads to the content', async () => {
    const who = await join(server)
    await signedIn(who, async ({ to, press }, page) => {
      await press('Profile')
      await page.goto(page.url())
      expect(await to('Skip to content')).toEqual(['Skip to content'])
      const { width, height } = await page.locator('.skip').evaluate((one) => {
        const { clipPath } = getComputedStyle(one)
        const { width: across, height: down } = one.getBoundingClientRect()
        return clipPath === 'none' ? { width: across, height: down } : { width: 0, height: 0 }
      })
      expect(Math.min(width, height)).toBeGreaterThan(20)
      await page.keyboard.press('Enter')
      await page.keyboard.press('Tab')
      const isInside = await page.evaluate(() => document.activeElement?.closest('main') !== null)
      expect(isInside).toBe(true)
    })
  })

  test('an authenticator app is added', async () => {
    const who = await join(server)
    await signedIn(who, async ({ type, press }, page) => {
      await press('Two-step verification')
      await press('Set up an authenticator app')
      const secret = (await page.locator('main p code').textContent()) ?? ''
      await type('Code', codeOf(secret.replaceAll(' ', '')))
      await press('Turn on')
      expect(await heading(page)).toBe('Your recovery codes')
      await press('I have saved them')
      expect(await heading(page)).toBe('Two-step verification')
    })
    expect((await login(server, who.username, who.password)).status).toBe(401)
  })

  test('a session is ended', async () => {
    const who = await join(server)
    await signedIn(who, async ({ press }, page) => {
      await press('Devices')
      const other = await page
        .locator('form[action="/account/sessions/end"]')
        .evaluateAll(
          (all, here) =>
            all
              .filter((one) => !one.closest('li')?.textContent?.includes(here))
              .map((one) => one.querySelector('button')?.getAttribute('aria-label')),
          'this browser',
        )
      await press(other[0] ?? 'none')
      expect(await page.getByRole('status').textContent()).toBe('The device was signed out.')
    })
    expect((await send(server, 'GET /users/me', { token: who.token })).status).toBe(401)
  })

  test('the account is deleted', async () => {
    const who = await join(server)
    await signedIn(who, async ({ type, press }, page) => {
      await press('Your data')
      await press('See what will be deleted')
      await type(`To confirm, type your username: ${who.username}`, who.username)
      await press('Delete my account')
      await type('Password', who.password)
      await press('Continue')
      expect(await heading(page)).toBe('Your account has been deleted')
    })
    expect((await login(server, who.username, who.password)).status).toBe(401)
  })

  test.each([
    ['light', 'en', 'Language: English', 1280],
    ['dark', 'ar', 'اللغة: العربية', 320],
  ] as const)('another language is chosen, %s, %s', (colorScheme, locale, name, width) =>
    withPage({ locale, colorScheme, viewport: { width, height: 640 } }, async ({ page }) => {
      const typist = typistAt(page)
      await page.goto(`${server.url}/sign-in`)
      expect(await page.getByRole('link', { name: 'Deutsch' }).count()).toBe(0)
      await typist.to(name)
      await page.keyboard.press('Enter')
      await page.getByRole('link', { name: 'Deutsch' }).waitFor()
      expect([await byEveryRule(page), await notFitting(page)]).toEqual([[], []])
      await typist.press('Deutsch')
      expect(await heading(page)).toBe('Anmelden')
    }),
  )
})

// WCAG 2.2, 2.1.1, 2.1.2, 2.4.1, 2.4.3 and 2.4.7: the stories of an account by the keyboard alone. Addresses are opened as by a
// bookmark, or by the link of a mail; nothing is clicked, and what is typed goes to where the focus is.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { formWords } from '../../packages/server/src/pages/form-words.ts'
import { words as codes } from '../../packages/server/src/pages/hosted/account/codes-words.ts'
import { words as data } from '../../packages/server/src/pages/hosted/account/data-words.ts'
import { words as deletion } from '../../packages/server/src/pages/hosted/account/delete-words.ts'
import { words as factors } from '../../packages/server/src/pages/hosted/account/factors-words.ts'
import { words as prove } from '../../packages/server/src/pages/hosted/account/prove-words.ts'
import { words as sessions } from '../../packages/server/src/pages/hosted/account/sessions-words.ts'
import { words as account } from '../../packages/server/src/pages/hosted/account-shell-words.ts'
import { words as forgot } from '../../packages/server/src/pages/hosted/forgot-words.ts'
import { words as signIn } from '../../packages/server/src/pages/hosted/sign-in-words.ts'
import { words as signUp } from '../../packages/server/src/pages/hosted/sign-up-words.ts'
import { words as reset } from '../../packages/server/src/pages/reset-words.ts'
import { words as scripted } from '../../packages/server/src/pages/script/script-words.ts'
import { words as confirm } from '../../packages/server/src/pages/sign-up-words.ts'
import { type Account, join, login, type Person, person } from '../support/accounts.ts'
import { send } from '../support/http.ts'
import { tokenMailed } from '../support/mailbox.ts'
import { registersPrivately } from '../support/private-registration.ts'
import { readMailOf } from '../support/proved.ts'
import { codeOf } from '../support/second-factors.ts'
import { useServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'
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
    await type(signIn.en.username, username)
    await type(signIn.en.password, password)
    await press(signIn.en.button)
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
      expect(await typist.to(signIn.en.button)).toEqual([
        signIn.en.username,
        signIn.en.password,
        scripted.en.showPassword,
        signIn.en.button,
      ])
      // Back again, for nothing holds anybody.
      expect(await typist.to(signIn.en.username, 'Shift+Tab')).toEqual([
        scripted.en.showPassword,
        signIn.en.password,
        signIn.en.username,
      ])
      await page.keyboard.type(who.username)
      await typist.type(signIn.en.password, 'another one')
      // As whoever types on a form is used to.
      const loaded = page.waitForEvent('load')
      await page.keyboard.press('Enter')
      await loaded
      expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('alert')
      // The name is kept; the password is typed again.
      await typist.type(signIn.en.password, who.password)
      await typist.press(signIn.en.button)
      expect(await heading(page)).toBe(who.full_name)
    }))

  test('somebody makes an account, and confirms it by the mail', () =>
    typing(async ({ type, press }, page) => {
      const who = person()
      await page.goto(`${privately.url}/sign-in`)
      await press(signIn.en.signUp)
      await type(signUp.en.username, who.username)
      await type(signUp.en.email, who.email)
      await type(signUp.en.fullName, who.full_name)
      await type(signUp.en.password, who.password)
      await press(signUp.en.button)
      expect(await heading(page)).toBe(signUp.en.mailedTitle)
      const token = await tokenMailed(privately, who.email, 'register_link')
      await page.goto(`${privately.url}/sign-up/confirm?token=${token}`)
      await type(formWords.en.password, who.password)
      await press(confirm.en.button)
      expect(await heading(page)).toBe(confirm.en.doneHeading)
      expect((await login(privately, who.username, who.password)).status).toBe(200)
    }))

  test('a password that was forgotten is chosen anew', () =>
    typing(async (typist, page) => {
      const who = await readMailOf(server, await join(server))
      await page.goto(`${server.url}/sign-in`)
      await typist.press(signIn.en.forgot)
      await typist.type(forgot.en.email, who.email)
      await typist.press(forgot.en.button)
      expect(await heading(page)).toBe(forgot.en.mailedTitle)
      await page.goto(`${server.url}/reset?token=${await tokenMailed(server, who.email, 'reset_password')}`)
      await typist.type(formWords.en.newPassword, CHOSEN)
      await typist.press(reset.en.button)
      expect(await heading(page)).toBe(reset.en.doneHeading)
      await signInAs(typist, page, { ...who, password: CHOSEN })
      expect(await heading(page)).toBe(who.full_name)
    }))

  test('the way past the navigation is the first thing, is seen, and leads to the content', async () => {
    const who = await join(server)
    await signedIn(who, async ({ to, press }, page) => {
      await press(account.en.profile)
      await page.goto(page.url())
      expect(await to(account.en.skip)).toEqual([account.en.skip])
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
      await press(account.en.factors)
      await press(factors.en.addApp)
      const secret = (await page.locator('main p code').textContent()) ?? ''
      await type(factors.en.code, codeOf(secret.replaceAll(' ', '')))
      await press(factors.en.confirm)
      expect(await heading(page)).toBe(codes.en.title)
      await press(codes.en.kept)
      expect(await heading(page)).toBe(factors.en.title)
    })
    expect((await login(server, who.username, who.password)).status).toBe(401)
  })

  test('a session is ended', async () => {
    const who = await join(server)
    await signedIn(who, async ({ press }, page) => {
      await press(account.en.sessions)
      const other = await page
        .locator('form[action="/account/sessions/end"]')
        .evaluateAll(
          (all, here) =>
            all
              .filter((one) => !one.closest('li')?.textContent?.includes(here))
              .map((one) => one.querySelector('button')?.getAttribute('aria-label')),
          sessions.en.thisOne,
        )
      await press(other[0] ?? 'none')
      expect(await page.getByRole('status').textContent()).toBe(sessions.en.done.ended)
    })
    expect((await send(server, 'GET /users/me', { token: who.token })).status).toBe(401)
  })

  test('the account is deleted', async () => {
    const who = await join(server)
    await signedIn(who, async ({ type, press }, page) => {
      await press(account.en.data)
      await press(data.en.toDelete)
      await type(deletion.en.confirm(who.username), who.username)
      await press(deletion.en.delete)
      await type(prove.en.password, who.password)
      await press(prove.en.button)
      expect(await heading(page)).toBe(deletion.en.deleted)
    })
    expect((await login(server, who.username, who.password)).status).toBe(401)
  })
})

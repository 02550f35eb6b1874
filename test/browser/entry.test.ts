// Getting in by the pages of this server in a browser: with the script and an authenticator, and without the script.
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, join, type Person, person } from '../support/accounts.ts'
import { mailsTo, tokenMailed } from '../support/mailbox.ts'
import { readMailOf } from '../support/proved.ts'
import { codeOf, enrol } from '../support/second-factors.ts'
import { useServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'
import { noBrowser, type Page, withPage } from './chromium.ts'
import { withDevice } from './device.ts'

const typeIn = async (page: Page, fields: Record<string, string>) => {
  for (const [label, text] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(text)
}
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()
const heading = (page: Page, name: string) => page.getByRole('heading', { name, exact: true }).waitFor()

const signUp = async (page: Page, url: string, who: Person) => {
  await page.goto(`${url}/sign-in`)
  await page.getByRole('link', { name: 'Create account' }).click()
  await heading(page, 'Create account')
  await typeIn(page, {
    Username: who.username,
    'Email address': who.email,
    'Full name': who.full_name,
    Password: who.password,
  })
  await press(page, 'Create account')
}
const signInByPassword = async (page: Page, url: string, who: Person) => {
  await page.goto(`${url}/sign-in`)
  await typeIn(page, { 'Username or email address': who.username, Password: who.password })
  await press(page, 'Sign in')
}

describe.skipIf(noBrowser !== undefined)(
  `getting in by a browser${noBrowser ? ` (skipped: ${noBrowser})` : ''}`,
  () => {
    const server = useServer({ dev: true, env: unthrottled })
    beforeAll(async () => {
      await join(server)
    })

    test('somebody makes an account, adds the passkey that is offered, signs out, and is signed in by autofill', () =>
      withDevice(async ({ page, complaints }) => {
        const who = person()
        await signUp(page, server.url, who)
        await heading(page, 'Sign in faster next time?')
        await press(page, 'Add a passkey')
        await heading(page, 'Save your recovery codes')
        expect(await page.locator('li code').count()).toBe(10)
        await page.getByRole('link', { name: 'Continue' }).click()
        await heading(page, who.full_name)
        await press(page, 'Sign out')
        // The virtual authenticator chooses by itself what is offered in the name's autofill.
        await heading(page, who.full_name)
        expect(complaints).toEqual([])
      }))

    test('C073 the second factor is a passkey, and who shows no finger is told so', () =>
      withDevice(async ({ page, setKnown }) => {
        const who = person()
        await signUp(page, server.url, who)
        await press(page, 'Add a passkey')
        await page.getByRole('link', { name: 'Continue' }).click()
        await setKnown(false)
        await press(page, 'Sign out')
        // Alone it has to know its owner; behind the password it need not.
        await press(page, 'Sign in with a passkey')
        const said = 'No passkey was used. Try again, or continue another way.'
        await page.getByText(said).waitFor()
        expect(await page.getByRole('alert').textContent()).toBe(said)
        await signInByPassword(page, server.url, who)
        await heading(page, 'Two-step verification')
        await press(page, 'Use a passkey')
        await heading(page, who.full_name)
      }))

    test('a passkey is not offered where the browser has none, and "not now" is kept', async () => {
      const who: Account = await join(server)
      await withPage({}, async ({ page }) => {
        await signInByPassword(page, server.url, who)
        await heading(page, who.full_name)
      })
      await withDevice(async ({ page }) => {
        await signInByPassword(page, server.url, who)
        await press(page, 'Not now')
        await heading(page, who.full_name)
        await press(page, 'Sign out')
        await signInByPassword(page, server.url, who)
        await heading(page, who.full_name)
      })
    })

    test('a password is shown by a button, judged while it is typed, and what is wrong is read first', () =>
      withPage({}, async ({ page, complaints }) => {
        await page.goto(`${server.url}/sign-up`)
        const password = page.getByLabel('Password', { exact: true })
        await password.fill('password1')
        await page.getByText('Many people use this password.').waitFor()
        await password.fill('violet-tramway-canyon')
        await page.getByText('This password is good.').waitFor()
        await press(page, 'Show password')
        expect(await password.getAttribute('type')).toBe('text')
        await press(page, 'Hide password')
        expect(await password.getAttribute('type')).toBe('password')
        await typeIn(page, { Username: 'x.y.z', 'Email address': 'nowhere@localhost', 'Full name': 'X' })
        await press(page, 'Create account')
        await page.locator('.refusal:focus').waitFor()
        // What a browser writes of an answer that is a refusal.
        expect(complaints.filter((one) => !one.includes('status of 400'))).toEqual([])
      }))

    test('a form is sent once, however often its button is pressed', () =>
      withPage({}, async ({ page }) => {
        await page.goto(`${server.url}/forgot`)
        await typeIn(page, { 'Email address': person().email })
        let sent = 0
        await page.route('**/forgot', async (route) => {
          sent += 1
          await route.continue()
        })
        await page.evaluate(() => {
          const button = document.querySelector<HTMLButtonElement>('form button')
          button?.click()
          button?.click()
        })
        await heading(page, 'Check your email')
        expect(sent).toBe(1)
      }))
  },
)

describe.skipIf(noBrowser !== undefined)('the same without a script', () => {
  const server = useServer({ dev: true, env: unthrottled })
  const withoutScript = (use: (page: Page) => Promise<void>) =>
    withPage({ javaScriptEnabled: false }, ({ page }) => use(page))
  beforeAll(async () => {
    await join(server)
  })

  test('somebody makes an account, signs out and in; passkeys say what they need', () =>
    withoutScript(async (page) => {
      const who = person()
      await signUp(page, server.url, who)
      await heading(page, who.full_name)
      await press(page, 'Sign out')
      const told = page.locator('noscript p')
      expect(await told.textContent()).toContain('Passkeys need JavaScript')
      expect(await told.isVisible()).toBe(true)
      expect(await page.getByRole('button').count()).toBe(1)
      await signInByPassword(page, server.url, who)
      await heading(page, who.full_name)
    }))

  test('a code and a link are mailed, and sign in; with the second factor where it is due', () =>
    withoutScript(async (page) => {
      const who = await enrol(server)
      await readMailOf(server, who)
      await page.goto(`${server.url}/sign-in`)
      await page.getByRole('link', { name: 'Email me a sign-in code' }).click()
      await typeIn(page, { 'Email address': who.email })
      await press(page, 'Email me a code')
      const [mail] = await mailsTo(server, who.email, 'sign_in_code')
      await typeIn(page, { 'Code from the email': mail?.code ?? '' })
      await press(page, 'Sign in')
      await heading(page, 'Two-step verification')
      await typeIn(page, { Code: codeOf(who.secret) })
      await press(page, 'Continue')
      await heading(page, who.full_name)
      await press(page, 'Sign out')
      await page.goto(`${server.url}/sign-in/mail`)
      await typeIn(page, { 'Email address': who.email })
      await press(page, 'Email me a code')
      await press(page, 'Email me a link instead')
      await page.goto(
        `${server.url}/sign-in-link?token=${await tokenMailed(server, who.email, 'sign_in_link')}`,
      )
      await press(page, 'Sign in')
      await typeIn(page, { Code: who.codes[0] ?? '' })
      await press(page, 'Continue')
      await heading(page, who.full_name)
    }))

  test('a password that was forgotten is chosen anew by the mail', () =>
    withoutScript(async (page) => {
      const who = await join(server)
      await readMailOf(server, who)
      await page.goto(`${server.url}/sign-in`)
      await page.getByRole('link', { name: 'Forgot your password?' }).click()
      await typeIn(page, { 'Email address': who.email })
      await press(page, 'Email me a link')
      await page.goto(`${server.url}/reset?token=${await tokenMailed(server, who.email, 'reset_password')}`)
      const password = 'heron-lantern-51-meadow'
      await typeIn(page, { 'New password': password })
      await press(page, 'Save new password')
      // Who it is stands there already; nobody is signed in by the link (C064).
      expect(await page.getByLabel('Username or email address').inputValue()).toBe(who.username)
      await typeIn(page, { Password: password })
      await press(page, 'Sign in')
      await heading(page, who.full_name)
    }))
})

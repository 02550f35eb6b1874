// Passkeys in the pages, with an authenticator in the browser: offered and never nagging, added, shown, renamed, removed.
import { afterAll, beforeAll, describe, expect, test } from 'bun:test'
import { type Account, join, person } from '../../support/accounts.ts'
import { itemsOf, send } from '../../support/http.ts'
import { mailsTo } from '../../support/mailbox.ts'
import { readMailOf } from '../../support/proved.ts'
import { useServer } from '../../support/server.ts'
import { unthrottled } from '../../support/unthrottled.ts'
import { closeBrowser, noBrowser } from '../chromium.ts'
import { withDevice } from '../device.ts'
import type { Sitting } from './sitting.ts'
import { watchedSitting } from './story.ts'

const OFFER = '/sign-in/passkey-offer'
const server = useServer({ dev: true, env: unthrottled })
let admin: Account
beforeAll(async () => {
  admin = await join(server)
})
afterAll(closeBrowser)

/** Somebody at a browser with an authenticator in it, which chooses by itself what the browser offers among the names. */
const atDevice = (use: (sitting: Sitting) => Promise<void>) =>
  withDevice((device) => watchedSitting(server, device, use))

/** The same of a browser that offers none there: a passkey is used by a button alone. */
const withoutAutofill = (use: (sitting: Sitting) => Promise<void>) =>
  atDevice(async (sitting) => {
    await sitting.page.addInitScript(() => {
      PublicKeyCredential.isConditionalMediationAvailable = async () => false
    })
    await use(sitting)
  })

type Named = Pick<Account, 'username' | 'password'>

/** By the password; what comes is the account, an offer on the way to it, or the second step. */
async function byPassword(sitting: Sitting, { username, password }: Named, status = 200): Promise<void> {
  if (sitting.path !== '/sign-in') await sitting.open('/sign-in')
  await sitting.send('/sign-in', { username, password }, { status })
}

/** The authenticator is asked by a button, and the page that comes of it has this path. */
async function press(sitting: Sitting, action: string, path: string): Promise<void> {
  await sitting.page.locator(`form[data-passkey][action="${action}"] button`).click()
  await sitting.arrives(path)
}

/** A passkey is taken when it is offered; then the page with the recovery codes is there. */
async function takeOffer(sitting: Sitting, who: Named): Promise<void> {
  await byPassword(sitting, who)
  expect(sitting.path).toBe(OFFER)
  await sitting.button(OFFER).click()
  await codes(sitting).first().waitFor()
  expect(await codes(sitting).count()).toBe(10)
}

const codes = ({ page }: Sitting) => page.locator('main li code')
const passkeysOf = async ({ token }: Account) =>
  itemsOf(await send(server, 'GET /users/me/passkeys', { token }))

describe.skipIf(noBrowser !== undefined)(`passkeys in the pages${noBrowser ? ` (${noBrowser})` : ''}`, () => {
  test('one is offered after a password, taken, and signs in where the name is typed', () =>
    atDevice(async (sitting) => {
      const who = await join(server)
      await sitting.open('/account/profile')
      await takeOffer(sitting, who)
      // On to where they wanted to.
      await sitting.follow(sitting.page.locator('main a'))
      expect(sitting.path).toBe('/account/profile')
      await sitting.button('/sign-out').click()
      await sitting.arrives('/account')
      expect(await sitting.heading()).toBe(who.full_name)
      expect((await passkeysOf(who)).map((one) => typeof one['last_used_at'])).toEqual(['string'])
    }))

  test('one signs in by the button, and is the second step behind the password', () =>
    withoutAutofill(async (sitting) => {
      const who = await join(server)
      await takeOffer(sitting, who)
      await sitting.open('/account/factors')
      await sitting.send('/sign-out')
      await press(sitting, '/sign-in/passkey', '/account')
      expect(await sitting.heading()).toBe(who.full_name)
      await sitting.send('/sign-out')
      await byPassword(sitting, who, 401)
      await press(sitting, '/sign-in/code', '/account')
      // Who has one is offered none.
      expect(await sitting.heading()).toBe(who.full_name)
    }))

  test('"not now" is kept by the browser, "never" by the account', () =>
    atDevice(async (sitting) => {
      const who = await join(server)
      await byPassword(sitting, who)
      await sitting.send(`${OFFER}/answer`, {}, { button: 'later' })
      expect(sitting.path).toBe('/account')
      await sitting.send('/sign-out')
      await byPassword(sitting, who)
      expect(sitting.path).toBe('/account')
      // Another browser has not heard of it.
      await atDevice(async (other) => {
        await byPassword(other, who)
        expect(other.path).toBe(OFFER)
        await other.send(`${OFFER}/answer`, {}, { button: 'never' })
        expect(other.path).toBe('/account')
      })
      await atDevice(async (third) => {
        await byPassword(third, who)
        expect(third.path).toBe('/account')
      })
      expect(await passkeysOf(who)).toEqual([])
    }))

  test('one is added in the account, renamed and removed; the password is enough again', () =>
    withoutAutofill(async (sitting) => {
      const who = await join(server)
      await send(server, 'PUT /users/me/preferences', { token: who.token, json: { offer_passkey: false } })
      await byPassword(sitting, who)
      await add(sitting)
      // The same authenticator makes no second one.
      await sitting.button('/account/passkeys/new').click()
      await sitting.page.locator('form [role=alert]').waitFor()

      await sitting.open('/account/passkeys')
      await sitting.page.locator('main details summary').click()
      await sitting.send('/account/passkeys/rename', { name: 'Ada’s <laptop>' })
      expect((await passkeysOf(who)).map(({ name }) => name)).toEqual(['Ada’s <laptop>'])
      expect(await sitting.text()).toContain('Ada’s <laptop>')
      await sitting.send('/account/passkeys/remove')
      expect(sitting.address).toBe('/account/passkeys?done=removed')
      expect(await passkeysOf(who)).toEqual([])
      await sitting.send('/sign-out')
      await byPassword(sitting, who)
      expect(sitting.path).toBe('/account')
    }))

  test('C062 one is the fresh proof that a deletion waits for', () =>
    withoutAutofill(async (sitting) => {
      const who = await join(server)
      await takeOffer(sitting, who)
      await sitting.open('/account/delete')
      await sitting.send('/account/delete', { username: who.username }, { status: 403 })
      expect((await send(server, 'GET /users/me', who)).status).toBe(200)
      await press(sitting, '/account/prove', '/account/prove')
      await sitting.page.locator('main form').waitFor({ state: 'detached' })
      expect((await send(server, 'GET /users/me', who)).status).toBe(401)
      await sitting.open('/account')
      expect(sitting.path).toBe('/sign-in')
      await press(sitting, '/sign-in/passkey', '/sign-in/passkey')
      sitting.refused(401)
    }))

  test('the last way in stays, and it is said why', () =>
    withoutAutofill(async (sitting) => {
      // Somebody whom an administrator made, and who never chose a password: in by a mailed code.
      const { password: _, ...who } = person()
      await send(server, 'POST /users', { token: admin.token, json: who })
      await send(server, 'POST /auth/verify-email/resend', { json: { email: who.email } })
      await readMailOf(server, who)
      await sitting.open('/sign-in/mail')
      await sitting.send('/sign-in/mail', { email: who.email })
      const [mail] = await mailsTo(server, who.email, 'sign_in_code')
      await sitting.send('/sign-in/mail/code', { code: mail?.code ?? '' })
      expect(await sitting.heading()).toBe(who.full_name)

      await add(sitting)
      await sitting.send('/account/passkeys/remove', {}, { status: 409 })
      await sitting.page.getByRole('alert').waitFor()
      await sitting.open('/account/passkeys')
      expect(await sitting.button('/account/passkeys/remove').count()).toBe(1)
      await sitting.send('/sign-out')
      await press(sitting, '/sign-in/passkey', '/account')
    }))
})

/** By one press; it is named after the device. */
async function add(sitting: Sitting): Promise<void> {
  await sitting.open('/account/passkeys')
  await sitting.button('/account/passkeys/new').click()
  await codes(sitting).first().waitFor()
  await sitting.follow(sitting.page.locator('main p a').last())
  expect([sitting.path, (await sitting.text()).includes(' on Linux')]).toEqual(['/account/passkeys', true])
}

import { send } from '../../support/http.ts'
import { enrol } from '../../support/second-factors.ts'
import type { Page } from '../chromium.ts'
import { withAuthenticator } from '../device.ts'
import {
  forge,
  type Meeting,
  press,
  STRONG,
  sees,
  seesMistake,
  seesRefusal,
  typeIn,
  WEAK,
} from './meeting.ts'
import { addPasskey } from './rich.ts'
import type { World } from './world.ts'

/** What a sign-in may ask for besides the password, and what it offers behind it. */
export function secondSteps(world: World): Meeting[] {
  const { server, admin } = world
  const signIn = async (page: Page, { username, password }: { username: string; password: string }) => {
    await page.goto(`${server.url}/sign-in`)
    await typeIn(page, { username, password })
    await press(page, '/sign-in')
  }
  /** Whose password somebody else set. */
  const choosing = async (page: Page) => {
    const who = await world.someone()
    await send(server, `POST /users/${who.id}/require-password-change`, { token: admin.token })
    await signIn(page, who)
    await sees(page, '[name=new_password]')
  }
  const offered = async (page: Page) => {
    const who = await world.someone()
    await world.enter(page, who)
    await page.goto(`${server.url}/sign-in/passkey-offer`)
    await sees(page, '[data-passkey=add]')
  }
  return [
    {
      name: 'sign-in-code',
      async open(page) {
        await signIn(page, await world.enrolled())
        await sees(page, '[name=code]')
      },
    },
    {
      name: 'sign-in-code-wrong',
      async open(page) {
        await signIn(page, await world.enrolled())
        await typeIn(page, { code: 'wrong' })
        await press(page, '/sign-in/code')
        await seesRefusal(page)
      },
    },
    {
      name: 'sign-in-code-missing',
      async open(page) {
        await signIn(page, await world.enrolled())
        await page.locator('[name=code]').evaluate((field) => field.removeAttribute('required'))
        await press(page, '/sign-in/code')
        await seesMistake(page)
      },
    },
    {
      name: 'sign-in-code-or-passkey',
      async open(page) {
        const who = await enrol(server)
        await addPasskey(server, who, 'Laptop')
        await signIn(page, who)
        await sees(page, '[data-passkey=use]')
      },
    },
    {
      name: 'sign-in-passkey-only-wrong',
      async open(page) {
        const who = await world.someone()
        await addPasskey(server, who, 'Laptop')
        await signIn(page, who)
        const kept = page.locator('form[action="/sign-in/code"] [name=mfa_token]').first()
        const mfa_token = await kept.inputValue()
        await forge(page, '/sign-in/code', { mfa_token, kinds: 'passkey', passkey: '{}' })
        await sees(page, 'main:not(:has([name=code])) [role=alert]')
      },
    },
    { name: 'sign-in-new-password', open: choosing },
    {
      name: 'sign-in-new-password-mistake',
      async open(page) {
        await choosing(page)
        await typeIn(page, { new_password: WEAK })
        await press(page, '/sign-in/new-password')
        await seesMistake(page)
      },
    },
    {
      name: 'sign-in-new-password-chosen',
      async open(page) {
        await choosing(page)
        await typeIn(page, { new_password: STRONG })
        await press(page, '/sign-in/new-password')
        await sees(page, '[name=username]')
      },
    },
    { name: 'passkey-offer', open: offered },
    {
      name: 'passkey-offer-wrong',
      async open(page) {
        await offered(page)
        await forge(page, '/sign-in/passkey-offer', { passkey: '{}', next: '/account' })
        await sees(page, '[role=alert]')
      },
    },
    {
      name: 'passkey-offer-done',
      async open(page) {
        await offered(page)
        await withAuthenticator(page, () => press(page, '/sign-in/passkey-offer'))
        await sees(page, 'main li code')
      },
    },
  ]
}

import { codeOf } from '../../support/second-factors.ts'
import type { Page } from '../chromium.ts'
import { withAuthenticator } from '../device.ts'
import { forge, type Meeting, press, sees, seesMistake, typeIn } from './meeting.ts'
import type { World } from './world.ts'

/** What the account shows once, and what is on the way to it. */
export function accountDeeds(world: World): Meeting[] {
  const { server, enter } = world
  /** As somebody new, who has the page alone. */
  const newcomer = async (page: Page, path: string) => {
    const who = await world.someone()
    await enter(page, who)
    await page.goto(server.url + path)
    return who
  }
  const addApp = async (page: Page): Promise<string> => {
    await newcomer(page, '/account/factors')
    await press(page, '/account/factors/app')
    await sees(page, 'img.qr')
    return (await page.locator('[name=secret]').inputValue()).replaceAll(' ', '')
  }
  const pressed = (name: string, path: string, action: string, selector: string): Meeting => ({
    name,
    async open(page) {
      await enter(page, await world.plain())
      await page.goto(server.url + path)
      await press(page, action)
      await sees(page, selector)
    },
  })
  const deleting = async (page: Page) => {
    const who = await newcomer(page, '/account/delete')
    await typeIn(page, { username: who.username })
    await press(page, '/account/delete')
    await sees(page, 'form[action="/account/prove"] [name=deed]')
    return who
  }
  return [
    { name: 'account-factors-app', open: addApp },
    {
      name: 'account-factors-app-wrong',
      async open(page) {
        await addApp(page)
        await typeIn(page, { code: '000000' })
        await press(page, '/account/factors/app/confirm')
        await seesMistake(page)
      },
    },
    {
      name: 'account-factors-app-done',
      async open(page) {
        const secret = await addApp(page)
        await typeIn(page, { code: codeOf(secret) })
        await press(page, '/account/factors/app/confirm')
        await sees(page, 'ul.codes code')
      },
    },
    {
      name: 'account-factors-codes',
      async open(page) {
        await enter(page, await world.enrolled())
        await page.goto(`${server.url}/account/factors`)
        await press(page, '/account/factors/codes')
        await sees(page, 'ul.codes code')
      },
    },
    {
      // Without a script, or where a fresh proof was due; else one press on the page before is enough.
      name: 'account-passkeys-adding',
      async open(page) {
        await enter(page, await world.plain())
        await page.goto(`${server.url}/account/passkeys`)
        await forge(page, '/account/passkeys/new', {})
        await sees(page, 'form[action="/account/passkeys/add"] [name=name]')
      },
    },
    {
      name: 'account-passkeys-done',
      async open(page) {
        await newcomer(page, '/account/passkeys')
        await withAuthenticator(page, () => press(page, '/account/passkeys/new'))
        await sees(page, 'ul.codes code')
      },
    },
    {
      name: 'account-api-keys-made',
      async open(page) {
        await enter(page, await world.plain())
        await page.goto(`${server.url}/account/api-keys`)
        await typeIn(page, { name: 'Nightly report' })
        await page.locator('[name="scope self:read"]').check()
        await press(page, '/account/api-keys/make')
        await sees(page, 'pre code')
      },
    },
    pressed('account-contacts-offered', '/account/contacts', '/account/contacts/offer', 'pre code'),
    {
      name: 'account-contacts-accepting',
      async open(page) {
        await enter(page, await world.plain())
        await page.goto(`${server.url}/account/contacts/accept?token=${'x'.repeat(43)}`)
        await sees(page, 'form[action="/account/contacts/accept"] [type=hidden]')
      },
    },
    pressed('account-support-code', '/account/support', '/account/support', '[role=status]'),
    { name: 'account-delete-proving', open: deleting },
    {
      name: 'account-deleted',
      async open(page) {
        const { password } = await deleting(page)
        await typeIn(page, { password })
        await press(page, '/account/prove')
        await sees(page, '.card main:not(:has(form))')
      },
    },
  ]
}

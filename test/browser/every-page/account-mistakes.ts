import type { Page } from '../chromium.ts'
import { type Meeting, press, STRONG, sees, seesMistake, seesRefusal, WEAK } from './meeting.ts'
import type { World } from './world.ts'

type Who = 'plain' | 'enrolled' | 'rich'

/** The forms of the account with what people get wrong in them. */
export function accountMistakes(world: World): Meeting[] {
  const { server, enter } = world
  const mistake = (
    name: string,
    path: string,
    act: (page: Page) => Promise<unknown>,
    { who = 'plain', seen = seesMistake }: { who?: Who; seen?: (page: Page) => Promise<unknown> } = {},
  ): Meeting => ({
    name: `account-${name}`,
    async open(page) {
      await enter(page, await world[who]())
      await page.goto(server.url + path)
      await act(page)
      await seen(page)
    },
  })
  const typing = (action: string, fields: Readonly<Record<string, string>>) => async (page: Page) => {
    for (const [name, text] of Object.entries(fields))
      await page.locator(`form[action="${action}"] [name="${name}"]`).first().fill(text)
    await press(page, action)
  }
  const prove = (fields: Readonly<Record<string, string>>) => typing('/account/prove', fields)
  return [
    mistake('name-mistake', '/account/profile', typing('/account/profile/name', { full_name: ' ' })),
    mistake(
      'email-mistake',
      '/account/profile',
      typing('/account/profile/email', { email: 'nowhere@localhost' }),
    ),
    mistake(
      'password-mistakes',
      '/account/password',
      typing('/account/password', { current_password: STRONG, new_password: WEAK }),
    ),
    mistake(
      'password-wrong',
      '/account/password',
      typing('/account/password', { current_password: WEAK, new_password: STRONG }),
    ),
    mistake('factors-lost-wrong', '/account/factors', typing('/account/factors/lost', { password: WEAK }), {
      who: 'enrolled',
    }),
    mistake(
      'passkeys-rename-mistake',
      '/account/passkeys',
      async (page) => {
        await page.locator('main summary').first().click()
        const field = page.locator('form[action="/account/passkeys/rename"] [name=name]').first()
        await field.evaluate((one) => one.removeAttribute('maxlength'))
        await field.fill('x'.repeat(101))
        await press(page, '/account/passkeys/rename')
      },
      { who: 'rich' },
    ),
    mistake('api-keys-mistake', '/account/api-keys', typing('/account/api-keys/make', { name: 'Report' }), {
      seen: (page) => sees(page, 'main [aria-describedby=scopes-error]'),
    }),
    mistake(
      'contacts-accept-wrong',
      '/account/contacts/accept',
      typing('/account/contacts/accept', { token: 'x'.repeat(43) }),
      { seen: seesRefusal },
    ),
    mistake('delete-mistake', '/account/delete', typing('/account/delete', { username: 'somebody.else' })),
    mistake('prove-wrong', '/account/prove', prove({ password: WEAK })),
    mistake('prove-code-missing', '/account/prove', prove({ password: STRONG }), {
      who: 'rich',
      seen: seesRefusal,
    }),
    mistake('prove-code-wrong', '/account/prove', prove({ password: WEAK, code: '000000' }), {
      who: 'enrolled',
    }),
  ]
}

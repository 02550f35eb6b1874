import { person } from '../../support/accounts.ts'
import type { Server } from '../../support/server.ts'
import type { Page } from '../chromium.ts'
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
import { NOWHERE } from './routes.ts'
import type { World } from './world.ts'

/** Where somebody signs in, makes an account, or has forgotten the password; as it opens, with a mistake, and done. */
export function gettingIn({ server, empty, privately, closed }: World): Meeting[] {
  const at =
    (path: string, { url }: Server = server) =>
    (page: Page) =>
      page.goto(`${url}${path}`)
  const signUp = async (page: Page, { url }: Server, given: Parameters<typeof person>[0] = {}) => {
    await page.goto(`${url}/sign-up`)
    await typeIn(page, { ...person(given) })
    await press(page, '/sign-up')
  }
  const byMail = async (page: Page, email = person().email) => {
    await page.goto(`${server.url}/sign-in/mail`)
    await typeIn(page, { email })
    await press(page, '/sign-in/mail')
  }
  return [
    { name: 'nowhere', open: at(NOWHERE) },
    { name: 'sign-in', open: at('/sign-in') },
    { name: 'sign-in-closed', open: at('/sign-in', closed) },
    {
      name: 'sign-in-wrong',
      async open(page) {
        await page.goto(`${server.url}/sign-in`)
        await typeIn(page, { username: 'nobody', password: STRONG })
        await press(page, '/sign-in')
        await seesRefusal(page)
      },
    },
    {
      name: 'sign-in-passkey-wrong',
      async open(page) {
        await page.goto(`${server.url}/sign-in`)
        await forge(page, '/sign-in/passkey', { passkey: '{}' })
        await seesRefusal(page)
      },
    },
    { name: 'sign-in-mail', open: at('/sign-in/mail') },
    {
      name: 'sign-in-mail-mistake',
      async open(page) {
        await byMail(page, 'nowhere@localhost')
        await seesMistake(page)
      },
    },
    {
      name: 'sign-in-mail-code',
      async open(page) {
        await byMail(page)
        await sees(page, '[name=code]')
      },
    },
    {
      name: 'sign-in-mail-code-mistake',
      async open(page) {
        await byMail(page)
        await typeIn(page, { code: 'none' })
        await press(page, '/sign-in/mail/code')
        await seesMistake(page)
      },
    },
    {
      name: 'sign-in-mail-code-wrong',
      async open(page) {
        const { email } = person()
        await byMail(page, email)
        await typeIn(page, { code: '12345678' })
        await press(page, '/sign-in/mail/code')
        await seesRefusal(page)
      },
    },
    {
      name: 'sign-in-mail-link',
      async open(page) {
        await byMail(page)
        await page.locator('form:has([name=by][value=link]) button').click()
        await sees(page, 'main:not(:has(form))')
      },
    },
    { name: 'sign-up', open: at('/sign-up') },
    {
      name: 'sign-up-mistakes',
      async open(page) {
        await signUp(page, server, {
          username: 'admin',
          email: 'x@localhost',
          full_name: ' ',
          password: WEAK,
        })
        await seesMistake(page)
      },
    },
    {
      name: 'sign-up-mailed',
      async open(page) {
        await signUp(page, privately)
        await sees(page, 'main:not(:has(form))')
      },
    },
    { name: 'sign-up-by-invitation', open: at('/sign-up', empty) },
    { name: 'sign-up-closed', open: at('/sign-up', closed) },
    {
      name: 'sign-up-closed-meanwhile',
      async open(page) {
        await page.goto(`${closed.url}/sign-up`)
        await forge(page, '/sign-up', { ...person() })
        await sees(page, 'main:not(:has(form))')
      },
    },
    ...['/forgot', '/recovery/ask'].flatMap((path) => askedByMail(server, path)),
    {
      // The other one takes whatever an address might be, and says the same.
      name: 'forgot-mistake',
      async open(page) {
        await page.goto(`${server.url}/forgot`)
        await typeIn(page, { email: 'nowhere@localhost' })
        await press(page, '/forgot')
        await seesMistake(page)
      },
    },
  ]
}

/** Where an address is typed and a link is mailed to it. */
function askedByMail(server: Server, path: string): Meeting[] {
  const name = path.slice(1).replace('/', '-')
  const open = (page: Page) => page.goto(`${server.url}${path}`)
  return [
    { name, open },
    {
      name: `${name}-mailed`,
      async open(page) {
        await open(page)
        await typeIn(page, { email: `${'long.'.repeat(9)}${person().email}` })
        await press(page, path)
        await sees(page, 'main:not(:has(form))')
      },
    },
  ]
}

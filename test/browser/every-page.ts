import { setupToken } from '../conformance/setup-token.ts'
import { type Account, join } from '../support/accounts.ts'
import { send } from '../support/http.ts'
import { releaseToken, revertToken, tokenMailed } from '../support/mailbox.ts'
import { beginToken, completeToken, freezeToken, proveAddress } from '../support/recoveries.ts'
import { resetToken } from '../support/reset-links.ts'
import { enrol } from '../support/second-factors.ts'
import type { Server } from '../support/server.ts'
import type { Page } from './chromium.ts'

/** A page as people may meet it: each opening is of an account of its own. */
export interface Meeting {
  readonly name: string
  open(page: Page): Promise<unknown>
}

const WEAK = 'password1'
const STRONG = 'heron-lantern-51-meadow'

interface Link {
  readonly path: string
  /** What is behind the `?`. */
  query(): Promise<string>
  /** Fills in what does, or what does not; nothing where only the button is there. */
  fill?(page: Page, how: 'right' | 'wrong'): Promise<unknown>
  readonly isWithoutWrong?: true
}

/** Every page with a form, met by its link: as it opens, with a mistake, without its end, wrong, and done. */
function everyForm(server: Server, admin: Account): Meeting[] {
  let last: Account
  const person = async () => {
    last = await join(server)
    return last
  }
  const token = async (found: Promise<string>) => `token=${await found}`
  const prove = async (page: Page, how: 'right' | 'wrong') => {
    await page.getByLabel('Username or email address').fill(last.username)
    await page.getByLabel('Password').fill(how === 'right' ? last.password : WEAK)
  }
  const choose = (page: Page, how: 'right' | 'wrong') =>
    page.getByLabel('New password').fill(how === 'right' ? STRONG : WEAK)
  const links: Link[] = [
    {
      path: '/reset',
      query: async () => token(resetToken(server, admin, (await person()).id)),
      fill: choose,
    },
    {
      path: '/verify',
      query: async () => token(tokenMailed(server, (await person()).email, 'verify_email')),
    },
    {
      path: '/revert',
      async query() {
        const who = await person()
        await proveAddress(server, who)
        return token(revertToken(server, who))
      },
    },
    { path: '/release', query: async () => token(releaseToken(server, await person())) },
    {
      path: '/sign-in-link',
      async query() {
        const { email } = await person()
        await send(server, 'POST /auth/sign-in-link', { json: { email } })
        return token(tokenMailed(server, email, 'sign_in_link'))
      },
    },
    {
      path: '/not-me',
      async query() {
        const who = await person()
        await proveAddress(server, who)
        const json = { name: 'K', scopes: ['self:read'] }
        await send(server, 'POST /api-keys', { token: who.token, json })
        return token(tokenMailed(server, who.email, 'notice'))
      },
    },
    { path: '/recovery/begin', query: async () => token(beginToken(server, await person())) },
    { path: '/recovery/freeze', query: async () => token(freezeToken(server, await person())) },
    {
      path: '/recovery',
      query: async () => token(completeToken(server, admin, (await person()).id)),
      fill: choose,
    },
    {
      path: '/recovery/cancel',
      async query() {
        await freezeToken(server, await person())
        return ''
      },
      fill: prove,
      isWithoutWrong: true,
    },
    {
      path: '/recovery/vouch',
      query: async () => `user=${(await person()).id}`,
      fill: prove,
      isWithoutWrong: true,
    },
  ]
  return links.flatMap(({ path, query, fill, isWithoutWrong }): Meeting[] => {
    const name = path.slice(1).replaceAll('/', '-')
    const open = async (page: Page) => page.goto(`${server.url}${path}?${await query()}`)
    const press = async (page: Page, how: 'right' | 'wrong') => {
      await open(page)
      await fill?.(page, how)
      await page.locator('form button:not([type])').first().click()
      await page.getByRole(how === 'right' ? 'heading' : 'alert').waitFor()
    }
    return [
      { name, open },
      { name: `${name}-done`, open: (page) => press(page, 'right') },
      ...(fill ? [{ name: `${name}-mistake`, open: (page: Page) => press(page, 'wrong') }] : []),
      ...(isWithoutWrong
        ? []
        : [
            { name: `${name}-wrong`, open: (page: Page) => page.goto(`${server.url}${path}?token=wrong`) },
            { name: `${name}-no-token`, open: (page: Page) => page.goto(`${server.url}${path}`) },
          ]),
    ]
  })
}

/** What has a mistake or a second factor in the middle of it. */
const halfway = (server: Server): Meeting[] => [
  ...['/sign-in', '/sign-in/mail', '/sign-up', '/forgot'].map((path) => ({
    name: path.slice(1).replaceAll('/', '-'),
    open: (page: Page) => page.goto(`${server.url}${path}`),
  })),
  {
    name: 'sign-in-link-second-factor',
    async open(page) {
      const who = await enrol(server)
      await proveAddress(server, who)
      await send(server, 'POST /auth/sign-in-link', { json: { email: who.email } })
      const token = await tokenMailed(server, who.email, 'sign_in_link')
      await page.goto(`${server.url}/sign-in-link?token=${token}`)
      await page.locator('form button:not([type])').first().click()
    },
  },
  {
    name: 'recovery-cancel-second-factor',
    async open(page) {
      const who = await enrol(server)
      await page.goto(`${server.url}/recovery/cancel`)
      await page.getByLabel('Username or email address').fill(who.username)
      await page.getByLabel('Password').fill(who.password)
      await page.locator('form button:not([type])').first().click()
      await page.getByRole('alert').waitFor()
    },
  },
  {
    name: 'verify-empty',
    async open(page) {
      await page.goto(`${server.url}/verify`)
      await page.getByLabel('Token').fill('x'.repeat(128))
      await page.getByLabel('Token').evaluate((field) => field.removeAttribute('maxlength'))
      await page.getByLabel('Token').fill('x'.repeat(129))
      await page.locator('form button:not([type])').first().click()
      await page.getByRole('alert').waitFor()
    },
  },
]

async function openSetup(page: Page, set: Server): Promise<void> {
  // Before its address is read: the token comes with a new start.
  const token = await setupToken(set)
  await page.goto(`${set.url}/setup?token=${token}`)
}

/** The first administrator's page, on a server `set` that has none and one that has. */
const settingUp = (server: Server, set: Server): Meeting[] => [
  { name: 'setup', open: (page) => openSetup(page, set) },
  {
    name: 'setup-mistakes',
    async open(page) {
      await openSetup(page, set)
      await page.getByLabel('Username').fill('admin')
      await page.getByLabel('Email address').fill('ada@localhost')
      await page.getByLabel('Full name').fill('Ada Lovelace')
      await page.getByLabel('Password').fill(WEAK)
      await page.locator('form button:not([type])').first().click()
      await page.getByRole('alert').waitFor()
    },
  },
  { name: 'setup-wrong', open: (page) => page.goto(`${set.url}/setup?token=wrong`) },
  { name: 'setup-complete', open: (page) => page.goto(`${server.url}/setup`) },
]

/** What development shows of mail. */
const mails = (server: Server): Meeting[] => [
  { name: 'dev-mail', open: (page) => page.goto(`${server.url}/dev/mail`) },
  { name: 'dev-mail-none', open: (page) => page.goto(`${server.url}/dev/mail?to=nobody@example.org`) },
  ...['en', 'ar'].map((language) => ({
    name: `dev-mail-${language}`,
    async open(page: Page) {
      const who = await join(server)
      const { token } = who
      await proveAddress(server, who)
      await send(server, 'PUT /users/me/preferences', { token, json: { language } })
      await send(server, 'POST /api-keys', { token, json: { name: 'K', scopes: ['self:read'] } })
      await tokenMailed(server, who.email, 'notice')
      await page.goto(`${server.url}/dev/mail?to=${who.email}&template=notice`)
      await page.getByRole('link').first().click()
      await page.locator('html[dir]').waitFor()
    },
  })),
]

/** Where somebody signs in, and what a sign-in may ask for besides. */
const signingIn = (server: Server): Meeting[] => {
  const fill = async (page: Page, username: string, password: string) => {
    await page.goto(`${server.url}/sign-in`)
    await page.getByLabel('Username or email address').fill(username)
    await page.getByLabel('Password').fill(password)
    await page.locator('form button:not([type])').first().click()
  }
  return [
    {
      name: 'sign-in-wrong',
      async open(page) {
        await fill(page, 'nobody', STRONG)
        await page.getByRole('alert').waitFor()
      },
    },
    {
      name: 'sign-in-code',
      async open(page) {
        const who = await enrol(server)
        await fill(page, who.username, who.password)
        await page.getByLabel('Code').waitFor()
      },
    },
    {
      name: 'account',
      async open(page) {
        const who = await join(server)
        await fill(page, who.username, who.password)
        await page.getByRole('button', { name: 'Sign out' }).waitFor()
      },
    },
  ]
}

/** Every page of the house that is not the API's, as people may meet it. */
export const everyPage = (server: Server, set: Server, admin: Account): Meeting[] => [
  ...settingUp(server, set),
  ...signingIn(server),
  ...everyForm(server, admin),
  ...halfway(server),
  ...mails(server),
]

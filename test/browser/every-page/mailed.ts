import { join } from '../../support/accounts.ts'
import { send } from '../../support/http.ts'
import { releaseToken, revertToken, tokenMailed } from '../../support/mailbox.ts'
import { pending } from '../../support/private-registration.ts'
import { proveAddress } from '../../support/recoveries.ts'
import { resetToken } from '../../support/reset-links.ts'
import { enrol } from '../../support/second-factors.ts'
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
import type { World } from './world.ts'

export interface Link {
  readonly path: string
  readonly server: Server
  /** A token that is good once. */
  token(): Promise<string>
  /** What is typed besides; nothing where only the button is there. */
  readonly right?: () => Readonly<Record<string, string>>
  readonly wrong?: Readonly<Record<string, string>>
  /** What is there when it is done. */
  readonly done?: string
}

/** A page with a form that a link leads to: as it opens, with a mistake, without its end, wrong, and done. */
export function meetingsOf({ path, server, token, right, wrong, done }: Link): Meeting[] {
  const name = path.slice(1).replaceAll('/', '-')
  const open = async (page: Page) => {
    await page.goto(`${server.url}${path}?token=${await token()}`)
    await sees(page, `form[action="${path}"] [type=hidden]`)
  }
  return [
    { name, open },
    {
      name: `${name}-done`,
      async open(page) {
        await open(page)
        await typeIn(page, right?.() ?? {})
        await press(page, path)
        await sees(page, done ?? 'main:not(:has(form))')
      },
    },
    ...(wrong === undefined
      ? []
      : [
          {
            name: `${name}-mistake`,
            async open(page: Page) {
              await open(page)
              await typeIn(page, wrong)
              await press(page, path)
              await seesRefusal(page)
            },
          },
        ]),
    { name: `${name}-wrong`, open: (page) => page.goto(`${server.url}${path}?token=wrong`) },
    {
      name: `${name}-spent`,
      async open(page) {
        await page.goto(`${server.url}${path}`)
        const fields = { ...right?.(), token: 'x'.repeat(43) }
        await forge(page, path, fields)
      },
    },
    { name: `${name}-no-token`, open: (page) => page.goto(`${server.url}${path}`) },
  ]
}

/** Every page that is reached by a mailed link, but for those of a recovery. */
export function mailedLinks({ server, admin, privately }: World): Meeting[] {
  let email = ''
  const one = async () => {
    const who = await join(server)
    email = who.email
    return who
  }
  let password = ''
  const chosen = () => ({ password: STRONG })
  const links: Link[] = [
    {
      path: '/reset',
      token: async () => resetToken(server, admin, (await one()).id),
      right: chosen,
      wrong: { password: WEAK },
      // The sign-in, with the name in it.
      done: 'form[action="/sign-in"]',
      server,
    },
    { path: '/verify', token: async () => tokenMailed(server, (await one()).email, 'verify_email'), server },
    {
      path: '/revert',
      async token() {
        const who = await one()
        await proveAddress(server, who)
        return revertToken(server, who)
      },
      server,
    },
    { path: '/release', token: async () => releaseToken(server, await one()), server },
    {
      path: '/sign-in-link',
      async token() {
        await one()
        await send(server, 'POST /auth/sign-in-link', { json: { email } })
        return tokenMailed(server, email, 'sign_in_link')
      },
      done: '.account main',
      server,
    },
    {
      path: '/not-me',
      async token() {
        const who = await one()
        await proveAddress(server, who)
        const json = { name: 'K', scopes: ['self:read'] }
        await send(server, 'POST /api-keys', { token: who.token, json })
        return tokenMailed(server, who.email, 'notice')
      },
      server,
    },
    {
      path: '/sign-up/confirm',
      async token() {
        const who = await pending(privately)
        password = who.password
        return who.token
      },
      right: () => ({ password }),
      wrong: { password: WEAK },
      server: privately,
    },
  ]
  return [
    ...links.flatMap(meetingsOf),
    {
      name: 'sign-in-link-second-factor',
      async open(page) {
        const who = await enrol(server)
        await proveAddress(server, who)
        await send(server, 'POST /auth/sign-in-link', { json: { email: who.email } })
        const token = await tokenMailed(server, who.email, 'sign_in_link')
        await page.goto(`${server.url}/sign-in-link?token=${token}`)
        await press(page, '/sign-in-link')
        await sees(page, '[name=code]')
      },
    },
    {
      name: 'verify-mistake',
      async open(page) {
        await page.goto(`${server.url}/verify`)
        await page.locator('[name=token]').evaluate((field) => field.removeAttribute('maxlength'))
        await typeIn(page, { token: 'x'.repeat(129) })
        await press(page, '/verify')
        await seesMistake(page)
      },
    },
  ]
}

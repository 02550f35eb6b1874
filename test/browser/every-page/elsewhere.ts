import { createHash } from 'node:crypto'
import { APP } from '../../support/hosted-sign-in.ts'
import { baseOf } from '../../support/providers.ts'
import type { Page } from '../chromium.ts'
import { forge, type Meeting, sees, seesRefusal } from './meeting.ts'
import type { World } from './world.ts'

const challenge = createHash('sha256').update('a verifier of the tests').digest('base64url')

const queryOf = (changes: Record<string, string> = {}) =>
  new URLSearchParams({
    return_to: APP,
    state: 'state',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...changes,
  })

/** On the way back to an app. */
export function returns({ server, plain, enter }: World): Meeting[] {
  const refused = (name: string, changes: Record<string, string>): Meeting => ({
    name: `sign-in-return-${name}`,
    async open(page) {
      await page.goto(`${server.url}/sign-in?${queryOf(changes)}`)
      await sees(page, 'main:not(:has(form)) .hint')
    },
  })
  return [
    {
      name: 'sign-in-for-an-app',
      async open(page) {
        await page.goto(`${server.url}/sign-in?${queryOf()}`)
        await sees(page, '[name=next][value^="/sign-in/return?"]')
      },
    },
    {
      name: 'sign-in-return',
      async open(page) {
        await enter(page, await plain())
        await page.goto(`${server.url}/sign-in?${queryOf()}`)
        await sees(page, 'form[action="/sign-in/return"]')
      },
    },
    refused('unknown', { return_to: `https://${'evil-app-of-somebody.'.repeat(10)}example/callback` }),
    refused('no-state', { state: '' }),
    refused('no-challenge', { code_challenge: '' }),
    {
      name: 'sign-in-return-tampered',
      async open(page) {
        await enter(page, await plain())
        await page.goto(`${server.url}/account`)
        const next = `/sign-in/return?${queryOf({ return_to: 'https://evil.example/' })}`
        await forge(page, '/sign-in/return', { next })
        await sees(page, 'main:not(:has(form)) .hint')
      },
    },
  ]
}

/** The way to another server to sign in with, which goes no further than to its door: what it would have been asked. */
async function leave(page: Page, begin: () => Promise<unknown>): Promise<URL> {
  const isTheirs = (url: URL) => url.host === 'github.com'
  // No content: the browser stays where it is (RFC 9110 section 15.3.5).
  await page.route(isTheirs, (route) => route.fulfill({ status: 204 }))
  const left = page.waitForRequest((request) => isTheirs(new URL(request.url())))
  await begin()
  return new URL((await left).url())
}

/** "Sign in with …": going there, and coming back with nothing. */
export function providers({ server, provider, plain, enter }: World): Meeting[] {
  const url = baseOf(server)
  const back = (state: string) => `${url}/sign-in/callback/github?error=access_denied&state=${state}`
  const linking = async (page: Page) => {
    await enter(page, await plain())
    await page.goto(`${url}/account/identities`)
    const button = page.locator('form:has([value=github]) button')
    return leave(page, () => button.click())
  }
  return [
    {
      name: 'sign-in-with',
      async open(page) {
        await page.goto(`${url}/sign-in`)
        await leave(page, () => page.locator('form:has([value=github]) button').click())
        await sees(page, 'main a[rel=noreferrer]')
      },
    },
    {
      name: 'sign-in-with-unknown',
      async open(page) {
        await page.goto(`${url}/sign-up`)
        await forge(page, '/sign-in/with', { provider: 'nobodys' })
        await seesRefusal(page)
      },
    },
    {
      name: 'sign-in-callback-strange',
      async open(page) {
        await page.goto(back('strange'))
        await seesRefusal(page)
      },
    },
    {
      name: 'sign-in-callback-denied',
      async open(page) {
        await page.goto(`${url}/sign-in`)
        const left = await leave(page, () => page.locator('form:has([value=github]) button').click())
        await page.goto(back(left.searchParams.get('state') ?? ''))
        await seesRefusal(page)
      },
    },
    {
      name: 'sign-in-callback-posted',
      async open(page) {
        await page.goto(`${url}/sign-in`)
        await forge(page, '/sign-in/callback/github', { state: 'strange', code: 'x' })
        await seesRefusal(page)
      },
    },
    {
      name: 'sign-in-callback-address-taken',
      async open(page) {
        const { email } = await plain()
        provider.person = { sub: `sub-of-${email}`, email, email_verified: false, name: 'Ada' }
        await page.goto(`${url}/sign-in`)
        await page.locator('form:has([value=oidc]) button').click()
        await page.waitForURL('**/sign-in/callback/**')
        await seesRefusal(page)
      },
    },
    {
      name: 'identities-going',
      async open(page) {
        await linking(page)
        await sees(page, 'main a[rel=noreferrer]')
      },
    },
    {
      name: 'identities-denied',
      async open(page) {
        const left = await linking(page)
        await page.goto(back(left.searchParams.get('state') ?? ''))
        await sees(page, 'main a[href="/account/identities"]')
      },
    },
  ]
}

// What a page of somebody else, another browser, a second press and an old page do: nothing.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'bun:test'
import { type Account, join, signIn as tokenOf } from '../../support/accounts.ts'
import { fieldsOf, itemsOf, send } from '../../support/http.ts'
import { codeOf, enrol, finish } from '../../support/second-factors.ts'
import { useServer } from '../../support/server.ts'
import { unthrottled } from '../../support/unthrottled.ts'
import { type BrowserOptions, closeBrowser, noBrowser, type Watched, withPage } from '../chromium.ts'
import { Sitting } from './sitting.ts'
import { watchedSitting } from './story.ts'

const server = useServer({ dev: true, env: unthrottled })
const both = [true, false]
let user: Account
beforeAll(async () => {
  await join(server)
})
beforeEach(async () => {
  user = await join(server)
})
afterAll(closeBrowser)

const sit = (options: BrowserOptions, use: (sitting: Sitting, watched: Watched) => Promise<void>) =>
  withPage(options, (watched) => watchedSitting(server, watched, (sitting) => use(sitting, watched)))

async function signIn(sitting: Sitting, next = '/account'): Promise<void> {
  await sitting.open(next)
  await sitting.send('/sign-in', { username: user.username, password: user.password })
  expect(sitting.path).toBe(next)
}

/** What is waited for, and what opens it. */
function gate(): [Promise<void>, () => void] {
  const { promise, resolve } = Promise.withResolvers<void>()
  return [promise, resolve]
}

describe.skipIf(noBrowser !== undefined)(`nothing is done by${noBrowser ? ` (${noBrowser})` : ''}`, () => {
  test.each([
    ['/account/profile/name', { full_name: 'Mallory' }],
    ['/account/language', { language: 'ar' }],
    ['/account/factors/app', {}],
    ['/account/sessions/end-others', {}],
    ['/account/contacts/offer', {}],
    ['/sign-out', {}],
    ['/sign-in', { username: 'mallory', password: 'a password of hers' }],
    ['/forgot', { email: 'mallory@example.org' }],
  ])('C050 a page of another port, which the cookie is sent with: POST %s', async (path, fields) => {
    const inputs = Object.entries(fields).map(([name, value]) => `<input name="${name}" value="${value}">`)
    const page = `<!doctype html><form method="post" action="${server.url}${path}">${inputs.join('')}<button>Win</button></form>`
    const hostile = Bun.serve({
      port: 0,
      fetch: () => new Response(page, { headers: { 'content-type': 'text/html' } }),
    })
    try {
      await withPage({}, async ({ page: tab }) => {
        const sitting = new Sitting(tab, server)
        await signIn(sitting)
        await tab.goto(`http://localhost:${hostile.port}`)
        const sent = tab.waitForRequest((request) => request.method() === 'POST')
        const [request] = await Promise.all([sent, tab.getByRole('button').click()])
        // So it is no matter of the cookie.
        expect((await request.allHeaders())['cookie']).toContain('latchkey=')
        expect((await request.response())?.status()).toBe(403)
        await sitting.open('/account')
        expect([sitting.path, await sitting.heading()]).toEqual(['/account', user.full_name])
      })
    } finally {
      await hostile.stop(true)
    }
  })

  test('C053 the hidden fields of half a sign-in in another browser, not even with the right code, nor at the API', async () => {
    const who = await enrol(server, user)
    await sit({}, async (sitting) => {
      await sitting.open('/sign-in')
      await sitting.send('/sign-in', { username: who.username, password: who.password }, { status: 401 })
      const stolen = await sitting.hidden('/sign-in/code', 'mfa_token')
      const code = codeOf(who.secret)
      await sit({}, async (thief) => {
        const show = async (typed: string, next: string, status: number) => {
          await thief.open('/sign-in')
          await thief.page.locator('form[action="/sign-in"]').evaluate(
            (form: HTMLFormElement, fields) => {
              form.action = '/sign-in/code'
              form.innerHTML = fields
                .map(([name, value]) => `<input name="${name}" value="${value}">`)
                .concat('<button>Go</button>')
                .join('')
            },
            Object.entries({ mfa_token: stolen, code: typed, next }),
          )
          await thief.send('/sign-in/code', {}, { status })
          await thief.open('/account')
          expect(thief.path).toBe('/sign-in')
        }
        await show(code, 'https://evil.example', 401)
        expect((await finish(server, stolen, { kind: 'totp', code })).status).toBe(401)
        // It costs whoever began it nothing.
        await sitting.send('/sign-in/code', { code })
        expect(sitting.path).toBe('/account')
        await show(codeOf(who.secret, 1), '/account', 401)
      })
    })
  })

  test.each(both)(
    'the way back in a browser after a sign-out, with a script: %p',
    async (javaScriptEnabled) => {
      await sit({ javaScriptEnabled }, async (sitting) => {
        await signIn(sitting, '/account/profile')
        expect(await sitting.text()).toContain(user.email)
        await sitting.open('/account/sessions')
        await sitting.send('/sign-out')
        for (const _ of ['sessions', 'profile']) {
          await sitting.page.goBack({ waitUntil: 'domcontentloaded' })
          expect(sitting.path).toBe('/sign-in')
          expect(await sitting.page.content()).not.toContain(user.email)
        }
      })
    },
  )

  test('a second press of a button while the first is on its way', async () => {
    await sit({}, async (sitting) => {
      const { page } = sitting
      await signIn(sitting, '/account/api-keys')
      await sitting.fill('/account/api-keys/make', { name: 'Report', 'scope self:read': true })
      const [isSent, tellSent] = gate()
      const [isPressed, tellPressed] = gate()
      let sent = 0
      await page.route('**/account/api-keys/make', async (route) => {
        sent += 1
        tellSent()
        await isPressed
        await route.continue()
      })
      const button = sitting.button('/account/api-keys/make')
      await button.scrollIntoViewIfNeeded()
      const box = await button.boundingBox()
      // By the hand alone: whatever else asks the page waits for what is on its way.
      const press = () =>
        page.mouse.click((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2)
      await press()
      await isSent
      await press()
      tellPressed()
      await page.locator('pre code').waitFor()
      const keys = itemsOf(await send(server, 'GET /api-keys', { token: user.token }))
      expect([sent, keys.map(({ name }) => name)]).toEqual([1, ['Report']])
    })
  })

  test.each(both)(
    'a form that was open while the session ended; what was typed is there after the sign-in, with a script: %p',
    async (javaScriptEnabled) => {
      await sit({ javaScriptEnabled }, async (sitting) => {
        await signIn(sitting, '/account/profile')
        const full_name = 'Ada "of" <Lovelace>'
        await sitting.fill('/account/profile/name', { full_name })
        await send(server, 'POST /auth/logout-all', { token: user.token })
        await sitting.send('/account/profile/name')
        expect(sitting.path).toBe('/sign-in')
        await sitting.send('/sign-in', { username: user.username, password: 'not it' }, { status: 401 })
        await sitting.send('/sign-in', { password: user.password })
        expect(sitting.path).toBe('/account/profile')
        const typed = sitting.form('/account/profile/name').locator('[name=full_name]')
        expect(await typed.inputValue()).toBe(full_name)
        await sitting.page.getByRole('alert').waitFor()
        expect(await shownName()).toBe(user.full_name)
        await sitting.send('/account/profile/name')
        expect(await shownName()).toBe(full_name)
        await sitting.open('/account/profile')
        expect(await sitting.page.getByRole('alert').count()).toBe(0)
      })
    },
  )
})

const shownName = async () =>
  fieldsOf(await send(server, 'GET /users/me', { token: await tokenOf(server, user) }))['full_name']

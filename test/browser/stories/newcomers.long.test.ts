// How somebody comes to have an account besides the open sign-up, in a browser, with a script and without one: the first administrator
// of a fresh server, an invitation, a registration that tells nobody whether an address is known.
import { afterAll, describe, expect, test } from 'bun:test'
import { setupToken } from '../../conformance/setup-token.ts'
import { isAdministrator, person, signIn } from '../../support/accounts.ts'
import { itemsOf, send } from '../../support/http.ts'
import type { Server } from '../../support/server.ts'
import { closeBrowser, noBrowser } from '../chromium.ts'
import { withStory } from './story.ts'

afterAll(closeBrowser)

const both = [true, false]

/** The access token of the first one, where nobody registers. */
async function administratorOf(server: Server): Promise<string> {
  const who = person()
  const json = { setup_token: await setupToken(server), ...who }
  await send(server, 'POST /setup', { json })
  return signIn(server, who)
}

describe.skipIf(noBrowser !== undefined)(`whoever is new${noBrowser ? ` (${noBrowser})` : ''}`, () => {
  test.each(both)(
    'makes the first administrator of a fresh server, and is at home in it, with a script: %p',
    async (javaScriptEnabled) => {
      await withStory({ dev: false }, async ({ server, sit }) => {
        const token = await setupToken(server)
        const who = person()
        await sit({ javaScriptEnabled }, async (sitting) => {
          await sitting.open('/setup?token=wrong', 401)
          await sitting.open(`/setup?token=${token}`)
          const { password, ...rest } = who
          await sitting.send('/setup', { ...rest, password: 'password1' }, { status: 400 })
          await sitting.send('/setup', { password })
          await sitting.open(`/setup?token=${token}`, 410)
          await sitting.open('/account')
          if (sitting.path === '/sign-in')
            await sitting.send('/sign-in', { username: who.email, password: who.password })
          expect([sitting.path, await sitting.heading()]).toEqual(['/account', who.full_name])
        })
        expect(await isAdministrator(server, await signIn(server, who))).toBe(true)
      })
    },
  )

  test.each(both)(
    'follows an invitation in the mail, and is signed in, with a script: %p',
    async (javaScriptEnabled) => {
      await withStory({ env: { LATCHKEY_REGISTRATION: 'invite' } }, async ({ server, link, sit }) => {
        const token = await administratorOf(server)
        const { email, ...who } = person()
        await send(server, 'POST /invitations', { token, json: { email } })
        await sit({ javaScriptEnabled }, async (sitting) => {
          // Without one there is nothing to fill in.
          await sitting.open('/sign-up')
          expect(await sitting.page.locator('form input:not([type=hidden])').count()).toBe(0)
          const invited = await link(email, '/invitation')
          await sitting.open(invited)
          expect(await sitting.text()).toContain(email)
          const { username, full_name, password } = who
          await sitting.send('/invitation', { username, full_name, password: 'password1' }, { status: 400 })
          await sitting.send('/invitation', { password })
          await sitting.open('/account')
          expect([sitting.path, await sitting.heading()]).toEqual(['/account', full_name])
          expect(await sitting.text()).toContain(email)
          // Used up: for whoever finds the mail later.
          await sitting.open(invited, 400)
          expect(await sitting.form('/invitation').count()).toBe(0)
        })
        expect(itemsOf(await send(server, `GET /users?limit=100`, { token }))).toHaveLength(2)
      })
    },
  )

  test.each(both)(
    'registers where nobody is told who has an account, with a script: %p',
    async (javaScriptEnabled) => {
      await withStory({ env: { LATCHKEY_REGISTRATION: 'private' } }, async ({ server, link, mail, sit }) => {
        const who = person()
        await sit({ javaScriptEnabled }, async (sitting) => {
          const register = async (email: string) => {
            await sitting.open('/sign-up')
            await sitting.send('/sign-up', { ...who, email })
            return (await sitting.text()).replaceAll(email, 'the address')
          }
          const said = await register(who.email)
          const confirmed = await link(who.email, '/sign-up/confirm')
          await sitting.open(confirmed)
          await sitting.send('/sign-up/confirm', { password: 'not the one of the form' }, { status: 401 })
          await sitting.send('/sign-up/confirm', { password: who.password })
          await sitting.open('/account')
          expect([sitting.path, await sitting.heading()]).toEqual(['/account', who.full_name])
          await sitting.send('/sign-out')
          // The address has an account now: the page says the same, and the mail says which.
          expect(await register(who.email)).toBe(said)
          await mail(who.email, ({ links }) => links.every((one) => !one.includes('/sign-up/confirm')))
          await sitting.open(confirmed, 400)
        })
        expect(await signIn(server, who)).toBeString()
      })
    },
  )
})

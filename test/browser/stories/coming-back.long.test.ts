// Getting in again when something is lost, in a browser, with a script and without one: the password, and then the second factor; and
// getting in by what is mailed.
import { afterAll, describe, expect, test } from 'bun:test'
import { words } from '../../../packages/server/src/mail/words/en.ts'
import { type Account, join, login } from '../../support/accounts.ts'
import { fieldsOf, send } from '../../support/http.ts'
import { tokenIn } from '../../support/reset-links.ts'
import { codeOf, enrol } from '../../support/second-factors.ts'
import { closeBrowser, noBrowser } from '../chromium.ts'
import { type Story, withStory } from './story.ts'

const NEW = 'heron-lantern-51-meadow'
const both = [true, false]

afterAll(closeBrowser)

/** Somebody who reads the mail of their account. */
async function reader<Who extends Account>({ server, link }: Story, who: Who): Promise<Who> {
  const json = { token: tokenIn(await link(who.email, '/verify')) }
  await send(server, 'POST /auth/verify-email', { json })
  return who
}

const CODE = /^\d{4} ?\d{4}$/m

describe.skipIf(noBrowser !== undefined)(`coming back${noBrowser ? ` (${noBrowser})` : ''}`, () => {
  test.each(both)(
    'without the password: the mail leads to a new one, and that into the account, with a script: %p',
    async (javaScriptEnabled) => {
      await withStory({}, async (story) => {
        const { server, link, sit } = story
        await join(server)
        const who = await reader(story, await join(server))
        await sit({ javaScriptEnabled }, async (sitting) => {
          await sitting.open('/account/activity')
          await sitting.follow(sitting.page.locator('a[href^="/forgot"]'))
          await sitting.send('/forgot', { email: who.email })
          const mailed = await link(who.email, '/reset')
          await sitting.open(mailed)
          await sitting.send('/reset', { password: 'password1' }, { status: 400 })
          // Not yet.
          expect((await send(server, 'GET /users/me', who)).status).toBe(200)
          await sitting.send('/reset', { password: NEW })
          expect((await send(server, 'GET /users/me', who)).status).toBe(401)
          expect((await login(server, who.username, who.password)).status).toBe(401)
          await sitting.open(mailed, 400)
          await sitting.open('/sign-in')
          await sitting.send('/sign-in', { username: who.email, password: NEW })
          expect([sitting.path, await sitting.heading()]).toEqual(['/account', who.full_name])
        })
      })
    },
  )

  test.each(both)(
    'by a mailed code to where they wanted to, and by a mailed link, with a script: %p',
    async (javaScriptEnabled) => {
      await withStory({}, async (story) => {
        const { server, link, mail, sit } = story
        await join(server)
        const who = await reader(story, await enrol(server))
        await sit({ javaScriptEnabled }, async (sitting) => {
          await sitting.open('/account/activity')
          await sitting.follow(sitting.page.locator('a[href^="/sign-in/mail"]'))
          await sitting.send('/sign-in/mail', { email: who.email })
          const { text } = await mail(who.email, (one) => CODE.test(one.text))
          await sitting.send('/sign-in/mail/code', { code: '0000 0000' }, { status: 401 })
          await sitting.send('/sign-in/mail/code', { code: CODE.exec(text)?.[0] ?? '' }, { status: 401 })
          // The mailbox is one factor.
          await sitting.send('/sign-in/code', { code: codeOf(who.secret, 1) })
          expect(sitting.path).toBe('/account/activity')
          await sitting.send('/sign-out')

          await sitting.open('/sign-in/mail')
          await sitting.send('/sign-in/mail', { email: who.email })
          const instead = sitting.form('/sign-in/mail').filter({ has: sitting.page.locator('[value=link]') })
          await sitting.follow(instead.locator('button'))
          const mailed = await link(who.email, '/sign-in-link')
          await sitting.open(mailed)
          await sitting.send('/sign-in-link', {}, { status: 401 })
          await sitting.send('/sign-in/code', { code: who.codes[0] ?? '' })
          expect(sitting.path).toBe('/account')
          await sitting.send('/sign-out')
          await sitting.open(mailed, 400)
        })
      })
    },
  )

  test.each(both)(
    'without the second factor: it waits a day, everybody hears of it, and it is called off by the factor, with a script: %p',
    async (javaScriptEnabled) => {
      await withStory({}, async (story) => {
        const { server, sit, mail } = story
        await join(server)
        const who = await reader(story, await enrol(server))
        const factors = async () => fieldsOf(await send(server, 'GET /users/me/factors', who))
        await sit({ javaScriptEnabled }, async (sitting) => {
          await sitting.open('/account/factors')
          const { username, password } = who
          await sitting.send('/sign-in', { username, password }, { status: 401 })
          await sitting.send('/sign-in/code', { code: codeOf(who.secret), trust_device: true })
          await sitting.send('/account/factors/lost', { password: 'not it' }, { status: 403 })
          expect((await factors())['removed_at']).toBeNull()
          await sitting.send('/account/factors/lost', { password })
          expect((await factors())['removed_at']).toBeString()
          expect(await sitting.form('/account/factors/lost').count()).toBe(0)
          await mail(who.email, ({ subject }) => subject === words.notices.factors_lost.subject)
          // Whoever signs in sees it at once, without a factor on a trusted device; who calls it off shows one.
          await sitting.send('/sign-out')
          await sitting.send('/sign-in', { username, password })
          await sitting.follow(sitting.page.locator('[role=alert] a'))
          expect(sitting.path).toBe('/account/factors')
          await sitting.send('/account/factors/lost/call-off', {}, { status: 403 })
          expect((await factors())['removed_at']).toBeString()
          await sitting.send('/account/prove', { password, code: codeOf(who.secret, 1) })
          expect((await factors())['removed_at']).toBeNull()
          await sitting.open('/account')
          expect(await sitting.page.getByRole('alert').count()).toBe(0)
        })
      })
    },
  )
})

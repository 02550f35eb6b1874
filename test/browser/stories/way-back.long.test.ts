// Back into an account of which everything is lost, by pages and mails, with a script and without one; and the owner who stops somebody
// else on that way.
import { afterAll, describe, expect, test } from 'bun:test'
import { type Account, join, login } from '../../support/accounts.ts'
import { freePort } from '../../support/free-port.ts'
import { fieldsOf, send } from '../../support/http.ts'
import { contactToken } from '../../support/recoveries.ts'
import { tokenIn } from '../../support/reset-links.ts'
import { codeOf, type Enrolled, enrol } from '../../support/second-factors.ts'
import { closeBrowser, noBrowser } from '../chromium.ts'
import { type Story, withStory } from './story.ts'
import { hoursLater } from './time-passing.ts'

const NEW = 'heron-lantern-51-meadow'
const A_WEEK = 7 * 24
const both = [true, false]

afterAll(closeBrowser)

interface Way extends Story {
  readonly admin: Account
  readonly owner: Enrolled
  readonly friend: Account
  state(): Promise<Record<string, unknown>>
  /** Asks for the mail by which it begins. */
  ask(): Promise<void>
}

/** An owner with a second factor, and a friend who may speak for them. The server keeps its address, as one that is restarted does. */
async function onTheWay(use: (way: Way) => Promise<void>): Promise<void> {
  const PORT = String(await freePort())
  await withStory({ env: { PORT } }, async (story) => {
    const { server, link } = story
    const admin = await join(server)
    const [owner, friend] = [await enrol(server), await join(server)]
    for (const { email } of [owner, friend])
      await send(server, 'POST /auth/verify-email', {
        json: { token: tokenIn(await link(email, '/verify')) },
      })
    const offered = { token: await contactToken(server, owner) }
    const line = 'POST /users/me/recovery/contacts/accept'
    await send(server, line, { token: friend.token, json: offered })
    // Whoever was trusted a moment ago speaks for nobody.
    await hoursLater(server, A_WEEK + 1)
    await use({
      ...story,
      ...{ admin, owner, friend },
      state: async () =>
        fieldsOf(await send(server, `GET /users/${owner.id}/recovery`, { token: admin.token })),
      async ask() {
        await send(server, 'POST /auth/recovery', { json: { email: owner.email } })
      },
    })
  })
}

describe.skipIf(noBrowser !== undefined)(`the way back${noBrowser ? ` (${noBrowser})` : ''}`, () => {
  test.each(both)(
    'is begun by mail, vouched for by a friend, and ends a week later with a password alone, with a script: %p',
    async (javaScriptEnabled) => {
      await onTheWay(async ({ server, sit, link, owner, friend, state, ask }) => {
        await sit({ javaScriptEnabled }, async (sitting) => {
          await ask()
          await sitting.open(await link(owner.email, '/recovery/begin'))
          // Opened, and nothing has happened.
          expect(await state()).toMatchObject({ is_under_way: false })
          await sitting.send('/recovery/begin')
          expect(await state()).toMatchObject({ is_under_way: true, contacts: 0 })
        })
        await sit({ javaScriptEnabled }, async (sitting) => {
          const { username, password } = friend
          if (javaScriptEnabled) {
            await sitting.open('/account/contacts')
            await sitting.send('/sign-in', { username, password })
            await sitting.send('/account/contacts/vouch')
            expect(sitting.address).toBe('/account/contacts?done=vouch')
          } else {
            await sitting.open(await link(friend.email, '/recovery/vouch'))
            await sitting.send('/recovery/vouch', { username, password: 'not it' }, { status: 401 })
            await sitting.send('/recovery/vouch', { password })
          }
          expect(await state()).toMatchObject({ is_under_way: true, contacts: 1 })
        })
        expect((await login(server, owner.username, owner.password)).status).toBe(401)
        await hoursLater(server, A_WEEK)
        await sit({ javaScriptEnabled }, async (sitting) => {
          await ask()
          await sitting.open(await link(owner.email, '/recovery'))
          await sitting.send('/recovery', { password: 'password1' }, { status: 400 })
          await sitting.send('/recovery', { password: NEW })
          expect(await state()).toMatchObject({ is_under_way: false })
          await sitting.open('/sign-in')
          await sitting.send('/sign-in', { username: owner.email, password: NEW })
          // Nothing of the second factor is left, and nobody who was signed in is.
          expect([sitting.path, await sitting.heading()]).toEqual(['/account', owner.full_name])
        })
        expect((await send(server, 'GET /users/me', owner)).status).toBe(401)
        expect((await login(server, owner.username, owner.password)).status).toBe(401)
      })
    },
  )

  test.each(both)(
    'of somebody else is held up by the mail, seen in the account, and called off there, with a script: %p',
    async (javaScriptEnabled) => {
      await onTheWay(async ({ server, sit, link, owner, state, ask }) => {
        await ask()
        const token = tokenIn(await link(owner.email, '/recovery/begin'))
        await send(server, 'POST /auth/recovery/begin', { json: { token } })
        await sit({ javaScriptEnabled }, async (sitting) => {
          const freeze = await link(owner.email, '/recovery/freeze')
          await sitting.open(freeze)
          expect(await state()).toMatchObject({ frozen_until: null })
          await sitting.send('/recovery/freeze')
          expect((await state())['frozen_until']).toBeString()
          // Held up longer than the week takes.
          await hoursLater(server, A_WEEK - 1)
          expect((await login(server, owner.username, owner.password)).status).toBe(401)

          await sitting.open('/account')
          const { username, password } = owner
          await sitting.send('/sign-in', { username, password }, { status: 401 })
          await sitting.send('/sign-in/code', { code: codeOf(owner.secret) })
          await sitting.follow(sitting.page.locator('[role=alert] a'))
          expect(sitting.path).toBe('/account/contacts')
          await sitting.send('/account/contacts/cancel')
          expect(sitting.address).toBe('/account/contacts?done=cancel')
          expect(await state()).toMatchObject({ is_under_way: false })
          await sitting.open('/account')
          expect(await sitting.page.getByRole('alert').count()).toBe(0)
          await sitting.open(freeze, 400)
        })
      })
    },
  )
})

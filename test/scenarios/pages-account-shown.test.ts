// What a form made that nobody can show again: its page can be reloaded, which makes nothing anew, until another page is opened.
import { beforeEach, describe, expect, test } from 'bun:test'
import { type Account, join, person } from '../support/accounts.ts'
import { itemsOf, send } from '../support/http.ts'
import { openInProcess } from '../support/in-process.ts'
import { useServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'
import { Visitor, visitorOf } from '../support/visitor.ts'

const server = useServer({ dev: true, env: { ...unthrottled } })
const SHOWN = 'latchkey-shown'

let user: Account
let visitor: Visitor
beforeEach(async () => {
  user = await join(server)
  visitor = await visitorOf(server, user)
})

const key = { name: 'Nightly report', 'scope self:read': 'on', expires: '30' }
const makers: readonly [path: string, form: Record<string, string>, page: string, secret: RegExp][] = [
  ['/account/api-keys/make', key, '/account/api-keys/made', /lk_[A-Za-z0-9]{49}/],
  ['/account/contacts/offer', {}, '/account/contacts/offered', /accept\?token=[A-Za-z0-9_-]+/],
  ['/account/support', {}, '/account/support', />\d{4} \d{4}</],
]

const secretIn = (text: string, secret: RegExp): string => secret.exec(text)?.[0] ?? 'none'

describe('what is shown once', () => {
  test.each(makers)(
    'by %s is still there when its page is loaded again',
    async (path, form, page, secret) => {
      const made = await visitor.post(path, form)
      expect([made.status, made.location, made.text]).toEqual([303, page, ''])
      const [first, again] = [await visitor.get(page), await visitor.get(page)]
      expect(secretIn(first.text, secret)).not.toBe('none')
      expect(again.text).toContain(secretIn(first.text, secret))
      // Nobody reads it on its way.
      const [sealed = ''] = made.headers.getSetCookie().filter((one) => one.startsWith(SHOWN))
      expect(sealed).toMatch(/; Max-Age=300; Path=\/; HttpOnly; SameSite=Lax$/)
      expect(sealed).not.toContain(secretIn(first.text, secret).slice(3))
    },
  )

  test.each(makers)('by %s is over with the next page', async (path, form, page, secret) => {
    await visitor.post(path, form)
    await visitor.get('/account')
    expect(visitor.cookies.has(SHOWN)).toBe(false)
    const { status, text } = await visitor.get(page)
    expect([page === '/account/support' ? 200 : 303, 'none']).toEqual([status, secretIn(text, secret)])
  })

  test.each(makers)('by %s is shown to nobody else', async (path, form, page, secret) => {
    await visitor.post(path, form)
    const sealed = visitor.cookies.get(SHOWN) ?? ''
    await visitor.post('/sign-out')
    expect(visitor.cookies.has(SHOWN)).toBe(false)
    const other = await visitorOf(server, await join(server))
    other.cookies.set(SHOWN, sealed)
    expect(secretIn((await other.get(page)).text, secret)).toBe('none')
  })

  test('one key is made, however often its page is loaded', async () => {
    const { location } = await visitor.post('/account/api-keys/make', key)
    for (let i = 0; i < 3; i++) await visitor.get(location ?? '')
    expect(itemsOf(await send(server, 'GET /api-keys', { token: user.token }))).toHaveLength(1)
  })

  test('C081 is over after five minutes, whatever the browser still has', async () => {
    const at = await openInProcess({ env: unthrottled })
    try {
      const who = person()
      await at.ask('POST /auth/register', { json: who })
      const one = new Visitor((line, ask) => at.ask(line, { ...ask } as object))
      await one.signIn(who)
      const { location } = await one.post('/account/api-keys/make', key)
      at.time.now += 5 * 60_000 - 1
      expect((await one.get(location ?? '')).text).toContain('lk_')
      at.time.now += 1
      expect((await one.get(location ?? '')).location).toBe('/account/api-keys')
    } finally {
      await at.close()
    }
  })
})

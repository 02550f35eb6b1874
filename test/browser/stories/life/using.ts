import { expect } from 'bun:test'
import { readFile } from 'node:fs/promises'
import { words as activity } from '../../../../packages/server/src/pages/hosted/account/activity-words.ts'
import { type Account, join } from '../../../support/accounts.ts'
import { fieldsOf, send } from '../../../support/http.ts'
import type { Life } from './life.ts'

/** A key that a program uses, until it is revoked. */
export async function makeKey({ sitting, who, server }: Life): Promise<void> {
  await sitting.open('/account/api-keys')
  await sitting.send('/account/api-keys/make', { name: 'Nightly report', expires: '30' }, { status: 400 })
  expect(await sitting.form('/account/api-keys/make').locator('[name=expires]').inputValue()).toBe('30')
  await sitting.send('/account/api-keys/make', { 'scope self:read': true })
  const token = await sitting.page.locator('pre code').innerText()
  const me = () => send(server, 'GET /users/me', { token })
  expect(fieldsOf(await me())['username']).toBe(who.username)
  await sitting.open('/account/api-keys')
  expect(await sitting.text()).toContain('Nightly report')
  await sitting.send('/account/api-keys/revoke')
  expect((await me()).status).toBe(401)
}

const ELSEWHERE = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0'

/** Another browser is signed in, seen, and put out; the activity has all of it. */
export async function endSession({ sit, sitting, who, codes }: Life): Promise<void> {
  await sit({ userAgent: ELSEWHERE }, async (other) => {
    await other.open('/sign-in')
    await other.send('/sign-in', { username: who.username, password: who.password }, { status: 401 })
    await other.send('/sign-in/code', { code: codes.shift() ?? '' })
    expect(other.path).toBe('/account')
    await sitting.open('/account/sessions')
    const there = sitting.page.locator('li', { hasText: 'Firefox' })
    expect(await there.count()).toBe(1)
    await sitting.send('/account/sessions/end', {}, { within: there })
    expect(await there.count()).toBe(0)
    await other.open('/account')
    expect(other.path).toBe('/sign-in')
  })
  await sitting.open('/account/activity')
  let seen = await sitting.text()
  const older = sitting.page.locator('main a[href*="cursor="]')
  while ((await older.count()) > 0) {
    await sitting.follow(older)
    seen += await sitting.text()
  }
  const { actions } = activity.en
  const done = [
    'session.ended',
    'password.changed',
    'api_key.created',
    'factor.added',
    'session.begun',
  ] as const
  for (const action of done) expect(seen).toContain(actions[action])
}

/** The page itself answers in the language that was chosen in it, and so does the next. */
export async function changeLanguage({ sitting }: Life): Promise<void> {
  const language = () => sitting.page.locator('html').getAttribute('lang')
  await sitting.open('/account/language')
  const before = await sitting.heading()
  await sitting.send('/account/language', { language: 'de' })
  expect(await language()).toBe('de')
  expect(await sitting.heading()).not.toBe(before)
  await sitting.open('/account/activity')
  expect(await sitting.text()).toContain(activity.de.actions['password.changed'])
  await sitting.open('/account/language')
  await sitting.send('/account/language', { language: 'en' })
  expect([await language(), await sitting.heading()]).toEqual(['en', before])
}

/** All that there is, as one file. */
export async function download({ sitting, who }: Life): Promise<void> {
  await sitting.open('/account/data')
  const [file] = await Promise.all([
    sitting.page.waitForEvent('download'),
    sitting.page.locator('a[download]').click(),
  ])
  const text = await readFile(await file.path(), 'utf8')
  expect(file.suggestedFilename()).toBe('your-data.json')
  const { items } = JSON.parse(text) as { items: object[] }
  expect(items.length).toBeGreaterThan(10)
  expect(text).toContain(who.email)
  for (const secret of [who.password, 'argon2']) expect(text).not.toContain(secret)
}

/** Read out to somebody who may check it. */
export async function askSupport({ sitting, server, who }: Life, admin: Account): Promise<void> {
  const { token } = admin
  await sitting.open('/account/support')
  await sitting.send('/account/support')
  const code = (await sitting.page.getByRole('status').locator('strong').innerText()).trim()
  const found = await send(server, `GET /users/lookup?identifier=${who.username}`, { token })
  const line = `POST /users/${fieldsOf(found)['id']}/support-check`
  expect(fieldsOf(await send(server, line, { token, json: { code } }))['is_confirmed']).toBe(true)
}

/** Somebody with an account takes the link, signs in by it, and is a trusted contact. */
export async function trustSomebody({ sit, sitting, server }: Life): Promise<void> {
  const friend = await join(server)
  await sitting.open('/account/contacts')
  await sitting.send('/account/contacts/offer')
  const link = await sitting.page.locator('pre code').innerText()
  await sit({ javaScriptEnabled: false }, async (other) => {
    await other.open(link)
    expect(other.path).toBe('/sign-in')
    await other.send('/sign-in', { username: friend.username, password: friend.password })
    expect(other.path).toBe('/account/contacts/accept')
    await other.send('/account/contacts/accept')
    expect(other.address).toBe('/account/contacts?done=accept')
  })
  await sitting.open('/account/contacts')
  expect(await sitting.text()).toContain(friend.full_name)
}

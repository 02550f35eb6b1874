import { expect } from 'bun:test'
import { login } from '../../../support/accounts.ts'
import { codeOf } from '../../../support/second-factors.ts'
import { type Life, nextCode, proveIfAsked } from './life.ts'

/** An authenticator app, which is shown as a picture also to whoever mistyped its code; and recovery codes. */
export async function addApp(life: Life): Promise<void> {
  const { sitting } = life
  const { page } = sitting
  const width = () => page.locator('img.qr').evaluate((image: HTMLImageElement) => image.naturalWidth)
  await sitting.open('/account/factors')
  await sitting.send('/account/factors/app')
  life.secret = await sitting.hidden('/account/factors/app/confirm', 'secret')
  const picture = await page.locator('img.qr').getAttribute('src')
  await sitting.send('/account/factors/app/confirm', { code: '12345' }, { status: 400 })
  expect([await page.locator('img.qr').getAttribute('src'), (await width()) > 20]).toEqual([picture, true])
  await sitting.send('/account/factors/app/confirm', { code: codeOf(life.secret) })
  life.codes.push(...(await page.locator('main li code').allInnerTexts()))
  expect(life.codes).toHaveLength(10)
}

/** Out, and in by both factors; then on a device that is trusted by the password alone. */
export async function signInAgain(life: Life): Promise<void> {
  const { sitting, who } = life
  await signOut(life)
  await sitting.open('/account/profile')
  expect(sitting.address).toBe('/sign-in?next=%2Faccount%2Fprofile')
  await sitting.send('/sign-in', { username: who.email, password: 'not this one' }, { status: 401 })
  await sitting.send('/sign-in', { username: who.email, password: who.password }, { status: 401 })
  await sitting.send('/sign-in/code', { code: '000000' }, { status: 400 })
  await sitting.send('/sign-in/code', { code: nextCode(life), trust_device: true })
  // Where they wanted to.
  expect(sitting.path).toBe('/account/profile')

  await signOut(life)
  await sitting.send('/sign-in', { username: who.username, password: who.password })
  expect(sitting.path).toBe('/account')
  await sitting.open('/account/factors')
  await sitting.send('/account/factors/devices/forget')
  expect(await sitting.form('/account/factors/devices/forget').count()).toBe(0)
  await signOut(life)
  await sitting.send('/sign-in', { username: who.username, password: who.password }, { status: 401 })
  await sitting.send('/sign-in/code', { code: life.codes.shift() ?? '' })
  expect(sitting.path).toBe('/account')
}

async function signOut({ sitting }: Life): Promise<void> {
  await sitting.send('/sign-out')
  expect(sitting.path).toBe('/sign-in')
}

export async function changePassword(life: Life): Promise<void> {
  const { sitting, who, server } = life
  const before = who.password
  await sitting.open('/account/password')
  const wrong = { current_password: 'not it', new_password: 'heron-lantern-51-meadow' }
  await sitting.send('/account/password', wrong, { status: 403 })
  who.password = wrong.new_password
  await sitting.send('/account/password', { current_password: before, new_password: who.password })
  expect(sitting.address).toBe('/account/password?done=changed')
  expect((await login(server, who.username, before)).status).toBe(401)
}

export async function makeNewCodes(life: Life): Promise<void> {
  const { sitting, codes } = life
  await sitting.open('/account/factors')
  await sitting.send('/account/factors/codes')
  await proveIfAsked(life)
  const made = await sitting.page.locator('main li code').allInnerTexts()
  expect(made.filter((code) => codes.includes(code))).toEqual([])
  codes.splice(0, codes.length, ...made)
}

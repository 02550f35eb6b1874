import { expect } from 'bun:test'
import type { Life } from './life.ts'

/** An account is made, and its address proved by the mail to it. */
export async function signUp({ sitting, who, link }: Life): Promise<void> {
  await sitting.open('/account')
  expect(sitting.path).toBe('/sign-in')
  await sitting.follow(sitting.page.locator('a[href^="/sign-up"]'))
  const { username, email, full_name, password } = who
  await sitting.send('/sign-up', { username, email, full_name, password: 'password1' }, { status: 400 })
  // What was typed is all still there, but for the password.
  await sitting.send('/sign-up', { password })
  expect([sitting.path, await sitting.heading()]).toEqual(['/account', full_name])
  await sitting.open('/account/profile')
  expect(await sitting.form('/account/profile/resend').count()).toBe(1)
  await sitting.open(await link(email, '/verify'))
  await sitting.send('/verify')
  await sitting.open('/account/profile')
  expect(await sitting.form('/account/profile/resend').count()).toBe(0)
}

/** Another name, and another address, which counts when the mail to it was followed. */
export async function changeProfile(life: Life): Promise<void> {
  const { sitting, who, link } = life
  await sitting.send('/account/profile/name', { full_name: 'Ada "of" <Lovelace> & Söhne' })
  who.full_name = 'Ada "of" <Lovelace> & Söhne'
  expect(await sitting.page.getByRole('status').count()).toBe(1)
  await sitting.open('/account')
  expect(await sitting.heading()).toBe(who.full_name)

  const before = who.email
  who.email = `moved.${before}`
  await sitting.open('/account/profile')
  await sitting.send('/account/profile/email', { email: 'nowhere@localhost' }, { status: 400 })
  expect(await sitting.form('/account/profile/email').locator('[name=email]').inputValue()).toBe(
    'nowhere@localhost',
  )
  await sitting.send('/account/profile/email', { email: who.email })
  // Until then the former one signs in, and can take the change back.
  expect(await sitting.text()).toContain(before)
  expect(await link(before, '/revert')).toContain('token=')
  await sitting.open(await link(who.email, '/verify'))
  await sitting.send('/verify')
  await sitting.open('/account')
  expect(await sitting.text()).toContain(who.email)
}

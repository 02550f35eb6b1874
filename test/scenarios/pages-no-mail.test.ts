// Where nothing is mailed, the pages say so before anybody waits for it.
import { describe, expect, test } from 'bun:test'
import { person } from '../support/accounts.ts'
import { type Browsing, browsing } from '../support/browsing.ts'
import { useServer, withServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'

const server = useServer({ dev: true, env: unthrottled })

describe('a server that cannot send mail', () => {
  const mute = useServer({ env: unthrottled })
  const SAID = 'This server cannot send email yet'
  const PROMISES = ['sent', 'Check your email', 'We will email', 'one-time-code']
  const promised = (browser: Browsing) => PROMISES.filter((one) => browser.text().includes(one))

  test.each(['/forgot', '/recovery/ask', '/sign-in/mail'])(
    'says so at %s, before and behind the form',
    async (path) => {
      const browser = browsing(mute)
      const address = { email: 'somebody@example.org' }
      await browser.open(path)
      expect(browser.text()).toContain(SAID)
      await browser.press(path, address)
      expect([browser.text().includes(SAID), promised(browser)]).toEqual([true, []])
      const other = browsing(server)
      await other.open(path)
      expect(other.text()).not.toContain(SAID)
      await other.press(path, address)
      expect([other.text().includes(SAID), other.heading()]).toEqual([false, 'Check your email'])
    },
  )

  test('and in the profile, where an address waits to be confirmed', async () => {
    const browser = browsing(mute)
    await browser.open('/sign-up')
    const { email, password } = person()
    await browser.press('/sign-up', { email, password })
    for (const path of ['/account/profile', '/account/profile?done=email', '/account/profile?done=resend']) {
      await browser.open(path)
      expect([browser.text().includes(SAID), promised(browser)]).toEqual([true, []])
    }
    await browser.press('/account/profile/name', { full_name: 'Grace' })
    await browser.open('/account/profile?done=name')
    expect(browser.text()).toContain('Your name was changed.')
  })

  test('and where an account is confirmed by mail, before a password is typed', () =>
    withServer({ env: { ...unthrottled, LATCHKEY_REGISTRATION: 'private' } }, async (reserved) => {
      const browser = browsing(reserved)
      await browser.open('/sign-up')
      expect(browser.text()).toContain(SAID)
      const { email, password } = person()
      await browser.press('/sign-up', { email, password })
      expect([browser.text().includes(SAID), promised(browser)]).toEqual([true, []])
    }))
})

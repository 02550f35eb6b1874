// How somebody gets in by the pages of this server, without a script: forms, mails and the cookie.
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, join, person, register } from '../support/accounts.ts'
import { type Browsing, browsing } from '../support/browsing.ts'
import { itemsOf, send } from '../support/http.ts'
import { mailsTo, tokenMailed } from '../support/mailbox.ts'
import { readMailOf } from '../support/proved.ts'
import { codeOf, enrol } from '../support/second-factors.ts'
import { useServer, withServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'
import { Visitor } from '../support/visitor.ts'

const server = useServer({ dev: true, env: unthrottled })
let admin: Account
beforeAll(async () => {
  admin = await join(server)
})

/** Whose account the browser is in; undefined where it is asked to sign in. */
async function whoseIs(browser: Browsing): Promise<string | undefined> {
  await browser.open('/account')
  return browser.heading() === 'Sign in' ? undefined : browser.heading()
}
/** What is left of a page is the same for everybody. */
const withoutWhose = (page: string, email: string) =>
  page.replaceAll(email, '').replaceAll(/nonce="[^"]*"/g, '')
const proved = async () => {
  const who = await join(server)
  await readMailOf(server, who)
  return who
}

test('the address of the server leads a browser to the account', async () => {
  const answer = await new Visitor(server).get('/')
  expect([answer.status, answer.location]).toEqual([303, '/account'])
})

describe('/sign-up where anybody may', () => {
  test('says at once all that is wrong, beside each field', async () => {
    const browser = browsing(server)
    await browser.open('/sign-up')
    const form = { email: 'ada@', password: 'short', username: 'a b', full_name: '\u200b' }
    const { status, text } = await browser.press('/sign-up', form)
    const wrong = [...text.matchAll(/id="([a-z_]+)-error"/g)].map(([, name]) => name)
    expect([status, wrong]).toEqual([400, ['email', 'password', 'username', 'full_name']])
  })

  test('makes the account and signs in by the cookie', async () => {
    const who = person()
    const browser = browsing(server)
    await browser.open('/sign-up')
    const answer = await browser.press('/sign-up', { ...who })
    expect([answer.status, browser.heading()]).toEqual([200, who.full_name])
    expect([...browser.cookies.keys()]).toEqual(['latchkey'])
    // The account is one as any other.
    expect((await register(server, who)).status).toBe(409)
  })

  test('keeps what was typed but the password, and says beside the field what is wrong', async () => {
    const browser = browsing(server)
    await browser.open('/sign-up')
    const taken = await browser.press('/sign-up', { ...person(), username: admin.username })
    expect(taken.status).toBe(409)
    expect(taken.text).toContain(`value="${admin.username}"`)
    expect(taken.text).toContain('id="username-error"')
    expect(taken.text).not.toContain('violet-tramway')
    expect(browser.cookies.size).toBe(0)
  })

  test('goes to the page of the account that was asked for, and to no other address', async () => {
    for (const [next, lands] of [
      ['/account/sessions', '/account/sessions'],
      ['//evil.example', '/account'],
      ['/account/../admin', '/account'],
    ] as const) {
      const form = { ...person(), next, passkeys: '' }
      const answer = await send(server, 'POST /sign-up', { form })
      expect([answer.status, answer.headers.get('location')]).toEqual([303, lands])
    }
  })

  test.each([
    ['invite', 'By invitation only'],
    ['closed', 'Sign-up is closed'],
  ])('under %p it says so, and makes nothing', async (mode, heading) => {
    await withServer({ dev: true, env: { ...unthrottled, LATCHKEY_REGISTRATION: mode } }, async (other) => {
      const browser = browsing(other)
      await browser.open('/sign-in')
      expect(browser.text()).not.toContain('href="/sign-up')
      await browser.open('/sign-up')
      expect(browser.heading()).toBe(heading)
      const answer = await send(other, 'POST /sign-up', { form: { ...person(), next: '', passkeys: '' } })
      expect([answer.status, answer.headers.get('set-cookie')]).toEqual([403, null])
      expect(answer.text).toContain(`<h1>${heading}</h1>`)
    })
  })

  test('C023 under private every address gets the same page; the mail makes the account and signs in', async () => {
    const env = { ...unthrottled, LATCHKEY_REGISTRATION: 'private' }
    await withServer({ dev: true, env }, async (other) => {
      const pageOf = async (email: string) => {
        const browser = browsing(other)
        await browser.open('/sign-up')
        const answer = await browser.press('/sign-up', { ...person({ email }) })
        return [answer.status, withoutWhose(answer.text, email), browser.cookies.size]
      }
      const who = person()
      const browser = browsing(other)
      await browser.open('/sign-up')
      await browser.press('/sign-up', { ...who })
      expect(browser.heading()).toBe('Check your email')
      const token = await tokenMailed(other, who.email, 'register_link')
      await browser.open(`/sign-up/confirm?token=${token}`)
      await browser.press('/sign-up/confirm', { password: who.password })
      expect(browser.text()).toContain('href="/account"')
      expect(await whoseIs(browser)).toBe(who.full_name)
      expect(await pageOf(who.email)).toEqual(await pageOf(person().email))
    })
  })
})

describe('/sign-in by mail', () => {
  test('by a code, which is read as people copy it', async () => {
    const who = await proved()
    const browser = browsing(server)
    await browser.open('/sign-in/mail?next=/account/sessions')
    await browser.press('/sign-in/mail', { email: who.email })
    const [mail] = await mailsTo(server, who.email, 'sign_in_code')
    const code = mail?.code ?? ''
    await browser.press('/sign-in/mail/code', { code: '1' })
    expect(browser.text()).toContain('Enter the eight digits from the email.')
    await browser.press('/sign-in/mail/code', { code: code === '00000000' ? '00000001' : '00000000' })
    expect(browser.text()).toContain('role="alert"')
    expect(browser.cookies.size).toBe(0)
    // Nobody made that page: what matters is where the form leads.
    await browser.press('/sign-in/mail/code', { code: `${code.slice(0, 4)} ${code.slice(4)}` })
    expect(await whoseIs(browser)).toBe(who.full_name)
  })

  test('C023 every address is answered alike, by a code and by a link', async () => {
    const who = await proved()
    const browser = browsing(server)
    for (const by of ['', 'link']) {
      const pageOf = async (email: string) => {
        await browser.open('/sign-in/mail')
        const { status, text } = await browser.press('/sign-in/mail', { email, by })
        return [status, withoutWhose(text, email)]
      }
      expect(await pageOf(who.email)).toEqual(await pageOf(person().email))
    }
  })

  test('C069 by a link, which shows no token and is spent by the button alone', async () => {
    const who = await proved()
    const browser = browsing(server)
    await browser.open('/sign-in/mail')
    await browser.press('/sign-in/mail', { email: who.email })
    await browser.press('/sign-in/mail', { email: who.email, by: 'link' })
    const token = await tokenMailed(server, who.email, 'sign_in_link')
    for (let again = 0; again < 3; again++) await browser.open(`/sign-in-link?token=${token}`)
    expect(browser.cookies.size).toBe(0)
    const answer = await browser.press('/sign-in-link')
    expect(answer.text).not.toMatch(/eyJ|lkr_/)
    expect(await whoseIs(browser)).toBe(who.full_name)
    await browser.open(`/sign-in-link?token=${token}`)
    expect(browser.heading()).toBe('This link does not work')
    expect(browser.text()).toContain('href="/sign-in/mail"')
  })

  test('C053 by a link where a second factor is due: it goes on to that, and nobody is signed in before', async () => {
    const who = await enrol(server)
    await readMailOf(server, who)
    await send(server, 'POST /auth/sign-in-link', { json: { email: who.email } })
    const token = await tokenMailed(server, who.email, 'sign_in_link')
    const browser = browsing(server)
    await browser.open(`/sign-in-link?token=${token}`)
    const half = await browser.press('/sign-in-link')
    expect([half.status, browser.heading(), ...browser.cookies.keys()]).toEqual([
      401,
      'Two-step verification',
      'latchkey-half',
    ])
    // A device stands in for the second factor behind a password alone.
    expect(half.text).not.toContain('trust_device')
    await browser.press('/sign-in/code', { code: codeOf(who.secret) })
    expect(await whoseIs(browser)).toBe(who.full_name)
  })
})

describe('the second factor', () => {
  const half = async (browser: Browsing, who: Account) => {
    await browser.open('/sign-in')
    return browser.press('/sign-in', { username: who.username, password: who.password })
  }

  test('offers the kinds that are due, and takes a recovery code in the same field', async () => {
    const who = await enrol(server)
    const browser = browsing(server)
    const asked = await half(browser, who)
    expect(asked.text).toContain('Six digits from your authenticator app, or a recovery code.')
    expect(asked.text).not.toContain('data-passkey')
    expect(asked.text.match(/one-time-code/g)).toHaveLength(1)
    const wrong = await browser.press('/sign-in/code', { code: '000 000' })
    expect([wrong.status, ...browser.cookies.keys()]).toEqual([400, 'latchkey-half'])
    // It stands beside the field, and the summary leads there.
    expect(wrong.text).toMatch(/<a href="#code">[\s\S]*aria-invalid="true"[\s\S]*id="code-error"/)
    // Whoever has neither goes back, and on to where they were going.
    expect(wrong.text).toContain('<a href="/sign-in">Back to sign-in</a>')
    // What may be shown is still said after a mistake.
    expect(wrong.text).toContain('Six digits from your authenticator app, or a recovery code.')
    expect(wrong.text).toContain('trust_device')
    const empty = await browser.press('/sign-in/code', { code: '' })
    expect([empty.status, browser.heading()]).toEqual([400, 'Two-step verification'])
    await browser.press('/sign-in/code', { code: who.codes[0] ?? '' })
    expect(await whoseIs(browser)).toBe(who.full_name)
  })

  test('is not asked for on a device that is trusted', async () => {
    const who = await enrol(server)
    const browser = browsing(server)
    await half(browser, who)
    await browser.press('/sign-in/code', { code: codeOf(who.secret), trust_device: 'on' })
    expect([...browser.cookies.keys()].toSorted()).toEqual(['latchkey', 'latchkey-device'])
    await browser.ask('POST /sign-out', { form: {} })
    expect(await whoseIs(browser)).toBeUndefined()
    await half(browser, who)
    expect(browser.heading()).toBe(who.full_name)
  })

  test('C053 goes on in the browser alone that began it: what its page holds opens in no other, and at the API', async () => {
    const who = await enrol(server)
    const [browser, tab, thief] = [browsing(server), browsing(server), browsing(server)]
    const { text } = await half(browser, who)
    const stolen = /name="mfa_token" value="([^"]+)"/.exec(text)?.[1] ?? ''
    const code = codeOf(who.secret)
    const form = { mfa_token: stolen, code, next: '', passkeys: '', kinds: 'totp', trust: '' }
    for (const known of [undefined, 'A'.repeat(22)]) {
      if (known !== undefined) thief.cookies.set('latchkey-half', known)
      const answer = await thief.ask('POST /sign-in/code', { form })
      expect([answer.status, await whoseIs(thief)]).toEqual([401, undefined])
      const options = await thief.ask('POST /sign-in/code/options', { form: { mfa_token: stolen } })
      expect(options.status).toBe(401)
    }
    const json = { mfa_token: stolen, kind: 'totp', code }
    expect((await send(server, 'POST /auth/login/mfa', { json })).status).toBe(401)
    // Another tab of the same browser takes nothing away from this one.
    for (const [name, value] of browser.cookies) tab.cookies.set(name, value)
    await half(tab, who)
    await browser.press('/sign-in/code', { code })
    expect([...browser.cookies.keys()]).toEqual(['latchkey'])
    expect(await whoseIs(browser)).toBe(who.full_name)
  })

  test('whose time is over begins again', async () => {
    const browser = browsing(server)
    const form = {
      mfa_token: 'mfa_nobodys',
      code: '123456',
      next: '',
      passkeys: '',
      kinds: 'totp',
      trust: '',
    }
    const answer = await browser.ask('POST /sign-in/code', { form })
    expect([answer.status, browser.heading()]).toEqual([401, 'Sign in'])
  })
})

describe('what is mailed goes on into the account where that is safe', () => {
  test('C023 /forgot answers every address alike; the new password signs in, and the reset does not', async () => {
    const who = await proved()
    const pageOf = async (email: string) => {
      const browser = browsing(server)
      await browser.open('/forgot')
      const { status, text } = await browser.press('/forgot', { email })
      return [status, withoutWhose(text, email)]
    }
    expect(await pageOf(who.email)).toEqual(await pageOf(person().email))
    const token = await tokenMailed(server, who.email, 'reset_password')
    const browser = browsing(server)
    await browser.open(`/reset?token=${token}`)
    const password = 'heron-lantern-51-meadow'
    await browser.press('/reset', { password })
    expect([browser.cookies.size, browser.text().includes('action="/sign-in"')]).toEqual([0, true])
    await browser.open('/sign-in')
    await browser.press('/sign-in', { username: who.email, password })
    expect(browser.heading()).toBe(who.full_name)
  })

  test('C023 whoever lost everything begins the way back, and every address is answered alike', async () => {
    const who = await proved()
    const pageOf = async (email: string) => {
      const browser = browsing(server)
      await browser.open('/forgot')
      expect(browser.text()).toContain('href="/recovery/ask"')
      await browser.open('/recovery/ask')
      const { status, text } = await browser.press('/recovery/ask', { email })
      return [status, withoutWhose(text, email)]
    }
    expect(await pageOf(who.email)).toEqual(await pageOf(person().email))
    const browser = browsing(server)
    await browser.open(`/recovery/begin?token=${await tokenMailed(server, who.email, 'recovery_link')}`)
    await browser.press('/recovery/begin')
    const own = await send(server, 'GET /users/me/recovery', { token: who.token })
    expect(own.json).toMatchObject({ is_under_way: true })
  })

  test('C069 an address that is proved signs nobody in', async () => {
    const who = await join(server)
    const browser = browsing(server)
    await browser.open(`/verify?token=${await tokenMailed(server, who.email, 'verify_email')}`)
    await browser.press('/verify')
    expect(browser.text()).toContain('href="/account"')
    expect([browser.cookies.size, await whoseIs(browser)]).toEqual([0, undefined])
  })

  test('an invitation ends in the account', async () => {
    const { email } = person()
    const invited = await send(server, 'POST /invitations', { token: admin.token, json: { email } })
    expect(invited.status).toBe(200)
    const browser = browsing(server)
    await browser.open(`/invitation?token=${await tokenMailed(server, email, 'invitation')}`)
    const { email: _, ...typed } = person()
    await browser.press('/invitation', typed)
    expect(browser.text()).toContain('href="/account"')
    expect(await whoseIs(browser)).toBe(typed.full_name)
  })

  test('C048 an invitation that is accepted where somebody else is signed in signs them out', async () => {
    const [who, { email, ...typed }] = [await join(server), person()]
    const browser = browsing(server)
    const { username, password } = who
    await browser.ask('POST /sign-in', { form: { username, password } })
    const before = browser.cookies.get('latchkey')
    await send(server, 'POST /invitations', { token: admin.token, json: { email } })
    await browser.open(`/invitation?token=${await tokenMailed(server, email, 'invitation')}`)
    await browser.press('/invitation', typed)
    expect(await whoseIs(browser)).toBe(typed.full_name)
    const headers = { cookie: `latchkey=${before}` }
    expect((await send(server, 'GET /account', { headers })).status).toBe(303)
    expect(itemsOf(await send(server, 'GET /sessions', { token: who.token }))).toHaveLength(1)
  })
})

describe('in the language of the browser', () => {
  test.each(['de', 'es', 'fr', 'ja', 'ar'])('%p, in its direction', async (language) => {
    const browser = browsing(server, { 'accept-language': language })
    for (const path of [
      '/sign-in',
      '/sign-in/mail',
      '/sign-in-link',
      '/sign-up',
      '/forgot',
      '/recovery/ask',
    ]) {
      const { text } = await browser.open(path)
      expect(text).toContain(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`)
    }
  })
})

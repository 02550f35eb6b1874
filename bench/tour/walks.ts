import { withPage } from '../../test/browser/chromium.ts'
import { withDevice } from '../../test/browser/device.ts'
import { type Account, join, type Person, signIn } from '../../test/support/accounts.ts'
import { send, type Target } from '../../test/support/http.ts'
import { mailsTo, tokenMailed } from '../../test/support/mailbox.ts'
import { cookieOf } from '../pages/places.ts'
import { bringCookie } from '../pages/sight.ts'
import { type Walked, Walker } from './walker.ts'

/** One way through the pages, as somebody new goes it. */
export interface Walk {
  readonly name: string
  /** Where a script is there, and where none is. */
  readonly hasScript: boolean
  walk(target: Target): Promise<Walked>
}

/** As long as those that people have. */
const PASSWORD = 'lantern meadow 51'
const NEXT_PASSWORD = 'quarry heron 7 moss'
let made = 0
/** Names of one length, so that the keys of one walk are those of the next. */
function somebody(): Person {
  made += 1
  const name = `ada.l${String(made).padStart(3, '0')}`
  return { username: name, email: `${name}@example.org`, full_name: 'Ada Lovelace', password: PASSWORD }
}

/** Whose address is proved. */
async function known(target: Target): Promise<Account> {
  const who = await join(target, somebody())
  const token = await tokenMailed(target, who.email, 'verify_email')
  await send(target, 'POST /auth/verify-email', { json: { token } })
  return who
}

const OPTIONS = { locale: 'en', viewport: { width: 1280, height: 800 } }

async function walking(hasScript: boolean, go: (walker: Walker) => Promise<void>): Promise<Walked> {
  return withPage({ ...OPTIONS, javaScriptEnabled: hasScript }, async ({ page }) => {
    const walker = new Walker(page, { hasScript })
    await go(walker)
    await page.locator('form[action="/sign-out"] button').waitFor()
    return walker.walked
  })
}

async function tryToSignIn(walker: Walker, { url }: Target, email: string, password: string): Promise<void> {
  await walker.begin(`${url}/sign-in`)
  await walker.type('username', email)
  await walker.type('password', password)
  await walker.press('/sign-in')
}

const signingUp = (hasScript: boolean): Walk => ({
  name: 'sign up',
  hasScript,
  walk: ({ url }) =>
    walking(hasScript, async (walker) => {
      const who = somebody()
      await walker.begin(`${url}/sign-up`)
      await walker.type('email', who.email)
      await walker.type('password', who.password)
      await walker.press('/sign-up')
    }),
})

const signingIn = (hasScript: boolean): Walk => ({
  name: 'sign in',
  hasScript,
  walk: async (target) => {
    const who = await known(target)
    return walking(hasScript, (walker) => tryToSignIn(walker, target, who.email, who.password))
  },
})

const forgetting = (hasScript: boolean): Walk => ({
  name: 'forgot the password',
  hasScript,
  walk: async (target) => {
    const who = await known(target)
    return walking(hasScript, async (walker) => {
      await tryToSignIn(walker, target, who.email, 'not this one 1')
      await walker.press('/forgot')
      const [mail] = await mailsTo(target, who.email, 'reset_password')
      await walker.follow(mail?.link ?? '')
      await walker.type('password', NEXT_PASSWORD)
      await walker.press('/reset')
      await walker.type('password', NEXT_PASSWORD)
      await walker.press('/sign-in')
    })
  },
})

const addingPasskey: Walk = {
  name: 'add a passkey',
  hasScript: true,
  async walk(target) {
    const who = await join(target, somebody())
    let walked: Walked | undefined
    await withDevice(async ({ page }) => {
      const cookie = await cookieOf(target, who)
      await bringCookie(page, { name: '', isOwn: true, url: target.url, cookie })
      const walker = new Walker(page, { hasScript: true })
      await walker.begin(`${target.url}/account`)
      await walker.press('/account/passkeys')
      await walker.press('/account/passkeys/new')
      walker.touch()
      await page.getByRole('heading').first().waitFor()
      walked = walker.walked
    })
    if (!walked) throw new Error('nobody walked')
    return walked
  },
}

const endingSession = (hasScript: boolean): Walk => ({
  name: 'end a session',
  hasScript,
  async walk(target) {
    const who = await join(target, somebody())
    await signIn(target, who)
    const cookie = await cookieOf(target, who)
    return walking(hasScript, async (walker) => {
      await bringCookie(walker.page, { name: '', isOwn: true, url: target.url, cookie })
      await walker.begin(`${target.url}/account`)
      await walker.press('/account/sessions')
      // The newest is this one.
      await walker.press('/account/sessions/end', 'last')
    })
  },
})

export const walks: readonly Walk[] = [
  ...[true, false].flatMap((hasScript) => [
    signingUp(hasScript),
    signingIn(hasScript),
    forgetting(hasScript),
    endingSession(hasScript),
  ]),
  addingPasskey,
]

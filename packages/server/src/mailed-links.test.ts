// C069: every link that a mail has leads to a page, which changes nothing when it is opened, needs no script, and does by one press
// what the mail says. A template without such a page fails here.

import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { eventually } from '../../../test/support/eventually.ts'
import { type InProcess, openInProcess } from '../../../test/support/in-process.ts'
import { codeOf } from '../../../test/support/second-factors.ts'
import { linkOf } from './mail/compose.ts'
import { type Template, type TemplateName, templateNames } from './mail/letter.ts'
import { samples } from './mail/samples.ts'

const HOUR_MS = 3_600_000
const WAIT_MS = 168 * HOUR_MS
const PASSWORD = 'heron-lantern-51-meadow'
const CHOSEN = 'violet-tramway-77-canyon'

interface Person {
  readonly id: number
  readonly email: string
  readonly token: string
}

interface Walk {
  /** Has it mailed. */
  bring(world: InProcess, owner: Person): Promise<unknown>
  /** What the page says that the link opens. */
  readonly opens: string
  /** What people fill in besides what the link has. */
  readonly fields?: Record<string, string>
  /** Of a server that is set so. */
  readonly isPrivate?: true
  /** What it says once the button was pressed. */
  readonly done: string
  /** Where it leads on to instead. */
  readonly goesTo?: string
}

const proof = { username: 'owner', password: PASSWORD, code: '' }

async function register(world: InProcess, username: string): Promise<Person> {
  const email = `${username}@example.org`
  const json = { username, email, full_name: username, password: PASSWORD }
  const { status, json: user } = await world.ask('POST /auth/register', { json })
  if (status === 202) {
    const confirmed = { token: await tokenOf(world, 'register_link'), password: PASSWORD }
    await world.ask('POST /auth/register/confirm', { json: confirmed })
  }
  const { json: session } = await world.ask('POST /auth/login', { json: { username, password: PASSWORD } })
  return { id: Number(user['id']), email, token: String(session['access_token']) }
}
const ask = (path: string) => (world: InProcess, owner: Person) =>
  world.ask(`POST ${path}`, { json: { email: owner.email } })
const tokenOf = async (world: InProcess, template: TemplateName) =>
  new URL(await linkMailed(world, template)).searchParams.get('token') ?? ''
async function beginRecovery(world: InProcess, { email }: Person): Promise<void> {
  await world.ask('POST /auth/recovery', { json: { email } })
  await world.ask('POST /auth/recovery/begin', { json: { token: await tokenOf(world, 'recovery_link') } })
}

/** The page of a link that a feature begins to send comes with it: until then there is nowhere to lead to. */
const walks: Record<TemplateName, Walk | 'has no link' | 'is not sent'> = {
  verify_email: {
    bring: async () => undefined,
    opens: 'Confirm your email address',
    done: 'Your email address is confirmed',
  },
  address_changed: {
    bring: (world, { id, token }) =>
      world.ask(`PUT /users/${id}`, { token, json: { email: 'new@example.org' } }),
    opens: 'Keep your email address',
    done: 'Your address is back',
  },
  reset_password: {
    bring: ask('/auth/forgot-password'),
    opens: 'Choose a new password',
    fields: { password: CHOSEN },
    done: 'Your password was changed',
  },
  release_address: {
    async bring(world, { id, token }) {
      const json = { email: 'new@example.org' }
      await world.ask(`PUT /users/${id}`, { token, json })
      await world.ask('POST /auth/forgot-password', { json })
    },
    opens: 'Free up your email address',
    done: 'Your address is free',
  },
  sign_in_link: {
    bring: ask('/auth/sign-in-link'),
    opens: 'Sign in with this link',
    done: '',
    goesTo: '/account',
  },
  first_password: {
    bring: (world, { token }) =>
      world.ask('POST /users', {
        token,
        json: { username: 'robin', email: 'robin@example.org', full_name: 'Robin' },
      }),
    opens: 'Choose a new password',
    fields: { password: CHOSEN },
    done: 'Your password was changed',
  },
  sign_in_code: 'has no link',
  invitation: {
    bring: (world, { token }) =>
      world.ask('POST /invitations', { token, json: { email: 'robin@example.org' } }),
    opens: 'Create your account',
    fields: { username: 'robin', full_name: 'Robin', password: CHOSEN },
    done: 'Your account is ready',
  },
  register_link: {
    isPrivate: true,
    async bring(world) {
      const email = 'robin@example.org'
      await world.ask('POST /auth/register', {
        json: { username: 'robin', email, full_name: 'Robin', password: PASSWORD },
      })
      // The one after the owner's.
      await eventually('the mail', async () => {
        const mails = await world.rows(`select id from mails where template = 'register_link'`)
        return mails.length === 2 ? true : undefined
      })
    },
    opens: 'Finish creating your account',
    fields: { password: PASSWORD },
    done: 'Your account is ready',
  },
  already_registered: {
    isPrivate: true,
    bring: (world, { email }) =>
      world.ask('POST /auth/register', {
        json: { username: 'robin', email, full_name: 'Robin', password: PASSWORD },
      }),
    opens: 'Choose a new password',
    fields: { password: CHOSEN },
    done: 'Your password was changed',
  },
  username_taken: 'has no link',
  notice: {
    bring: (world, { token }) =>
      world.ask('POST /api-keys', { token, json: { name: 'K', scopes: ['self:read'] } }),
    opens: 'Was this not you?',
    done: 'Everyone is signed out',
  },
  recovery_link: {
    bring: ask('/auth/recovery'),
    opens: 'Recover your account',
    done: 'Your recovery has started',
  },
  recovery_started: {
    bring: beginRecovery,
    opens: 'Someone wants to recover your account',
    done: 'The recovery is paused for 72 hours',
  },
  recovery_ready: {
    async bring(world, owner) {
      await beginRecovery(world, owner)
      world.time.now += WAIT_MS
      await world.app.sweep()
    },
    opens: 'Get your account back',
    fields: { password: CHOSEN, current_password: PASSWORD },
    done: 'Your account is yours again',
  },
  contact_asked: {
    async bring(world, owner) {
      // The one who is asked is the owner; whoever is lost is somebody else.
      const lost = await register(world, 'lost')
      await world.change('update user_emails set verified_at = 1')
      await world.change(
        `insert into trusted_contacts (user_id, contact_id, created_at) values (${lost.id}, ${owner.id}, 0)`,
      )
      await beginRecovery(world, lost)
    },
    opens: 'Confirm that it is them',
    fields: proof,
    done: 'You have confirmed that it is them',
  },
  factor_removal_waiting: 'is not sent',
}

async function linkMailed(world: InProcess, template: TemplateName): Promise<string> {
  // Whoever asks is answered first, and the mail is made then.
  const { data } = await eventually(`a ${template}`, () => world.mailed(template))
  return linkOf({ kind: template, ...data } as Template) ?? ''
}

const headingOf = (text: string): string => /<h1>(.*?)<\/h1>/.exec(text)?.[1] ?? ''
/** What the page itself sends back. */
const hidden = (text: string): Record<string, string> => {
  const [, name = '', value = ''] = /<input type="hidden" name="(\w+)" value="([^"]*)">/.exec(text) ?? []
  return { [name]: value }
}
/** Requests are for programs; whoever reads a page is told what to do. */
const forPrograms =
  /<script(?! type="module" src="\/assets\/pages\.)|\b(?:GET|POST|PUT|DELETE) \/|\bundefined\b|\d{4}-\d\d-\d\dT[^"]*</

const walked = templateNames.flatMap((name) => {
  const walk = walks[name]
  return typeof walk === 'string' ? [] : [[name, walk] as const]
})

describe('C069 the link of a mail', () => {
  let world: InProcess
  let owner: Person
  const begin = async ({ isPrivate }: Walk) => {
    if (!isPrivate) return
    await world.close()
    world = await openInProcess({ env: { LOG_LEVEL: 'error', LATCHKEY_REGISTRATION: 'private' } })
    owner = await register(world, 'owner')
  }
  beforeEach(async () => {
    world = await openInProcess({ env: { LOG_LEVEL: 'error' } })
    owner = await register(world, 'owner')
  })
  afterEach(() => world.close())

  /** All that is kept, but for what is written behind everybody's back. */
  const everything = async () => {
    const tables = await world.rows<{ name: string }>(
      `select name from sqlite_master where type = 'table' and name not like 'audit%' and name not like 'sqlite%' order by name`,
    )
    return Promise.all(tables.map(async ({ name }) => [name, await world.rows(`select * from ${name}`)]))
  }

  test.each(walked)(
    '%s opens a page that changes nothing, and does what it says by one press',
    async (name, walk) => {
      await begin(walk)
      if (name !== 'verify_email') await world.change('update user_emails set verified_at = 1')
      await walk.bring(world, owner)
      const { pathname, search } = new URL(await linkMailed(world, name))
      const before = await everything()
      for (let again = 0; again < 3; again++) {
        const opened = await world.ask(`GET ${pathname}${search}`)
        expect([opened.status, headingOf(opened.text)]).toEqual([200, walk.opens])
        expect(opened.text).toContain(`<form method="post" action="${pathname}" novalidate>`)
        expect(opened.text).not.toMatch(forPrograms)
        expect(opened.headers.get('content-security-policy')).toStartWith(
          "default-src 'none'; style-src 'nonce-",
        )
        expect(opened.headers.get('cache-control')).toBe('no-store')
      }
      expect(await everything()).toEqual(before)
      const form = { ...hidden((await world.ask(`GET ${pathname}${search}`)).text), ...walk.fields }
      const done = await world.ask(`POST ${pathname}`, { form })
      if (walk.goesTo !== undefined)
        expect([done.status, done.headers.get('location')]).toEqual([303, walk.goesTo])
      else expect([done.status, headingOf(done.text)]).toEqual([200, walk.done])
      expect(done.text).not.toMatch(forPrograms)
      expect(await everything()).not.toEqual(before)
    },
  )

  test.each(walked.filter(([name]) => name !== 'contact_asked'))(
    '%s says so where its token is wrong',
    async (name, walk) => {
      await begin(walk)
      await world.change('update user_emails set verified_at = 1')
      if (name === 'verify_email') await world.change('update user_emails set verified_at = null')
      await walk.bring(world, owner)
      const { pathname } = new URL(await linkMailed(world, name))
      const before = await everything()
      const form = { token: 'A'.repeat(43), ...walk.fields }
      for (const answer of [
        await world.ask(`GET ${pathname}?token=${'A'.repeat(43)}`),
        await world.ask(`POST ${pathname}`, { form }),
      ]) {
        expect([answer.status, headingOf(answer.text)]).toEqual([
          400,
          expect.stringMatching(/^This (?:link|invitation) does not work$/),
        ])
        expect(answer.text).not.toMatch(forPrograms)
      }
      expect((await everything()).filter(([table]) => table !== 'guard_attempts')).toEqual(
        before.filter(([table]) => table !== 'guard_attempts'),
      )
    },
  )

  test('recovery_link shows how far it is to whoever asks again, and begins what administrators opened', async () => {
    await world.change('update user_emails set verified_at = 1')
    const open = async () => world.ask(`GET /recovery/begin?token=${await tokenOf(world, 'recovery_link')}`)
    const admin = owner.token
    const lost = await register(world, 'lost')
    await world.change('update user_emails set verified_at = 1')
    await world.ask(`POST /users/${lost.id}/recovery/approve`, { token: admin })
    await world.ask('POST /auth/recovery', { json: { email: lost.email } })
    expect((await open()).text).toContain('<form')
    await world.ask('POST /recovery/begin', { form: { token: await tokenOf(world, 'recovery_link') } })
    // The same mail is not made twice in a minute.
    world.time.now += HOUR_MS
    await world.ask('POST /auth/recovery', { json: { email: lost.email } })
    await eventually('the next one', async () =>
      (await world.mailed('recovery_link'))?.at === world.time.now ? true : undefined,
    )
    const { status, text } = await open()
    expect([status, headingOf(text), text.includes('<form')]).toEqual([
      200,
      'Your recovery is in progress',
      false,
    ])
    expect(text).toContain('An administrator of this server has confirmed that it is you.')
    expect(text).not.toMatch(forPrograms)
  })

  test('sign_in_link of an account with a second factor says where it goes on', async () => {
    await world.change('update user_emails set verified_at = 1')
    const { token } = owner
    const { json } = await world.ask('POST /users/me/factors/totp', { token })
    const code = codeOf(String(json['secret']), 0, world.time.now)
    await world.ask('POST /users/me/factors/totp/confirm', { token, json: { code } })
    await ask('/auth/sign-in-link')(world, owner)
    const form = { token: await tokenOf(world, 'sign_in_link') }
    const { status, text } = await world.ask('POST /sign-in-link', { form })
    expect([status, headingOf(text)]).toEqual([401, 'Two-step verification'])
    expect(text).not.toMatch(forPrograms)
  })

  test.each(walked)('%s leads where its preview says', async (name, walk) => {
    await begin(walk)
    if (name !== 'verify_email') await world.change('update user_emails set verified_at = 1')
    await walk.bring(world, owner)
    const shape = (url: string | undefined) => {
      const { pathname, searchParams } = new URL(url ?? '')
      return [pathname, [...searchParams.keys()]]
    }
    const sample = { kind: name, ...samples('https://id.example.com', 0)[name] } as Template
    expect(shape(linkOf(sample))).toEqual(shape(await linkMailed(world, name)))
  })
})

test('C069 what no feature sends has no page yet, and everything else has', () => {
  const folder = join(import.meta.dirname, 'features')
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
  const sent = templateNames.filter((name) => sources.some((text) => text.includes(`kind: '${name}'`)))
  expect(sent).toEqual(templateNames.filter((name) => walks[name] !== 'is not sent'))
})

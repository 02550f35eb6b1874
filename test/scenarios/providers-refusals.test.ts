// C103: whoever a provider's answer does not let in is in the book of record, as whoever types a wrong password is.
import { beforeEach, describe, expect, test } from 'bun:test'
import { type Account, login, person, register } from '../support/accounts.ts'
import { auditOf, type Entry, factOf } from '../support/audit.ts'
import { eventually } from '../support/eventually.ts'
import { type Seen, Visitor } from '../support/far-visitor.ts'
import { fieldsOf, send, textOf } from '../support/http.ts'
import type { OpenIdProvider } from '../support/openid-provider.ts'
import { baseOf, signInWith, toProvider } from '../support/providers.ts'
import { enrol } from '../support/second-factors.ts'
import { useServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'
import { useProvider } from '../support/use-provider.ts'

const server = useServer({ dev: true, env: unthrottled })
const offered = useProvider(server)
const { provider } = offered
let people = 0
beforeEach(() => {
  people += 1
  provider.person = { sub: `refused-${people}`, email: `refused${people}@example.org`, email_verified: true }
  provider.crooked = {}
})

const isBack = (next: string): boolean => next.includes('/sign-in/callback/')

/** What the book says of the request that was answered so. */
async function entryOf({ headers }: Seen): Promise<Entry> {
  const id = headers.get('x-request-id')
  return eventually(`an entry of ${String(id)}`, async () =>
    (await auditOf(server, offered.admin.token)).find(
      ({ outcome, request_id }) => outcome === 'refused' && request_id === id,
    ),
  )
}
const told = (entry: Entry) => [
  entry.action,
  factOf(entry, 'error'),
  factOf(entry, 'cause'),
  factOf(entry, 'provider'),
]

async function signedIn(): Promise<{ visitor: Visitor; id: unknown; token: string }> {
  const who = { ...person(), email: `refused${people}@example.org` }
  const { username, password } = who
  const made = await register(server, who)
  const visitor = new Visitor()
  await visitor.ask(`${baseOf(server)}/sign-in`, { username, password })
  const token = textOf(await login(server, username, password), 'access_token')
  return { visitor, id: fieldsOf(made).id, token }
}

describe('a refused sign-in', () => {
  const wrong: Record<string, [OpenIdProvider['crooked'], string, string]> = {
    'that was not agreed to': [
      { answer: { error: 'access_denied', code: '' } },
      'provider_refused',
      'provider_cancelled',
    ],
    'that the provider failed at': [
      { answer: { error: 'server_error', code: '' } },
      'provider_refused',
      'provider_answer_not_valid',
    ],
    'by a wrong nonce': [{ claims: { nonce: 'another' } }, 'provider_refused', 'provider_answer_not_valid'],
    'by a provider that hangs up': [
      { token: (response) => response.destroy() },
      'provider_unavailable',
      'provider_unavailable',
    ],
  }
  test.each(Object.keys(wrong))('%s', async (name) => {
    const [crooked, error, cause] = wrong[name] ?? [{}, '', '']
    provider.crooked = crooked
    const entry = await entryOf((await signInWith(server)).seen)
    expect(told(entry)).toEqual(['session.refused', error, cause, 'oidc'])
    expect(entry.actor_id).toBeNull()
  })

  test('in another browser, and at a provider that there is not, whose name is anybody’s', async () => {
    const [back] = await toProvider(server)
    const entry = await entryOf(await new Visitor().ask(back))
    expect(told(entry)).toEqual(['session.refused', 'provider_refused', 'provider_state_not_valid', 'oidc'])
    const other = await entryOf(await new Visitor().ask(back.replace('/oidc?', '/ada.lovelace?')))
    expect(factOf(other, 'provider')).toBeUndefined()
    expect(JSON.stringify(other)).not.toContain('lovelace')
  })

  test('with an address that is not proved: nothing of it is kept in the open', async () => {
    await signedIn()
    provider.person = { ...provider.person, email_verified: false }
    const entry = await entryOf((await signInWith(server)).seen)
    expect(told(entry)).toEqual([
      'session.refused',
      'address_not_proved',
      'provider_address_not_proved',
      'oidc',
    ])
    expect(JSON.stringify(entry)).not.toContain(`refused${people}@`)
  })

  test('of a disabled account, and of one that shows a second factor next, is about that account', async () => {
    const { visitor, id, token } = await signedIn()
    await visitor.go(`${baseOf(server)}/account/identities/link`, { provider: 'oidc' })
    await enrol(server, { token } as Account)
    const due = await entryOf((await signInWith(server)).seen)
    expect([...told(due).slice(0, 2), due.subject_id]).toEqual(['session.refused', 'mfa_required', id])
    await send(server, `POST /users/${String(id)}/disable`, { token: offered.admin.token })
    const disabled = await entryOf((await signInWith(server)).seen)
    expect([...told(disabled), disabled.subject_id]).toEqual([
      ...['session.refused', 'account_disabled', 'account_disabled', 'oidc'],
      id,
    ])
  })
})

test('a refused link and a refused proof are told as what they were to be, and of whom', async () => {
  const first = await signedIn()
  await first.visitor.go(`${baseOf(server)}/account/identities/link`, { provider: 'oidc' })
  people += 1
  const { visitor, id } = await signedIn()
  const taken = await entryOf(
    await visitor.go(`${baseOf(server)}/account/identities/link`, { provider: 'oidc' }),
  )
  expect([...told(taken), taken.subject_id]).toEqual([
    ...['identity.linked', 'identity_taken', 'identity_of_another', 'oidc'],
    id,
  ])
  await visitor.go(`${baseOf(server)}/account/prove/with`, { provider: 'oidc' }, isBack)
  const foreign = await entryOf(await visitor.ask(visitor.way.at(-1) ?? ''))
  expect([...told(foreign), foreign.subject_id]).toEqual([
    ...['session.proved', 'provider_refused', 'identity_not_linked', 'oidc'],
    id,
  ])
})

describe('LATCHKEY_REGISTRATION', () => {
  test.each<[string, string]>([
    ['closed', 'registration_closed'],
    ['invite', 'registration_by_invitation'],
  ])('%s: whoever is nobody yet is in the book', async (mode, cause) => {
    await server.restart({ dev: true, env: { ...unthrottled, LATCHKEY_REGISTRATION: mode } })
    const entry = await entryOf((await signInWith(server)).seen)
    expect(told(entry)).toEqual(['session.refused', 'registration_closed', cause, 'oidc'])
  })
})

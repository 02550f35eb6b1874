// What the script of the account's pages sends, by an authenticator of the test's own: adding a passkey, and proving by one.
import { beforeAll, expect, test } from 'bun:test'
import { join } from '../support/accounts.ts'
import { Authenticator } from '../support/authenticator.ts'
import { itemsOf, send } from '../support/http.ts'
import { originOf } from '../support/second-factors.ts'
import { useServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'
import { keptIn, type Visitor, visitorOf } from '../support/visitor.ts'

const server = useServer({ dev: true, env: { ...unthrottled } })
beforeAll(async () => {
  await join(server)
})

/** The options of a ceremony, as the script asks a page for them. */
async function begin(visitor: Visitor, path: string) {
  const { text } = await visitor.post(path)
  return JSON.parse(text) as { ceremony: string; options: Parameters<Authenticator['create']>[0] }
}

test('a passkey is added with recovery codes shown once, renamed and removed; nobody else’s ceremony proves anything', async () => {
  const user = await join(server)
  const { token } = user
  const visitor = await visitorOf(server, user)
  const passkeys = async () => itemsOf(await send(server, 'GET /users/me/passkeys', { token }))
  const authenticator = new Authenticator(originOf(server))

  const { ceremony, options } = await begin(visitor, '/account/passkeys/options')
  const passkey = JSON.stringify({ ceremony, response: authenticator.create(options) })
  const before = visitor.header
  const added = await visitor.follow(await visitor.post('/account/passkeys/add', { name: 'Laptop', passkey }))
  expect(added.text.match(/<li><code>/g)).toHaveLength(10)
  // C048: the session is one of two factors from now on.
  expect(visitor.header).not.toBe(before)
  const [made] = await passkeys()
  const passkey_id = String(made?.id)

  const renamed = await visitor.post('/account/passkeys/rename', { passkey_id, name: 'Old laptop' })
  expect(renamed.location).toBe('/account/passkeys?done=renamed')
  expect((await passkeys())[0]?.name).toBe('Old laptop')
  const wrong = await visitor.post('/account/passkeys/rename', { passkey_id, name: 'x'.repeat(101) })
  expect([wrong.status, wrong.text.includes(`id="${passkey_id}-name-error"`)]).toEqual([400, true])

  // A proof is of this session and of one of its passkeys.
  const asked = await visitor.post('/account/delete', { username: user.username })
  expect(asked.text).toContain('data-passkey="use" data-options="/account/prove/options"')
  const proof = await begin(visitor, '/account/prove/options')
  const foreign = await begin(await visitorOf(server, await join(server)), '/account/prove/options')
  const stolen = JSON.stringify({ ceremony: foreign.ceremony, response: authenticator.get(foreign.options) })
  expect((await visitor.post('/account/prove', { ...keptIn(asked.text), passkey: stolen })).status).toBe(400)
  expect(await passkeys()).toHaveLength(1)

  expect((await visitor.post('/account/passkeys/remove', { passkey_id })).location).toBe(
    '/account/passkeys?done=removed',
  )
  expect(await passkeys()).toEqual([])
  const late = JSON.stringify({ ceremony: proof.ceremony, response: authenticator.get(proof.options) })
  expect((await visitor.post('/account/prove', { next: '/account', passkey: late })).status).toBe(400)
})

test('a passkey that knows its owner proves alone, and the deed that waited is done', async () => {
  const user = await join(server)
  const visitor = await visitorOf(server, user)
  const authenticator = new Authenticator(originOf(server))
  const { ceremony, options } = await begin(visitor, '/account/passkeys/options')
  const passkey = JSON.stringify({ ceremony, response: authenticator.create(options) })
  await visitor.post('/account/passkeys/add', { name: 'Laptop', passkey })
  const asked = await visitor.post('/account/delete', { username: user.username })
  const proof = await begin(visitor, '/account/prove/options')
  const shown = JSON.stringify({ ceremony: proof.ceremony, response: authenticator.get(proof.options) })
  const done = await visitor.post('/account/prove', { ...keptIn(asked.text), passkey: shown })
  expect([done.status, visitor.cookies.size]).toEqual([200, 0])
  expect((await send(server, 'GET /users/me', { token: user.token })).status).toBe(401)
})

// What somebody who found an API key makes of it: rights that outlive the key, or are above its scopes.
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, join, login, setRoles } from '../support/accounts.ts'
import { askForKey, makeKey } from '../support/api-keys.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { fieldsOf, send } from '../support/http.ts'
import { resetPassword, resetToken } from '../support/reset-links.ts'
import { useServer } from '../support/server.ts'

const server = useServer({ dev: true })
let admin: Account
beforeAll(async () => {
  admin = await join(server)
})

const CHOSEN = 'harbour lantern orchid'
const signsInBy = async ({ username }: Account, password: string) =>
  (await login(server, username, password)).status === 200

describe('C039 C060 C063 a reset link that was made by an API key', () => {
  test('is worth what the key may do when it is used, not what its owner may', async () => {
    const { key } = await makeKey(server, admin, 'users:recover')
    const [promoted, same] = [await join(server), await join(server)]
    const [above, within] = [
      await resetToken(server, { token: key }, promoted.id),
      await resetToken(server, { token: key }, same.id),
    ]
    await setRoles(server, admin, promoted.id, ['user', 'admin'])
    expectRefusal(await resetPassword(server, above, CHOSEN), 400, 'invalid_reset_token')
    expect([await signsInBy(promoted, CHOSEN), await signsInBy(promoted, promoted.password)]).toEqual([
      false,
      true,
    ])
    expect((await resetPassword(server, within, CHOSEN)).status).toBe(200)
    expect(await signsInBy(same, CHOSEN)).toBe(true)
    await setRoles(server, admin, promoted.id, ['user'])
  })

  test('ends with the key, and no other link does', async () => {
    const found = await makeKey(server, admin, 'users:recover')
    const other = await makeKey(server, admin, 'users:recover')
    const [first, second, third] = [await join(server), await join(server), await join(server)]
    const byFound = await resetToken(server, { token: found.key }, first.id)
    const byOther = await resetToken(server, { token: other.key }, second.id)
    const bySession = await resetToken(server, admin, third.id)
    const revoked = await send(server, `DELETE /api-keys/${found.id}`, { token: admin.token })
    expect(revoked.status).toBe(200)
    expectRefusal(await resetPassword(server, byFound, CHOSEN), 400, 'invalid_reset_token')
    expect(await signsInBy(first, CHOSEN)).toBe(false)
    for (const token of [byOther, bySession])
      expect((await resetPassword(server, token, CHOSEN)).status).toBe(200)
  })

  test('in place of one that a session made is the key’s, and the other way round', async () => {
    const { id, key } = await makeKey(server, admin, 'users:recover')
    const who = await join(server)
    const bySession = await resetToken(server, admin, who.id)
    await resetToken(server, { token: key }, who.id)
    expectRefusal(await resetPassword(server, bySession, CHOSEN), 400, 'invalid_reset_token')
    const last = await resetToken(server, admin, who.id)
    await send(server, `DELETE /api-keys/${id}`, { token: admin.token })
    expect((await resetPassword(server, last, CHOSEN)).status).toBe(200)
  })
})

test.each([
  [{ expires_in_days: 0 }, 'expires_in_days must be 1 or more.'],
  [{ expires_in_days: 3_651 }, 'expires_in_days must be 3650 or less.'],
  [
    { scopes: ['everything'] },
    'scopes.0 may have only small letters, digits, "_" and "-" around one ":", such as users:read.',
  ],
])('a key of %p is refused with words that say what it may have', async (more, detail) => {
  const answer = await askForKey(server, admin.token, ['self:read'], more)
  expectRefusal(answer, 400, 'validation_failed')
  expect(fieldsOf(answer).detail).toBe(detail)
})

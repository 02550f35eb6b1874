import { describe, expect, test } from 'bun:test'
import { everyDatabase } from '../../../../../test/support/every-database.ts'
import { acceptedAtOnce, revokedMeanwhile } from '../../../../../test/support/invitation-races.ts'
import { ADMIN, HELPER, invitationsOn } from '../../../../../test/support/invitations-on.ts'

const DAY_MS = 86_400_000
const NOT = 'invalid_invitation'

everyDatabase((database) => {
  describe('an invitation', () => {
    test('is good once, and looking at it spends nothing', async () => {
      const on = await invitationsOn(database)
      const { token } = await on.invite()
      for (let again = 0; again < 3; again++) expect(await on.look(token)).toBe('accepted')
      expect(await on.accept(token)).toEqual({ roles: ['user'], isAddressProved: false })
      expect([await on.look(token), await on.accept(token)]).toEqual([NOT, NOT])
      expect(await database.rows('select id from invitations')).toEqual([])
    })

    test('is stored as something else', async () => {
      const on = await invitationsOn(database)
      const { token } = await on.invite({ idempotencyKey: 'again' })
      const rows = await Promise.all(
        ['invitations', 'idempotency_keys'].map((table) => database.rows(`select * from ${table}`)),
      )
      expect(rows.map(({ length }) => length)).toEqual([1, 1])
      expect(JSON.stringify(rows)).not.toContain(token)
    })

    test('is asked for again with its key: the same link, and no second one', async () => {
      const on = await invitationsOn(database)
      const first = await on.invite({ idempotencyKey: 'again' })
      expect(await on.invite({ idempotencyKey: 'again' })).toEqual(first)
      expect(await on.accept(first.token)).toMatchObject({ roles: ['user'] })
    })

    test('proves the address if it was mailed', async () => {
      const on = await invitationsOn(database)
      await on.invite({ link: false })
      expect(on.mailed).toHaveLength(1)
      expect(await on.accept(on.mailed[0] ?? '')).toEqual({ roles: ['user'], isAddressProved: true })
    })

    test('C063 gives way to a newer one of its address, however that is spelled', async () => {
      const on = await invitationsOn(database)
      const older = await on.invite()
      const newer = await on.invite({ email: 'Grace@Example.org' })
      expect(await on.accept(older.token)).toBe(NOT)
      expect(await on.accept(newer.token)).toMatchObject({ roles: ['user'] })
    })

    test('V51 is over after seven days, and what is swept is what is over', async () => {
      const on = await invitationsOn(database)
      const { token } = await on.invite()
      on.time.now += 7 * DAY_MS - 1
      expect(await on.look(token)).toBe('accepted')
      const other = await on.invite({ email: 'other@example.org' })
      on.time.now += 1
      expect([await on.look(token), await on.accept(token)]).toEqual([NOT, NOT])
      await on.feature.sweep()
      expect(await database.rows('select id from invitations')).toEqual([{ id: other.id }])
    })

    test('V30 is of one address', async () => {
      const on = await invitationsOn(database)
      const { token } = await on.invite()
      expect(await on.accept(token, 'eve@example.org')).toBe('validation_failed')
      expect(await on.accept(token, 'GRACE@example.org')).toMatchObject({ roles: ['user'] })
    })

    test('is not spent by a transaction that fails', async () => {
      const on = await invitationsOn(database)
      const { token } = await on.invite()
      const failed = database.storage.write(async (tx) => {
        await on.feature.acceptance(token, 'grace@example.org').spend(tx)
        throw new Error('the username was taken')
      })
      await expect(failed).rejects.toThrow('the username was taken')
      expect(await on.accept(token)).toMatchObject({ roles: ['user'] })
    })

    test.each<[string, string]>([
      ['was disabled', `update users set disabled_at = 5 where id = ${HELPER}`],
      ['lost the role', `delete from user_roles where user_id = ${HELPER}`],
      ['was deleted', `delete from users where id = ${HELPER}`],
    ])('C039 C040 of whoever %s meanwhile does nothing', async (_, sql) => {
      const on = await invitationsOn(database)
      const { token } = await on.invite({ by: HELPER })
      expect(await on.look(token)).toBe('accepted')
      await database.change(sql)
      expect(await on.accept(token)).toBe(NOT)
    })

    test('C060 of a key gives no more than its scopes, and goes with it', async () => {
      const on = await invitationsOn(database)
      await database.change(
        `insert into api_keys (id, user_id, name, hint, digest, scopes, created_at)
         values ('key_1', ${ADMIN}, 'K', 'lk_', 'x', 'users:create', 0)`,
      )
      const key = { userId: ADMIN, keyId: 'key_1' as const, scopes: new Set(['users:create']) }
      expect(await on.refusalOf(on.invite({ by: key, roles: ['admin'] }))).toBe('forbidden')
      const { token } = await on.invite({ by: key })
      expect(await on.look(token)).toBe('accepted')
      await database.change('delete from api_keys')
      expect(await on.look(token)).toBe(NOT)
      expect(await on.refusalOf(on.invite({ by: key }))).toBe('invalid_token')
    })

    test.each([[['admin']], [['user', 'helper', 'admin']]])(
      'gives nobody %p above the own rights',
      async (roles) => {
        const on = await invitationsOn(database)
        expect(await on.refusalOf(on.invite({ by: HELPER, roles }))).toBe('forbidden')
        expect(await database.rows('select id from invitations')).toEqual([])
      },
    )

    test('R17 of fifty at once one is accepted, 10 rounds', async () => {
      await acceptedAtOnce(await invitationsOn(database), 10)
    })

    test('R17 whoever takes it back at the same moment, one of the two happens, 10 rounds', async () => {
      await revokedMeanwhile(await invitationsOn(database), 10)
    })
  })
})

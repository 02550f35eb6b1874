import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import { OPERATOR } from '#kernel/ids'
import { everyDatabase } from '../../../../../test/support/every-database.ts'
import {
  ADA,
  addressOf,
  BEA,
  CHOSEN,
  FRIEND,
  HOUR_MS,
  OWNER,
  PASSWORD,
  STRANGER,
  WAIT_MS,
  type WayBackWorld,
  wayBackOn,
} from '../../../../../test/support/way-back-world.ts'

const DAY_MS = 24 * HOUR_MS

everyDatabase((database) => {
  let world: WayBackWorld
  beforeEach(async () => {
    world = await wayBackOn(database)
  })
  afterEach(() => world.close())

  const finish = () => world.tokenOf('recovery_ready')
  const sessionsOf = (id: number) => database.rows(`select id from sessions where user_id = ${id}`)
  const approve = (by: number | typeof OPERATOR, id = OWNER) => world.call('approve', { by, id })
  const linkOf = (answer: Record<string, unknown>) =>
    new URL(String(answer.url)).searchParams.get('token') ?? ''

  describe('administrators', () => {
    test('two different ones are enough, at once, by the link that the second hands over', async () => {
      expect(await approve(ADA)).toMatchObject({ administrators: 1, url: null })
      expect((await world.told()).sort()).toEqual(['recovery_approved', 'recovery_started'])
      const answer = await approve(BEA)
      expect(answer).toMatchObject({ administrators: 2, is_mail_shown: false })
      expect(await world.complete(linkOf(answer))).toBe('done')
      expect((await world.told()).sort()).toEqual([
        'recovery_approved',
        'recovery_completed',
        'recovery_ready',
        'recovery_started',
      ])
      expect(await world.audited()).toEqual(['recovery.approved', 'recovery.approved', 'recovery.completed'])
    })

    test('one is never two: not again, not by a key, not with the operator twice', async () => {
      await database.change(
        `insert into api_keys (id, user_id, name, hint, digest, scopes, created_at)
         values ('key_1', ${ADA}, 'K', 'lk_', 'x', 'users:recover', 0)`,
      )
      for (const asked of [{ by: ADA }, { by: ADA }, { by: ADA, key: 'key_1' }])
        expect(await world.call('approve', asked)).toMatchObject({ administrators: 1, url: null })
      expect(await approve(OPERATOR)).toMatchObject({ administrators: 2 })
      world.fresh.add(OWNER)
      await world.call('cancel', { by: OWNER })
      for (let again = 0; again < 2; again += 1)
        expect(await approve(OPERATOR)).toMatchObject({ administrators: 1, url: null })
    })

    test('one stands beside the mailbox, and shortens nothing', async () => {
      await approve(ADA)
      await world.begin()
      await world.pass(WAIT_MS - HOUR_MS)
      expect(await world.call('of', { by: ADA })).toMatchObject({ administrators: 1, is_mail_shown: true })
      await world.pass(HOUR_MS)
      expect(await world.complete(finish())).toBe('done')
    })

    test('C060 count only while they still may', async () => {
      await approve(ADA)
      const token = linkOf(await approve(BEA))
      await database.change(`delete from user_roles where user_id = ${ADA}`)
      expect(await world.complete(token)).toBe('recovery_not_ready')
      expect(await world.call('of', { by: BEA })).toMatchObject({ administrators: 1 })
      await database.change(`insert into user_roles (role, user_id) values ('admin', ${ADA})`)
      expect(await world.complete(token)).toBe('done')
    })

    test('a key that was revoked, or is over, counts no longer', async () => {
      for (const happens of [`delete from api_keys`, `update api_keys set expires_at = 1`]) {
        await database.change(
          `insert into api_keys (id, user_id, name, hint, digest, scopes, created_at)
           values ('key_1', ${ADA}, 'K', 'lk_', 'x', 'users:recover', 0)`,
        )
        await world.call('approve', { by: ADA, key: 'key_1' })
        const token = linkOf(await approve(BEA))
        await database.change(happens)
        expect(await world.complete(token)).toBe('recovery_not_ready')
        await database.change('delete from api_keys', 'delete from recoveries')
      }
    })

    test('nobody approves above the own rights, for oneself, for nobody, or for a program', async () => {
      await database.change(
        `insert into roles (name, description, created_at, updated_at) values ('desk', '', 0, 0)`,
        `insert into role_permissions (role, permission) values ('desk', 'users:recover')`,
        `insert into user_roles (role, user_id) values ('desk', ${FRIEND})`,
        `update users set kind = 'service' where id = ${STRANGER}`,
      )
      expect(await world.outcome('approve', { by: FRIEND, id: ADA })).toBe('forbidden')
      expect(await world.outcome('approve', { by: ADA, id: ADA })).toBe('forbidden')
      expect(await world.outcome('approve', { by: OWNER, id: STRANGER })).toBe('forbidden')
      expect(await world.outcome('approve', { by: ADA, id: 99 })).toBe('user_not_found')
      expect(await world.outcome('approve', { by: ADA, id: STRANGER })).toBe('account_not_suitable')
      await database.change(`insert into user_roles (role, user_id) values ('desk', ${STRANGER})`)
      expect(await world.outcome('approve', { by: STRANGER })).toBe('forbidden')
      expect(await database.rows('select * from recoveries')).toEqual([])
      expect(await world.outcome('approve', { by: FRIEND })).toBe('done')
    })

    test('C058 the last administrator who comes back is one still, and can sign in', async () => {
      await database.change(`delete from user_roles where user_id = ${BEA}`)
      await world.begin(ADA)
      await world.pass(WAIT_MS)
      expect(await world.complete(world.tokenOf('recovery_ready'), PASSWORD)).toBe('done')
      expect(await world.isPassword(CHOSEN, ADA)).toBe(true)
      expect(await database.rows(`select role from user_roles where user_id = ${ADA}`)).toEqual([
        { role: 'admin' },
      ])
    })

    test('cancel it for somebody, and not above their own rights', async () => {
      await world.begin()
      expect(await world.outcome('cancelOf', { by: STRANGER })).toBe('forbidden')
      expect(await world.outcome('cancelOf', { by: ADA })).toBe('done')
      expect(await world.outcome('cancelOf', { by: ADA })).toBe('recovery_not_found')
      expect(await world.told()).toContain('recovery_cancelled')
    })
  })

  describe('whoever has a session alone', () => {
    test('freezes it for 72 hours, once, and never longer: the owner is back after 240', async () => {
      await world.begin()
      expect(await world.outcome('cancel', { by: OWNER })).toBe('reauth_required')
      await world.pass(WAIT_MS - HOUR_MS)
      expect(await world.call('freeze', { by: OWNER })).toMatchObject({ is_under_way: true })
      expect(await world.outcome('freeze', { by: OWNER })).toBe('recovery_frozen')
      await world.pass(HOUR_MS)
      expect(world.mails.map(({ template }) => template.kind)).not.toContain('recovery_ready')
      await world.pass(71 * HOUR_MS)
      expect(await world.outcome('freeze', { by: OWNER })).toBe('recovery_frozen')
      expect(world.mails.map(({ template }) => template.kind)).not.toContain('recovery_ready')
      await world.pass(HOUR_MS)
      expect(await world.complete(finish(), PASSWORD)).toBe('done')
      expect(await sessionsOf(OWNER)).toEqual([])
    })

    test('freezes one that is ready, and what two administrators approved', async () => {
      await approve(ADA)
      const token = linkOf(await approve(BEA))
      await world.call('freeze', { by: OWNER })
      expect(await world.complete(token)).toBe('recovery_not_ready')
      expect(await approve(BEA)).toMatchObject({ administrators: 2, url: null })
      await world.pass(72 * HOUR_MS)
      expect(await world.complete(linkOf(await approve(BEA)))).toBe('done')
      await database.change(
        `insert into sessions (id, user_id, proved_by, created_at, expires_at) values ('ses_x', ${STRANGER}, 'password', 0, 9)`,
      )
      await world.begin(STRANGER)
      await world.pass(WAIT_MS)
      const ready = world.tokenOf('recovery_ready')
      await world.call('freeze', { by: STRANGER })
      expect(await world.complete(ready, PASSWORD)).toBe('recovery_not_ready')
      await world.pass(72 * HOUR_MS)
      expect(await world.complete(world.tokenOf('recovery_ready'), PASSWORD)).toBe('done')
    })

    test('a thief who takes the address away from the account takes the way back from nobody', async () => {
      await world.begin()
      await database.change(
        `delete from user_emails where user_id = ${OWNER}`,
        `insert into user_emails (address_key, user_id, signs_in, verified_at) values ('thief@example.net', ${OWNER}, 1, 1)`,
      )
      await world.pass(WAIT_MS)
      expect(
        world.mails.filter(({ template }) => template.kind === 'recovery_ready').map(({ to }) => to),
      ).toEqual([addressOf(OWNER)])
      await world.call('start', { body: { email: 'thief@example.net' } })
      expect(
        world.mails.filter(
          ({ to, template }) => to === 'thief@example.net' && template.kind === 'recovery_ready',
        ),
      ).toEqual([])
      await world.call('start', { body: { email: addressOf(OWNER) } })
      expect(await world.complete(finish(), PASSWORD)).toBe('done')
    })

    test('freezes an approval of one administrator and keeps the mailbox from beginning for no time', async () => {
      await approve(ADA)
      await world.call('freeze', { by: OWNER })
      expect(await world.begin()).toMatchObject({ is_mail_shown: true })
      await world.pass(WAIT_MS)
      expect(await world.complete(finish())).toBe('done')
    })

    test('freezes nothing where there is nothing', async () => {
      expect(await world.outcome('freeze', { by: OWNER })).toBe('recovery_not_found')
      world.fresh.add(OWNER)
      expect(await world.outcome('cancel', { by: OWNER })).toBe('recovery_not_found')
    })
  })

  describe('what is counted', () => {
    test('C026 V13 CVE-2026-9798 a guess at the current password is one like any other, and too many are refused, right or wrong', async () => {
      await world.begin()
      await world.pass(WAIT_MS)
      const outcomes: string[] = []
      for (let guess = 0; guess < 40; guess += 1)
        outcomes.push(await world.complete(finish(), `guess ${guess}`))
      expect(outcomes[0]).toBe('wrong_password')
      expect(outcomes.at(-1)).toBe('too_many_attempts')
      expect(await world.complete(finish(), PASSWORD)).toBe('too_many_attempts')
      expect(await world.isPassword(PASSWORD)).toBe(true)
    })

    test('of several servers one tells of a day', async () => {
      await world.begin()
      world.time.now += DAY_MS
      await Promise.all([world.sweep(), world.sweep(), world.sweep()])
      expect(await world.told()).toEqual(['recovery_started', 'recovery_waiting'])
    })

    test('a server that was down tells once, and not of each day', async () => {
      await world.begin()
      world.time.now += 4 * DAY_MS
      await world.sweep()
      await world.sweep()
      expect(await world.told()).toEqual(['recovery_started', 'recovery_waiting'])
    })
  })
})

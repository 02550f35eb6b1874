import { afterEach, beforeEach, describe, expect, test } from 'bun:test'
import type { OPERATOR } from '#kernel/ids'
import { everyDatabase } from '../../../../../test/support/every-database.ts'
import {
  ADA,
  addressOf,
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
  /** A contact of long ago. */
  const trust = (contact = FRIEND, since = 0) =>
    database.change(
      `insert into trusted_contacts (user_id, contact_id, created_at) values (${OWNER}, ${contact}, ${since})`,
    )
  const approve = (by: number | typeof OPERATOR, id = OWNER) => world.call('approve', { by, id })

  describe('the way back with mailbox and password', () => {
    test('takes 168 hours, and not one less', async () => {
      expect(await world.begin()).toMatchObject({
        is_under_way: true,
        is_mail_shown: true,
        administrators: 0,
      })
      await world.pass(WAIT_MS - HOUR_MS)
      expect(world.mails.map(({ template }) => template.kind)).not.toContain('recovery_ready')
      await world.pass(HOUR_MS)
      world.time.now -= 1
      expect(await world.complete(finish(), PASSWORD)).toBe('recovery_not_ready')
      expect(await world.isPassword(PASSWORD)).toBe(true)
      world.time.now += 1
      expect(await world.complete(finish(), PASSWORD)).toBe('done')
      expect(await world.isPassword(CHOSEN)).toBe(true)
    })

    test('C064 ends every session, removes every second factor, and signs nobody in', async () => {
      await world.begin()
      await world.pass(WAIT_MS)
      await world.complete(finish(), PASSWORD)
      expect(await sessionsOf(OWNER)).toEqual([])
      expect(await sessionsOf(STRANGER)).toHaveLength(1)
      expect(world.factorsOf.has(OWNER)).toBe(false)
      expect(await database.rows('select * from recoveries')).toEqual([])
    })

    test('tells every device at the start, each day, and at the end; mail goes to the proved address and no other', async () => {
      await world.begin()
      await world.pass(WAIT_MS)
      world.time.now += 1
      await world.complete(finish(), PASSWORD)
      expect(await world.told()).toEqual([
        'recovery_started',
        ...Array<string>(6).fill('recovery_waiting'),
        'recovery_ready',
        'recovery_completed',
      ])
      expect(await world.told(STRANGER)).toEqual([])
      expect(world.mails.map(({ to, template }) => [to, template.kind])).toEqual([
        [addressOf(OWNER), 'recovery_link'],
        ...Array(7).fill([addressOf(OWNER), 'recovery_started']),
        [addressOf(OWNER), 'recovery_ready'],
      ])
      expect(await world.audited()).toEqual(['recovery.asked', 'recovery.begun', 'recovery.completed'])
    })

    test('is over when it is not completed within a week', async () => {
      await world.begin()
      await world.pass(WAIT_MS)
      const token = finish()
      await world.pass(WAIT_MS)
      expect(await world.complete(token, PASSWORD)).toBe('invalid_recovery_token')
      expect(await database.rows('select * from recoveries')).toEqual([])
      expect((await world.told()).at(-1)).toBe('recovery_expired')
      expect((await world.audited()).at(-1)).toBe('recovery.expired')
    })

    test('a link of the end that was used too late is asked for again', async () => {
      await world.begin()
      await world.pass(WAIT_MS + DAY_MS)
      const late = finish()
      expect(await world.complete(late, PASSWORD)).toBe('invalid_recovery_token')
      await world.call('start', { body: { email: addressOf(OWNER) } })
      expect(finish()).not.toBe(late)
      expect(await world.complete(finish(), PASSWORD)).toBe('done')
    })
  })

  describe('the mailbox alone', () => {
    test('does not complete it, however long it waits', async () => {
      await world.begin()
      await world.pass(WAIT_MS)
      expect(await world.complete(finish())).toBe('recovery_not_ready')
      expect(await world.complete(finish(), 'not the password')).toBe('wrong_password')
      await world.pass(6 * DAY_MS)
      await world.call('start', { body: { email: addressOf(OWNER) } })
      expect(await world.complete(finish())).toBe('recovery_not_ready')
      expect(await world.isPassword(PASSWORD)).toBe(true)
      expect(world.factorsOf.has(OWNER)).toBe(true)
    })

    test('does not by a password that it chose by a link before, or meanwhile', async () => {
      for (const when of ['before', 'meanwhile']) {
        if (when === 'before') await world.notePassword(OWNER, true)
        await world.begin()
        await world.pass(WAIT_MS)
        if (when === 'meanwhile') await world.notePassword(OWNER, true)
        expect(await world.complete(finish(), PASSWORD)).toBe('recovery_not_ready')
        world.fresh.add(OWNER)
        await world.call('cancel', { by: OWNER })
        await world.notePassword(OWNER, false)
      }
      expect(world.factorsOf.has(OWNER)).toBe(true)
    })

    test('does with a password that its owner changed since, knowing the one before', async () => {
      await world.notePassword(OWNER, true)
      await world.notePassword(OWNER, false)
      await world.begin()
      await world.pass(WAIT_MS)
      expect(await world.complete(finish(), PASSWORD)).toBe('done')
    })

    test('freezes it, once, and cancels nothing', async () => {
      await world.begin()
      const token = world.tokenOf('recovery_started')
      expect(await world.outcome('freezeByMail', { body: { token } })).toBe('done')
      expect(await world.outcome('freezeByMail', { body: { token } })).toBe('invalid_recovery_token')
      await world.pass(DAY_MS)
      const again = world.tokenOf('recovery_started')
      expect(await world.outcome('freezeByMail', { body: { token: again } })).toBe('recovery_frozen')
      expect(await database.rows('select id from recoveries')).toHaveLength(1)
    })
  })

  describe('asking for it', () => {
    test('C023 C067 is answered alike for everybody; a stranger’s address and one that is disabled get no mail, and nothing changes', async () => {
      await database.change(`update users set disabled_at = 1 where id = ${FRIEND}`)
      const before = await database.rows('select * from users order by id')
      const answers = await Promise.all(
        [addressOf(OWNER), addressOf(FRIEND), 'nobody@example.org', 'no address'].map((email) =>
          world.call('start', { body: { email } }),
        ),
      )
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
      expect(world.mails.map(({ to }) => to)).toEqual([addressOf(OWNER)])
      expect(await database.rows('select * from users order by id')).toEqual(before)
      expect(await database.rows('select * from recoveries')).toEqual([])
      expect(await sessionsOf(OWNER)).toHaveLength(1)
      expect(await world.told()).toEqual([])
    })

    test('C016 mails to the address that is stored, and never to what was typed', async () => {
      await world.call('start', { body: { email: 'OWNER@Example.ORG' } })
      expect(world.mails.map(({ to }) => to)).toEqual([addressOf(OWNER)])
    })

    test('C065 has its links from the settings alone', async () => {
      await world.begin()
      for (const { template } of world.mails)
        expect(JSON.stringify(template)).toMatch(/"https:\/\/id\.example\.com\/recovery/)
    })

    test('one that is under way goes on as it is: nobody begins its time anew', async () => {
      const first = await world.begin()
      await world.call('start', { body: { email: addressOf(OWNER) } })
      await world.pass(DAY_MS)
      await world.call('start', { body: { email: addressOf(OWNER) } })
      const again = { body: { token: world.tokenOf('recovery_link') } }
      expect(await world.call('begin', again)).toEqual(first)
      expect(await world.call('own', { by: OWNER })).toMatchObject({
        began_at: first.began_at,
        ready_at: first.ready_at,
      })
    })
  })

  describe('C063 its links', () => {
    test('are good once, for an hour, the newest alone, and each for what it is', async () => {
      await world.call('start', { body: { email: addressOf(OWNER) } })
      const older = world.tokenOf('recovery_link')
      await world.call('start', { body: { email: addressOf(OWNER) } })
      const newer = world.tokenOf('recovery_link')
      const begin = (token: string) => world.outcome('begin', { body: { token } })
      expect(await begin(older)).toBe('invalid_recovery_token')
      expect(await world.complete(newer, PASSWORD)).toBe('invalid_recovery_token')
      world.time.now += HOUR_MS - 1
      expect(await begin(newer)).toBe('done')
      expect(await begin(newer)).toBe('invalid_recovery_token')
      await world.call('start', { body: { email: addressOf(STRANGER) } })
      world.time.now += HOUR_MS
      expect(await begin(world.tokenOf('recovery_link', addressOf(STRANGER)))).toBe('invalid_recovery_token')
    })

    test('C033 one that is capped leaves that of before, and no stranger keeps away the one whose time has come', async () => {
      const start = () => world.call('start', { body: { email: addressOf(OWNER) } })
      await start()
      const mailed = world.tokenOf('recovery_link')
      world.capped.add('recovery_link')
      await start()
      expect(await world.outcome('begin', { body: { token: mailed } })).toBe('done')
      world.capped.add('recovery_ready')
      await world.pass(WAIT_MS)
      const ready = finish()
      await start()
      world.time.now += 1
      expect(await world.complete(ready, PASSWORD)).toBe('done')
    })

    test('V30 CVE-2023-26481 change nobody else', async () => {
      await world.begin()
      await world.begin(STRANGER)
      await world.pass(WAIT_MS)
      expect(await world.complete(world.tokenOf('recovery_ready', addressOf(STRANGER)), PASSWORD)).toBe(
        'done',
      )
      expect([await world.isPassword(PASSWORD, OWNER), await world.isPassword(CHOSEN, STRANGER)]).toEqual([
        true,
        true,
      ])
    })

    test('are dead with the way back that they belong to', async () => {
      await world.begin()
      await world.pass(WAIT_MS)
      const token = finish()
      world.fresh.add(OWNER)
      await world.call('cancel', { by: OWNER })
      expect(await world.complete(token, PASSWORD)).toBe('invalid_recovery_token')
      await world.begin()
      expect(await world.complete(token, PASSWORD)).toBe('invalid_recovery_token')
    })

    test('C040 are dead with the account, and nothing of it is left', async () => {
      await trust()
      await world.begin()
      await world.pass(WAIT_MS)
      await database.change(`delete from users where id = ${OWNER}`)
      expect(await world.complete(finish(), PASSWORD)).toBe('invalid_recovery_token')
      for (const table of ['recoveries', 'recovery_approvals', 'trusted_contacts', 'contact_offers'])
        expect(await database.rows(`select * from ${table}`)).toEqual([])
    })
  })

  describe('a trusted contact', () => {
    test('stands beside the mailbox, and is asked by mail', async () => {
      await trust()
      await world.begin()
      expect(
        world.mails.filter(({ template }) => template.kind === 'contact_asked').map(({ to }) => to),
      ).toEqual([addressOf(FRIEND)])
      expect(await world.call('own', { by: FRIEND })).toMatchObject({
        contact_of: [{ user_id: OWNER, is_asked: true }],
      })
      world.fresh.add(FRIEND)
      expect(await world.outcome('vouch', { by: FRIEND })).toBe('done')
      expect(await world.complete(finishOrNone())).toBe('invalid_recovery_token')
      await world.pass(WAIT_MS)
      expect(await world.complete(finish())).toBe('done')
    })
    const finishOrNone = () => {
      try {
        return finish()
      } catch {
        return 'none'
      }
    }

    test('is become by a link, once, by somebody else, and counts a whole wait later', async () => {
      expect(await world.outcome('offerContact', { by: OWNER })).toBe('reauth_required')
      world.fresh.add(OWNER).add(FRIEND)
      const { token } = await world.call('offerContact', { by: OWNER })
      const accept = (by: number) => world.outcome('acceptContact', { by, body: { token } })
      expect(await accept(OWNER)).toBe('account_not_suitable')
      expect(await accept(FRIEND)).toBe('done')
      expect(await accept(STRANGER)).toBe('invalid_recovery_token')
      expect(await world.told()).toEqual(['trusted_contact_added'])
      await world.pass(WAIT_MS - HOUR_MS)
      await world.begin()
      expect(await world.outcome('vouch', { by: FRIEND })).toBe('forbidden')
      await world.call('cancel', { by: OWNER })
      await world.pass(HOUR_MS)
      await world.begin()
      expect(await world.outcome('vouch', { by: FRIEND })).toBe('done')
    })

    test('speaks for nobody without a fresh proof, nor before the mailbox was shown, nor for whom it is no contact', async () => {
      await trust()
      expect(await world.outcome('vouch', { by: FRIEND })).toBe('reauth_required')
      world.fresh.add(FRIEND).add(STRANGER)
      expect(await world.outcome('vouch', { by: FRIEND })).toBe('forbidden')
      await approve(ADA)
      expect(await world.outcome('vouch', { by: FRIEND })).toBe('forbidden')
      await world.begin()
      expect(await world.outcome('vouch', { by: STRANGER })).toBe('forbidden')
      expect(await world.outcome('vouch', { by: FRIEND, id: STRANGER })).toBe('forbidden')
    })

    test.each<[string, () => Promise<unknown>]>([
      [
        'was removed',
        async () => world.fresh.add(OWNER) && world.call('removeContact', { by: OWNER, id: FRIEND }),
      ],
      ['was disabled', () => database.change(`update users set disabled_at = 1 where id = ${FRIEND}`)],
      ['was deleted', () => database.change(`delete from users where id = ${FRIEND}`)],
    ])('counts no longer once it %s', async (_, happens) => {
      await trust()
      await world.begin()
      world.fresh.add(FRIEND)
      await world.call('vouch', { by: FRIEND })
      await happens()
      await world.pass(WAIT_MS)
      expect(await world.complete(finish())).toBe('recovery_not_ready')
    })

    test('is removed by nobody without a fresh proof', async () => {
      await trust()
      expect(await world.outcome('removeContact', { by: OWNER, id: FRIEND })).toBe('reauth_required')
      world.fresh.add(OWNER)
      expect(await world.outcome('removeContact', { by: OWNER, id: STRANGER })).toBe('forbidden')
      expect(await world.outcome('removeContact', { by: OWNER, id: FRIEND })).toBe('done')
      expect(await database.rows('select * from trusted_contacts')).toEqual([])
    })
  })
})

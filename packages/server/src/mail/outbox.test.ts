import { expect, test } from 'bun:test'
import { sealer } from '#crypto/sealed'
import { systemRandom } from '#kernel/random'
import { everyDatabase } from '../../../../test/support/every-database.ts'
import {
  HOUR,
  invitation,
  MINUTE,
  mailOffice,
  notice,
  reset,
  rootSecret,
  START,
  sealed,
} from '../../../../test/support/mail-office.ts'
import { textOf } from '../../../../test/support/smtp.ts'
import { resealMails, type Template } from './index.ts'

everyDatabase((database) => {
  const office = mailOffice(database)
  const { time, send, rows } = office

  test('is not made by a transaction that fails', () =>
    office.withServer(async (mail, server) => {
      const failed = database.storage.write(async (tx) => {
        await mail.send(tx, reset('ada@example.com'))
        throw new Error('the disk was full')
      })
      await expect(failed).rejects.toThrow('the disk was full')
      await mail.deliver()
      expect([await rows(), server.taken]).toEqual([[], []])
    }))

  test('C102 is sealed: neither its link nor its address is in the table, nor the link in what is listed', () =>
    office.using(undefined, async (mail) => {
      await send(mail, reset('ada@example.com', 'S3cretT0ken'))
      const text = JSON.stringify(await rows(), (_key, value: unknown) =>
        typeof value === 'bigint' ? String(value) : value,
      )
      for (const secret of ['S3cretT0ken', 'ada@example.com']) expect(text).not.toContain(secret)
      const [listed] = await mail.outbox.list(undefined, { createdAt: START + 1, id: '' }, 10)
      expect(JSON.stringify(listed)).not.toContain('S3cretT0ken')
      const found = await mail.outbox.find(database.storage, listed?.id ?? '')
      expect(found?.composed?.text).toContain('https://id.example.com/reset?hidden')
      expect(JSON.stringify(found)).not.toContain('S3cretT0ken')
      expect(await mail.look(10)).toEqual([])
    }))

  test('C033 of what anybody may ask for: not the same within a minute, five an hour, and so many of all', () =>
    office.using(
      undefined,
      async (mail) => {
        const made = async () => (await rows()).length
        for (let i = 0; i < 20; i++) await send(mail, reset('ada@example.com'))
        expect(await made()).toBe(1)
        // Whoever spells it otherwise asks for the same address.
        await send(mail, reset('ADA@example.com'))
        expect(await made()).toBe(1)
        for (let minute = 1; minute <= 20; minute++) {
          time.now = START + minute * MINUTE
          await send(mail, reset('ada@example.com'))
        }
        expect(await made()).toBe(5)
        expect(mail.capped()).toBe(36)
        // Others have their own five, until the server's are gone.
        for (let i = 0; i < 10; i++) await send(mail, reset(`p${i}@example.com`))
        expect(await made()).toBe(8)
        // What an owner has to hear of comes all the same.
        await send(mail, notice('ada@example.com', 1), { ...reset('ada@example.com'), isOwed: true })
        expect(await made()).toBe(10)
        time.now = START + 2 * HOUR
        await send(mail, reset('ada@example.com'))
        expect(await made()).toBe(11)
      },
      { perHour: 8 },
    ))

  test('C033 of notices, so many of each kind go to an address, and one kind hides no other', () =>
    office.using(
      undefined,
      async (mail) => {
        for (let i = 0; i < 5; i++) await send(mail, notice('ada@example.com', i))
        expect(await rows()).toHaveLength(3)
        const { template, ...letter } = notice('ada@example.com', 9)
        await send(mail, { ...letter, template: { ...template, noticeKind: 'email_changed' } as Template })
        expect(await rows()).toHaveLength(4)
        await send(mail, reset('ada@example.com'), notice('bob@example.com', 1))
        expect(await rows()).toHaveLength(6)
        time.now = START + HOUR
        await send(mail, notice('ada@example.com', 10))
        expect(await rows()).toHaveLength(7)
      },
      { noticesPerHour: 3, perHour: 1 },
    ))

  test('C033 of invitations, five an hour go to an address, and they and what anybody asks for leave each other alone', () =>
    office.using(undefined, async (mail) => {
      for (let i = 0; i < 7; i++) await send(mail, invitation('ada@example.com'))
      expect(await rows()).toHaveLength(5)
      await send(mail, reset('ada@example.com'), invitation('bob@example.com'))
      expect(await rows()).toHaveLength(7)
      time.now = START + HOUR
      await send(mail, invitation('ada@example.com'))
      expect(await rows()).toHaveLength(8)
    }))

  test('C033 of fifty at once one is made', () =>
    office.using(undefined, async (mail) => {
      await Promise.all(Array.from({ length: 50 }, () => send(mail, reset('ada@example.com'))))
      expect(await rows()).toHaveLength(1)
    }))

  test('a person’s mail is in the person’s language, or in the server’s, and goes with the account', () =>
    office.withServer(async (mail, server) => {
      await database.change(
        `insert into users (id, username, username_key, email, full_name, language, created_at, updated_at)
         values (7, 'ada', 'ada', '', '', 'de', 0, 0), (8, 'bob', 'bob', '', '', null, 0, 0)`,
      )
      await send(mail, { ...reset('ada@example.com'), userId: 7 }, { ...reset('bob@example.com'), userId: 8 })
      await mail.deliver()
      const [ada, bob] = server.taken.map((one) => textOf(one))
      expect(ada).toContain('Jemand hat ein neues Passwort')
      expect(bob).toContain('Someone asked for a new password')
      await database.change('delete from users where id = 7')
      expect(await rows()).toHaveLength(1)
    }))

  test('what waits outlives a change of the root secret', () =>
    office.using(undefined, async (mail) => {
      await send(mail, reset('ada@example.com'))
      const secret = Buffer.alloc(32, 9)
      const next = sealer({ secret, previous: rootSecret, random: systemRandom })
      await database.storage.write((tx) => resealMails(database.storage, tx, next))
      const alone = sealer({ secret, random: systemRandom })
      const [row] = await rows()
      const place = { table: 'mails', row: String(row?.['id']), column: 'to_address' }
      expect(alone.open(String(row?.['to_address']), place)?.toString()).toBe('ada@example.com')
      expect(sealed.open(String(row?.['to_address']), place)).toBeUndefined()
    }))
})

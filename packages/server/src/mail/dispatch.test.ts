import { expect, test } from 'bun:test'
import { everyDatabase } from '../../../../test/support/every-database.ts'
import { HOUR, MINUTE, mailOffice, notice, reset, START } from '../../../../test/support/mail-office.ts'
import { startMailServer, startSilentServer, textOf } from '../../../../test/support/smtp.ts'

everyDatabase((database) => {
  const office = mailOffice(database)
  const { time, send, rows, states } = office
  const attempts = async () => (await rows()).reduce((sum, row) => sum + Number(row['attempts']), 0)

  test('is sent with its link, from whom it is said, and then holds nothing secret any more', () =>
    office.withServer(async (mail, server) => {
      await send(mail, reset('ada@example.com'))
      await mail.deliver()
      expect(server.taken).toHaveLength(1)
      const [one] = server.taken
      expect(one?.from).toBe('accounts@example.com')
      expect(one?.to).toEqual(['ada@example.com'])
      expect(one && textOf(one)).toContain('https://id.example.com/reset?token=T0ken')
      expect(one?.raw).toMatch(/^Auto-Submitted: auto-generated$/m)
      const [row] = await rows()
      expect(row).toMatchObject({ state: 'sent', data: null, attempts: 1, last_error: null })
      expect(row?.['id']).toBe(one?.id)
      await mail.deliver()
      expect(server.taken).toHaveLength(1)
    }))

  test('without a mail server is kept, and goes out once there is one', async () => {
    const server = await startMailServer()
    await office.using(undefined, async (mail) => {
      await send(mail, reset('ada@example.com'))
      await mail.deliver()
      expect(await states()).toEqual(['waiting'])
    })
    await office.using(server.url, async (mail) => {
      await mail.deliver()
      expect([server.taken.length, await states()]).toEqual([1, ['sent']])
    })
    await server.close()
  })

  test('R10 a mail server that refuses connections is asked less and less, and after an hour all arrives once', async () => {
    const gone = await startMailServer()
    await gone.close()
    await office.using(gone.url, async (mail) => {
      await send(mail, ...Array.from({ length: 20 }, (_unused, i) => notice(`p${i % 4}@example.com`, i)))
      // The link of a quarter of an hour is over by then.
      await send(mail, { ...reset('ada@example.com'), expiresAt: START + 15 * MINUTE })
      let asked = 0
      for (let i = 0; i < 40; i++) {
        time.now = START + (i < 20 ? i : (i - 19) * 170) * 1_000
        const before = await attempts()
        await mail.deliver()
        if ((await attempts()) > before) asked += 1
      }
      // Of the first twenty seconds in five or so, and whenever minutes have passed.
      expect(asked).toBeGreaterThan(22)
      expect(asked).toBeLessThan(34)
      expect((await states()).filter((state) => state === 'sent')).toEqual([])
      const back = await startMailServer(gone.port)
      try {
        for (let minute = 0; minute < 3; minute++) {
          time.now = START + HOUR + minute * MINUTE
          await mail.deliver()
        }
        expect(back.taken).toHaveLength(20)
        expect(new Set(back.taken.map(({ id }) => id)).size).toBe(20)
        await mail.sweep()
        const dead = (await rows()).filter(({ state }) => state === 'dead')
        expect(dead).toHaveLength(1)
        expect(dead[0]).toMatchObject({ template: 'reset_password', last_error: 'expired', data: null })
      } finally {
        await back.close()
      }
    })
  }, 60_000)

  test('R10 4xx of one address: it comes again with back-off, nobody else waits, and its order stays', () =>
    office.withServer(async (mail, server) => {
      server.refuse = (to) =>
        to === 'full@example.com' ? { code: 452, text: '4.2.2 mailbox full' } : undefined
      const [first, second] = [notice('full@example.com', 1), notice('full@example.com', 2)]
      await send(mail, first, second, notice('ada@example.com', 3))
      await mail.deliver()
      expect(server.taken.map(({ to }) => to[0])).toEqual(['ada@example.com'])
      expect(await rows()).toMatchObject([
        { state: 'waiting', attempts: 1, last_error: '452 4.2.2 at RCPT TO' },
        { state: 'waiting', attempts: 0 },
        { state: 'sent' },
      ])
      time.now += 14_000
      await mail.deliver()
      expect(await attempts()).toBe(2)
      time.now += 20_000
      await mail.deliver()
      expect(await attempts()).toBe(3)
      server.refuse = undefined
      time.now += 2 * MINUTE
      await mail.deliver()
      const [, one, other] = server.taken.map((taken) => textOf(taken))
      expect(one).toContain('10.0.0.1')
      expect(other).toContain('10.0.0.2')
    }))

  test('R10 5xx: it is dead at once, does not hold up the next, and goes out when told to', () =>
    office.withServer(async (mail, server) => {
      let isRefused = true
      server.refuse = () => (isRefused ? { code: 550, text: '5.1.1 see https://x/?token=T0ken' } : undefined)
      await send(mail, reset('ada@example.com'))
      await mail.deliver()
      isRefused = false
      await send(mail, notice('ada@example.com', 2))
      await mail.deliver()
      const [dead, next] = await rows()
      // Of the words of the mail server nothing is kept: they may quote the mail.
      expect(dead).toMatchObject({ state: 'dead', last_error: '550 5.1.1 at RCPT TO' })
      expect(next).toMatchObject({ state: 'sent' })
      const retry = (id: unknown) => database.storage.write((tx) => mail.outbox.retry(tx, String(id)))
      expect(await retry(dead?.['id'])).toBe(true)
      await mail.deliver()
      expect(server.taken).toHaveLength(2)
      // Neither one that was sent, nor one that never was.
      for (const id of [dead?.['id'], next?.['id'], 'mail_nothing']) expect(await retry(id)).toBe(false)
    }))

  test('R10 what was being sent when a server was killed goes out again when its lease is over, and not before', async () => {
    await office.using(undefined, (mail) => send(mail, notice('ada@example.com', 1)))
    await database.change(`update mails set leased_until = ${START + 90_000}`)
    await office.withServer(async (mail, server) => {
      time.now = START + 89_999
      await mail.deliver()
      expect(server.taken).toHaveLength(0)
      time.now = START + 90_000
      await mail.deliver()
      expect(server.taken).toHaveLength(1)
    })
  })

  test('two servers on one database send nothing twice, and each address its mails in order', () =>
    office.withServer(async (mail, server) => {
      const other = office.open(server.url)
      await send(mail, ...Array.from({ length: 60 }, (_unused, i) => notice(`p${i % 5}@example.com`, i)))
      for (let again = 0; again < 2; again++) await Promise.all([mail.deliver(), other.deliver()])
      await other.close()
      expect(server.taken).toHaveLength(60)
      expect(new Set(server.taken.map(({ id }) => id)).size).toBe(60)
      for (let person = 0; person < 5; person++) {
        const own = server.taken.filter(({ to }) => to[0] === `p${person}@example.com`)
        const order = own.map((one) => Number(/10\.0\.0\.(\d+)/.exec(textOf(one))?.[1]))
        expect(order).toEqual(order.toSorted((a, b) => a - b))
      }
    }))

  test('R10 a mail server that says nothing holds up neither a commit nor the end', async () => {
    const silent = await startSilentServer()
    await office.using(silent.url, async (mail) => {
      for (let i = 0; i < 20; i++) await send(mail, notice('ada@example.com', i))
      expect(await states()).toEqual(Array.from({ length: 20 }, () => 'waiting'))
      silent.close()
    })
  }, 30_000)

  test.each([
    'plain@example.com',
    'UPPER@Example.COM',
    "o'brien+tag/x=y@example.com",
    '{a|b}~c@example.com',
    'weird!#$%&*-`^_?@example.com',
    'name@bücher.example',
  ])('C015 V59 CVE-2025-14874 the recipient of %s is exactly that', (to) =>
    office.withServer(async (mail, server) => {
      await send(mail, reset(to))
      await mail.deliver()
      const [local, domain = ''] = to.split('@')
      // This mail server shows the domain as people write it, in lower case.
      expect(server.taken.map((one) => one.to)).toEqual([[`${local}@${domain.toLowerCase()}`]])
    }),
  )
})

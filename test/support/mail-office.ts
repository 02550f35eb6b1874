import { keyedDigest } from '../../packages/server/src/crypto/keyed-digest.ts'
import { sealer } from '../../packages/server/src/crypto/sealed.ts'
import { systemRandom } from '../../packages/server/src/kernel/random.ts'
import { type Letter, type Mail, mailing } from '../../packages/server/src/mail/index.ts'
import type { TestDatabase } from './every-database.ts'
import { type MailServer, startMailServer } from './smtp.ts'

export const START = 1_800_000_000_000
export const MINUTE = 60_000
export const HOUR = 60 * MINUTE

export const reset = (to: string, token = 'T0ken'): Letter => ({
  to,
  userId: undefined,
  template: { kind: 'reset_password', url: `https://id.example.com/reset?token=${token}` },
  expiresAt: START + 10 * HOUR,
})
export const invitation = (to: string): Letter => ({
  to,
  userId: undefined,
  template: { kind: 'invitation', url: 'https://id.example.com/invitation?token=T0ken', by: undefined },
})
export const notice = (to: string, n: number): Letter => ({
  to,
  userId: undefined,
  template: { kind: 'notice', noticeKind: 'password_changed', at: START + n, sourceAddress: `10.0.0.${n}` },
})

export const rootSecret = Buffer.alloc(32, 3)
export const sealed = sealer({ secret: rootSecret, random: systemRandom })
const silent = { debug() {}, info() {}, warn() {}, error() {} }

interface Given {
  readonly perHour?: number
  readonly noticesPerHour?: number
  readonly isDevelopment?: boolean
}

/** The outbox and its worker on a test's own database, with a clock that the test sets. */
export function mailOffice(database: TestDatabase) {
  const time = { now: START }
  const open = (smtpUrl: string | undefined, given: Given = {}): Mail =>
    mailing({
      storage: database.storage,
      sealer: sealed,
      clock: { now: () => time.now, monotonic: () => time.now },
      random: systemRandom,
      log: silent,
      digest: keyedDigest(Buffer.alloc(32, 5)),
      language: 'en',
      smtpUrl,
      from: { name: 'Example', address: 'accounts@example.com' },
      perHour: 1000,
      noticesPerHour: 1000,
      overrides: undefined,
      isDevelopment: false,
      baseUrl: () => 'https://id.example.com',
      ...given,
    })
  const using = async (
    smtpUrl: string | undefined,
    use: (mail: Mail) => Promise<void>,
    given?: Given,
  ): Promise<void> => {
    time.now = START
    const mail = open(smtpUrl, given)
    try {
      await use(mail)
    } finally {
      await mail.close()
    }
  }
  return {
    time,
    open,
    /** With one that is closed at the end. */
    using,
    /** With one beside a mail server of its own. */
    async withServer(use: (mail: Mail, server: MailServer) => Promise<void>): Promise<void> {
      const server = await startMailServer()
      try {
        await using(server.url, (mail) => use(mail, server))
      } finally {
        await server.close()
      }
    },
    send: (mail: Mail, ...letters: Letter[]): Promise<void> =>
      database.storage.write(async (tx) => {
        for (const letter of letters) await mail.send(tx, letter)
      }),
    /** The outbox, the oldest first. */
    rows: (): Promise<Record<string, unknown>[]> => database.rows('select * from mails order by number'),
    states: async (): Promise<unknown[]> =>
      (await database.rows('select state from mails order by number')).map((row) => row['state']),
  }
}

import type { KeyedDigest } from '#crypto/keyed-digest'
import type { Sealer } from '#crypto/sealed'
import type { Clock } from '#kernel/clock'
import { type AnyLanguage, isAnyLanguage } from '#kernel/language'
import type { Random } from '#kernel/random'
import type { Storage, Transaction } from '#storage'
import type { Letter } from './letter.ts'
import { placeOf } from './place.ts'
import { mailStore } from './store.ts'

export type { Letter, MailedNotice, Template, TemplateData, TemplateName } from './letter.ts'

/** How features send mail. */
export interface Mailing {
  /** In the transaction of what it tells about. Nobody learns from it whether there will be a mail. */
  send(tx: Transaction, letter: Letter): Promise<void>
}

interface Deps {
  storage: Storage
  sealer: Sealer
  clock: Clock
  random: Random
  digest: KeyedDigest
  language: AnyLanguage
}

const KEPT_MS = 3 * 24 * 60 * 60 * 1_000

export function mailing({ storage, sealer, clock, random, digest, language }: Deps): Mailing {
  const store = mailStore(storage)
  return {
    async send(tx, letter) {
      const { to, userId, template } = letter
      const id = `mail_${random.bytes(15).toString('base64url')}`
      const now = clock.now()
      const addressKey = digest(to.toLowerCase()).slice(0, 22)
      const own = userId === undefined ? undefined : await store.findLanguage(tx, userId)
      const seal = (text: string, column: 'to_address' | 'data') =>
        sealer.seal(Buffer.from(text), placeOf(id, column))
      await store.insert(tx, {
        id,
        userId: userId ?? null,
        lane: userId === undefined ? addressKey : String(userId),
        addressKey,
        template: template.kind,
        language: letter.language ?? (own && isAnyLanguage(own) ? own : language),
        to: seal(to, 'to_address'),
        data: seal(JSON.stringify(template), 'data'),
        now,
        expiresAt: letter.expiresAt ?? now + KEPT_MS,
      })
    },
  }
}

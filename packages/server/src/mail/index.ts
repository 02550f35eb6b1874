import type { KeyedDigest } from '#crypto/keyed-digest'
import type { Sealer } from '#crypto/sealed'
import type { Clock } from '#kernel/clock'
import { type AnyLanguage, isAnyLanguage, type Language } from '#kernel/language'
import type { Log } from '#kernel/log'
import type { Position } from '#kernel/newest-first'
import type { Random } from '#kernel/random'
import type { Reader, Storage, Transaction } from '#storage'
import { admitAsked, admitInvitation, admitNotice, HOUR_MS } from './caps.ts'
import { type Composed, compose, linkOf } from './compose.ts'
import { dispatcher } from './dispatch.ts'
import { isCapped, type Letter, type Template } from './letter.ts'
import { withoutSecrets } from './masked.ts'
import type { Overrides } from './overrides.ts'
import { placeOf } from './place.ts'
import { smtpPost } from './smtp.ts'
import { type MailRow, type MailState, mailStore } from './store.ts'

export type { Composed } from './compose.ts'
export type { Letter, MailedNotice, Template, TemplateData, TemplateName } from './letter.ts'
export { readOverrides, TemplateUnusable } from './overrides.ts'
export { NothingToPreview, preview } from './preview.ts'
export { resealMails } from './reseal.ts'
export type { MailState } from './store.ts'

/** How features send mail. */
export interface Mailing {
  /** In the transaction of what it tells about. Whether it was made: what is capped is not, of which nobody outside learns. */
  send(tx: Transaction, letter: Letter): Promise<boolean>
}

/** A mail as the operator sees it: what a link or a code is, is not in it. */
export interface ShownMail extends Omit<MailRow, 'data' | 'to'> {
  readonly to: string
}

/** What was made and what became of it, for the operator. */
export interface Outbox {
  list(state: MailState | undefined, after: Position, atMost: number): Promise<ShownMail[]>
  /** With what it says, links and codes hidden; that is null once nobody needs it. */
  find(reader: Reader, id: string): Promise<(ShownMail & { readonly composed: Composed | null }) | undefined>
  /** Whether it goes out again, now. */
  retry(tx: Transaction, id: string): Promise<boolean>
}

/** For a machine of one's own, on which mails are looked at instead of sent. */
export interface DevelopmentMail {
  readonly id: string
  readonly to: string
  readonly template: string
  readonly language: string
  readonly createdAt: number
  readonly link: string | undefined
  readonly code: string | undefined
  readonly composed: Composed
}

export interface Mail extends Mailing {
  readonly outbox: Outbox
  /** The newest first, with their links. Only for development. */
  look(atMost: number): Promise<DevelopmentMail[]>
  /** Resolves when another mail is made, or after so many milliseconds. */
  waitForMail(milliseconds: number): Promise<void>
  /** What was capped since the start: mails that somebody asked for and that were not made. */
  capped(): number
  /** To be called before the first `deliver`. */
  begin(): Promise<void>
  deliver(): Promise<void>
  sweep(): Promise<void>
  close(): Promise<void>
}

interface Deps {
  storage: Storage
  sealer: Sealer
  clock: Clock
  random: Random
  log: Log
  digest: KeyedDigest
  /** Of who has chosen none. */
  language: Language
  smtpUrl: string | undefined
  from: { readonly name: string; readonly address: string }
  /** Of mails that somebody asked for, in an hour. */
  perHour: number
  /** Of one kind to one address, in an hour. */
  noticesPerHour: number
  overrides: Overrides | undefined
  isDevelopment: boolean
  /** Where people reach the server, by its settings. */
  baseUrl(): string
  /** Hears of each mail that was made, in development. */
  onMade?: ((mail: DevelopmentMail) => void) | undefined
}

/** Unless the letter says otherwise. */
const LIFETIME_MS = 3 * 24 * HOUR_MS
/** How long it can be seen what became of a mail. */
const KEPT_MS = 30 * 24 * HOUR_MS

/** Mail that is written with the change it tells about, and sent by and by. */
export function mailing(deps: Deps): Mail {
  const { storage, sealer, clock, random, log, digest, language, overrides, isDevelopment, baseUrl } = deps
  const store = mailStore(storage)
  let capped = 0
  /** Who looks on, in development. */
  const waiting = new Set<() => void>()

  const open = (id: string, sealed: string, column: 'to_address' | 'data'): string | undefined =>
    sealer.open(sealed, placeOf(id, column))?.toString()
  const templateOf = ({ id, data }: MailRow): Template | undefined => {
    const text = data === null ? undefined : open(id, data, 'data')
    return text === undefined ? undefined : (JSON.parse(text) as Template)
  }
  const composeOf = (row: MailRow, template: Template): Promise<Composed> =>
    compose({
      template,
      language: isAnyLanguage(row.language) ? row.language : language,
      place: new URL(baseUrl()).host,
      goodForMs: row.expiresAt - clock.now(),
      ...(overrides ? { overrides } : {}),
    })
  const shown = ({ data: _, ...row }: MailRow): ShownMail => ({
    ...row,
    to: open(row.id, row.to, 'to_address') ?? '',
  })

  const developed = async (row: MailRow): Promise<DevelopmentMail[]> => {
    const template = templateOf(row)
    if (!template) return []
    const { id, to, template: kind, language: spoken, createdAt } = shown(row)
    const code = template.kind === 'sign_in_code' ? template.code : undefined
    const composed = await composeOf(row, template)
    return [{ id, to, template: kind, language: spoken, createdAt, link: linkOf(template), code, composed }]
  }
  const tellOfMade = async (id: string, tell: (mail: DevelopmentMail) => void): Promise<void> => {
    const row = await store.find(storage, id)
    for (const one of row ? await developed(row) : []) tell(one)
  }

  const dispatch = dispatcher({
    storage,
    store,
    clock,
    random,
    log,
    post: deps.smtpUrl === undefined ? undefined : smtpPost({ url: new URL(deps.smtpUrl), from: deps.from }),
    keepsSent: isDevelopment,
    async outgoing(row) {
      const template = templateOf(row)
      const to = open(row.id, row.to, 'to_address')
      if (!template || to === undefined) return undefined
      const { id, createdAt } = row
      const spoken = isAnyLanguage(row.language) ? row.language : language
      return { id, to, createdAt, language: spoken, ...(await composeOf(row, template)) }
    },
  })

  const isAdmitted = async (
    tx: Transaction,
    { template, isOwed, isToStranger = false }: Letter,
    addressKey: string,
    now: number,
  ): Promise<boolean> => {
    if (template.kind === 'notice') {
      const perHour = deps.noticesPerHour
      return admitNotice(store, tx, { addressKey, kind: template.noticeKind, now, perHour })
    }
    if (template.kind === 'invitation') return admitInvitation(store, tx, { addressKey, now })
    if (isOwed || !(isToStranger || isCapped(template.kind))) return true
    return admitAsked(store, tx, { addressKey, template: template.kind, now, perHour: deps.perHour })
  }

  const languageFor = async (tx: Transaction, { userId, language: asked }: Letter): Promise<AnyLanguage> => {
    const own = asked ?? (userId === undefined ? undefined : await store.findLanguage(tx, userId))
    return own !== undefined && own !== null && isAnyLanguage(own) ? own : language
  }

  return {
    async send(tx, letter) {
      const { to, userId, template } = letter
      const id = `mail_${random.bytes(15).toString('base64url')}`
      const now = clock.now()
      const addressKey = digest(to.toLowerCase()).slice(0, 22)
      if (!(await isAdmitted(tx, letter, addressKey, now))) {
        tx.afterCommit(() => {
          capped += 1
        })
        return false
      }
      const seal = (text: string, column: 'to_address' | 'data') =>
        sealer.seal(Buffer.from(text), placeOf(id, column))
      await store.insert(tx, {
        id,
        userId: userId ?? null,
        addressKey,
        template: template.kind,
        language: await languageFor(tx, letter),
        to: seal(to, 'to_address'),
        data: seal(JSON.stringify(template), 'data'),
        now,
        expiresAt: letter.expiresAt ?? now + LIFETIME_MS,
      })
      tx.afterCommit(() => {
        if (deps.onMade) void tellOfMade(id, deps.onMade)
        for (const done of [...waiting]) done()
        // Not in this turn: whoever made it is answered first.
        setImmediate(() => void dispatch.deliver())
      })
      return true
    },
    outbox: {
      list: async (state, after, atMost) => (await store.list(storage, state, after, atMost)).map(shown),
      async find(reader, id) {
        const row = await store.find(reader, id)
        const template = row && templateOf(row)
        if (!row) return undefined
        const composed = template ? await composeOf(row, withoutSecrets(template)) : null
        return { ...shown(row), composed }
      },
      async retry(tx, id) {
        if (!(await store.retry(tx, id, clock.now()))) return false
        tx.afterCommit(() => setImmediate(() => void dispatch.deliver()))
        return true
      },
    },
    async look(atMost) {
      if (!isDevelopment) return []
      const rows = await store.list(
        storage,
        undefined,
        { createdAt: Number.MAX_SAFE_INTEGER, id: '' },
        atMost,
      )
      return (await Promise.all(rows.map(developed))).flat()
    },
    waitForMail: (milliseconds) =>
      new Promise((resolve) => {
        const done = () => {
          clearTimeout(giveUp)
          waiting.delete(done)
          resolve()
        }
        const giveUp = setTimeout(done, milliseconds)
        waiting.add(done)
      }),
    capped: () => capped,
    begin: dispatch.begin,
    deliver: dispatch.deliver,
    async sweep() {
      const now = clock.now()
      await storage.write(async (tx) => {
        await store.expire(tx, now)
        await store.emptyOver(tx, now)
        await store.removeOld(tx, now - KEPT_MS)
        await store.removeSends(tx, now - HOUR_MS)
      })
    },
    close: dispatch.close,
  }
}

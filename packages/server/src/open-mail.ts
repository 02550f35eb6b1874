import { type Config, mailFrom } from '#config'
import { keyedDigest } from '#crypto/keyed-digest'
import { deriveKey } from '#crypto/keys'
import type { Sealer } from '#crypto/sealed'
import type { Clock } from '#kernel/clock'
import { isLanguage, type Language } from '#kernel/language'
import type { Log } from '#kernel/log'
import type { Random } from '#kernel/random'
import { type DevelopmentMail, type Mail, mailing, readOverrides } from '#mail'
import type { Storage } from '#storage'

interface Deps {
  config: Config
  isDevelopment: boolean
  storage: Storage
  rootSecret: Buffer
  sealer: Sealer
  clock: Clock
  random: Random
  log: Log
  baseUrl(): string
  onMail: ((mail: DevelopmentMail) => void) | undefined
}

/** Who mail is from while none is sent. */
const NOBODY = { name: '', address: 'latchkey@localhost' }

/** Of who has chosen none. */
export const languageOf = ({ language }: Config): Language => (isLanguage(language) ? language : 'en')

/** The outbox and its worker, as the settings say. Throws `TemplateUnusable`, and what reading throws. */
export function openMail({ config, rootSecret, onMail, ...deps }: Deps): Mail {
  return mailing({
    ...deps,
    digest: keyedDigest(deriveKey(rootSecret, 'mail-address')),
    language: languageOf(config),
    smtpUrl: config.smtpUrl,
    from: mailFrom(config.mailFrom ?? '') ?? NOBODY,
    perHour: config.mailPerHour,
    noticesPerHour: config.mailNoticesPerHour,
    overrides: config.mailTemplates === undefined ? undefined : readOverrides(config.mailTemplates),
    onMade: onMail,
  })
}

import type { Config } from '@latchkey/server'
import { type Finding, ok, warn } from './finding.ts'

/** Whether anything is mailed: the pages offer links by mail to whoever forgot a password. */
export function checkMail({ smtpUrl, mailFrom }: Config): Finding {
  if (smtpUrl === undefined)
    return warn(
      'mail',
      'LATCHKEY_SMTP_URL is not set, so nothing is sent: whoever forgets a password waits for the link in vain',
      'Set LATCHKEY_SMTP_URL and LATCHKEY_MAIL_FROM: docs/mail.md.',
    )
  return ok('mail', `from ${String(mailFrom)}`)
}

import type { Setting } from './setting.ts'

/** `smtp:` or `smtps:`, with or without a login, and nothing behind the port. */
function readSmtpUrl(text: string): string | undefined {
  if (!/^smtps?:\/\/[^\s/\\?#]+\/?$/.test(text)) return undefined
  const url = URL.parse(text)
  const isWhole = url !== null && url.hostname !== '' && (url.username === '') === (url.password === '')
  return isWhole ? text : undefined
}

const NAMED = /^([^"<>@,;:\\\p{C}]{1,64}) <([^\s<>@]+@[^\s<>@]+)>$/u
const ADDRESS = /^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?$/

export function mailFrom(text: string): { name: string; address: string } | undefined {
  const [, name = '', address = text] = NAMED.exec(text) ?? []
  return ADDRESS.test(address) ? { name: name.trim(), address } : undefined
}

export const mailSettings = {
  LATCHKEY_SMTP_URL: {
    kind: 'secret',
    allowed: 'an address such as smtps://user:password@mail.example.com:465 or smtp://mail.example.com:587',
    read: readSmtpUrl,
    defaultDoc: 'none: mail is kept and not sent',
    doc: 'The mail server. `smtps` is encrypted from the start; `smtp` is by STARTTLS, which is demanded of every server that is not on this machine. Special characters of the login are percent-encoded.',
  },
  LATCHKEY_MAIL_FROM: {
    kind: 'string',
    allowed: 'an address such as accounts@example.com or Example <accounts@example.com>',
    read: (text: string) => (mailFrom(text) ? text : undefined),
    doc: 'Who mail is from. Needed together with LATCHKEY_SMTP_URL.',
  },
  LATCHKEY_MAIL_PER_HOUR: {
    kind: 'integer',
    min: 1,
    max: 1_000_000,
    default: 1000,
    doc: 'The most mails in an hour that anybody can have sent without being signed in: confirmations, reset links, sign-in links and codes. Beyond it they are not made. Notices to owners are not counted.',
  },
  LATCHKEY_MAIL_NOTICES_PER_HOUR: {
    kind: 'integer',
    min: 1,
    max: 1_000_000,
    default: 20,
    doc: 'The most notices of one kind that are mailed to one address in an hour. All of them are kept (`GET /users/me/notices`).',
  },
  LATCHKEY_MAIL_TEMPLATES: {
    kind: 'string',
    allowed: 'the path of a folder',
    isPath: true,
    doc: 'A folder with texts of your own in place of the built-in ones: see docs/mail.md. It is read when the server starts.',
  },
  LATCHKEY_LANGUAGE: {
    kind: 'enum',
    values: ['en', 'de', 'es', 'fr', 'ja', 'ar'],
    default: 'en',
    doc: 'The language of mail to whoever has chosen none, and of the pages for a browser that asks for none of these.',
  },
} as const satisfies Readonly<Record<string, Setting>>

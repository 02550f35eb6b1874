import type { UserId } from '#kernel/ids'
import type { AnyLanguage } from '#kernel/language'

/** What happened to an account, of which its owner hears by mail. */
export const noticeKinds = [
  'refresh_token_reused',
  'return_code_reused',
  'password_changed',
  'api_key_created',
  'new_device',
  'email_changed',
  'email_released',
  'factor_added',
  'factor_removed',
  'factors_lost',
  'recovery_used',
  'identity_linked',
  'identity_unlinked',
] as const
export type MailedNotice = (typeof noticeKinds)[number]

/** What each template is filled in with. Instants are milliseconds since the epoch. */
export interface TemplateData {
  verify_email: { url: string }
  /** To the address of before. */
  address_changed: { revertUrl: string; newAddress: string }
  reset_password: { url: string }
  /** To an address that an account only shows. */
  release_address: { url: string }
  /** The account was made by somebody else, and has no password yet. */
  first_password: { url: string }
  sign_in_link: { url: string }
  sign_in_code: { code: string }
  invitation: { url: string; by?: string | undefined }
  register_link: { url: string }
  /** Without it for whoever could not sign in by a new password. */
  already_registered: { resetUrl?: string | undefined }
  username_taken: { username: string }
  notice: {
    noticeKind: MailedNotice
    at: number
    sourceAddress?: string | undefined
    /** What the program calls itself that it was done with. */
    device?: string | undefined
    notMeUrl?: string | undefined
  }
  recovery_link: { url: string }
  recovery_started: { cancelUrl: string; readyAt: number }
  recovery_ready: { url: string }
  contact_asked: { url: string; who: string }
  factor_removal_waiting: { cancelUrl: string; at: number }
}

export type TemplateName = keyof TemplateData

/**
 * Whether somebody who is not signed in can have it sent: such mails are capped. What an owner has to hear of is not, or
 * whoever took an account could have the warning capped away.
 */
const isAsked = {
  verify_email: true,
  address_changed: false,
  reset_password: true,
  release_address: true,
  first_password: false,
  sign_in_link: true,
  sign_in_code: true,
  // By whoever may make accounts: it has a cap of its own.
  invitation: false,
  register_link: true,
  already_registered: true,
  username_taken: true,
  notice: false,
  recovery_link: true,
  recovery_started: false,
  recovery_ready: true,
  contact_asked: false,
  factor_removal_waiting: false,
} as const satisfies Record<TemplateName, boolean>
export const isCapped = (name: TemplateName): boolean => isAsked[name]
export const templateNames = Object.keys(isAsked) as TemplateName[]

export type Template = {
  [Name in TemplateName]: { readonly kind: Name } & Readonly<TemplateData[Name]>
}[TemplateName]

export interface Letter {
  /** One address, as it is stored. */
  readonly to: string
  /** Whose account it is about; undefined where there is none yet. */
  readonly userId: UserId | undefined
  readonly template: Template
  /** The person's if absent, else the server's. */
  readonly language?: AnyLanguage | undefined
  /** When its link or code is over: from then on it is not sent. Milliseconds since the epoch; three days if absent. */
  readonly expiresAt?: number | undefined
  /** Its owner has to get it, whatever others had sent: it is not capped. */
  readonly isOwed?: true
  /** Nobody has proved the address: whoever reads it may be a stranger, to whom no more is sent than anybody could ask for. */
  readonly isToStranger?: boolean
}

import { endpoint } from './endpoint.ts'
import { Message } from './session-shapes.ts'
import { AccessToken } from './sign-in.ts'

const Token = {
  type: 'string',
  minLength: 1,
  maxLength: 128,
  description: 'The end of the mailed link, behind `token=`.',
} as const
const ByToken = {
  type: 'object',
  required: ['token'],
  additionalProperties: false,
  properties: { token: Token },
} as const
const Address = {
  type: 'string',
  minLength: 3,
  maxLength: 254,
  description: 'One address. Compared without case.',
} as const
const ByAddress = {
  type: 'object',
  required: ['email'],
  additionalProperties: false,
  properties: { email: Address },
} as const
const Refresh = { type: 'boolean', description: 'Asks for a refresh token too.' } as const

/** Whatever the reason. */
const details = {
  invalid_mailed_token: 'The link is wrong, used, replaced by a newer one or too old. Ask for a new mail.',
} as const

/** The same for every address, whoever has it (C023). */
const asked = {
  method: 'POST',
  access: 'public',
  audit: 'mail.asked',
  tag: 'mailboxes',
  input: { body: ByAddress },
  status: 202,
  output: Message,
  limit: 'sign-in',
  onBehalf: true,
  example: {
    body: { email: 'john@example.com' },
    answer: { message: 'If there is an account for this address, a mail is on its way' },
  },
} as const

/** What the token of a mail does, once. */
const byToken = {
  method: 'POST',
  access: 'public',
  tag: 'mailboxes',
  input: { body: ByToken },
  status: 200,
  output: Message,
  limit: 'sign-in',
  isGuarded: true,
  onBehalf: true,
  errors: ['invalid_mailed_token'],
  details,
} as const

/** What people do by what is mailed to them. Opening a link changes nothing: each is spent by a POST, once. */
export const mailboxes = {
  verify: endpoint({
    ...byToken,
    path: '/auth/verify-email',
    audit: 'email.verified',
    summary: 'Prove that an address is yours',
    description:
      'By the token of the mail to it, good for 24 hours. From then on the address signs in and recovers the account; one that it takes the place of does so no longer, and stays reserved for 72 hours. Signs nobody in.',
    example: { body: { token: 'the token of the mail' }, answer: { message: 'Address verified' } },
  }),
  resend: endpoint({
    ...asked,
    path: '/auth/verify-email/resend',
    summary: 'Mail once more how to prove an address',
    description: 'The same answer for every address. The newest link counts, and none of before.',
    errors: [],
  }),
  forgot: endpoint({
    ...asked,
    path: '/auth/forgot-password',
    summary: 'Mail a link by which a new password is chosen',
    description:
      'The same answer for every address. The link is good for 60 minutes and for `POST /auth/reset-password`, once; nothing about the account changes until then. An address that an account only shows, without having proved it, is mailed a link for `POST /auth/email/release` instead.',
    errors: [],
  }),
  revert: endpoint({
    ...byToken,
    path: '/auth/email/revert',
    audit: 'email.reverted',
    summary: 'Take an address back that was changed',
    description:
      'By the token of the mail to the address of before, good for 72 hours at least. That address is the one of the account again, every session ends, and a link to choose a new password is mailed to it.',
    example: {
      body: { token: 'the token of the mail' },
      answer: { message: 'The address is yours again, and every session was ended' },
    },
  }),
  release: endpoint({
    ...byToken,
    path: '/auth/email/release',
    audit: 'user.changed',
    summary: 'Take an address from an account that only shows it',
    description:
      'By the token of the mail that `POST /auth/forgot-password` sends to an address that signs in to no account and that an account shows without having proved it; good for 60 minutes. That account shows the address again that signs it in, and keeps everything else; its owner is told. Whoever reads the mail can register with the address then. Signs nobody in.',
    example: {
      body: { token: 'the token of the mail' },
      answer: { message: 'No account has the address any more' },
    },
  }),
  askLink: endpoint({
    ...asked,
    path: '/auth/sign-in-link',
    summary: 'Mail a link that signs in',
    description: 'The same answer for every address. The link is good for 15 minutes, once.',
    errors: [],
  }),
  redeemLink: endpoint({
    method: 'POST',
    path: '/auth/sign-in-link/redeem',
    access: 'public',
    audit: 'session.begun',
    refusal: 'session.refused',
    tag: 'mailboxes',
    summary: 'Sign in by a mailed link',
    description:
      'An account with a second factor is asked for it as after a password. Whoever proves an address by it that nobody had proved yet gets the account without what was set up before: its password, sessions, keys and factors are gone.',
    input: { body: { ...ByToken, properties: { token: Token, refresh: Refresh } } },
    status: 200,
    output: AccessToken,
    limit: 'sign-in',
    isGuarded: true,
    onBehalf: true,
    errors: ['invalid_mailed_token', 'mfa_required'],
    details,
    example: {
      body: { token: 'the token of the mail' },
      answer: { access_token: 'eyJhbGciOiJIUzI1NiIs...', token_type: 'bearer', expires_in: 1_800 },
    },
  }),
  askCode: endpoint({
    ...asked,
    path: '/auth/sign-in-code',
    summary: 'Mail a code that signs in',
    description:
      'The same answer for every address. The code has 8 digits and is good for 10 minutes, once, and for five tries.',
    errors: [],
  }),
  redeemCode: endpoint({
    method: 'POST',
    path: '/auth/sign-in-code/redeem',
    access: 'public',
    audit: 'session.begun',
    refusal: 'session.refused',
    tag: 'mailboxes',
    summary: 'Sign in by a mailed code',
    description:
      'As by a mailed link. Wrong codes are counted with wrong passwords; a newer code gives back none.',
    input: {
      body: {
        type: 'object',
        required: ['email', 'code'],
        additionalProperties: false,
        properties: {
          email: Address,
          code: { type: 'string', pattern: '^[0-9]{8}$', 'x-pattern-in-words': '8 digits' },
          refresh: Refresh,
        },
      },
    },
    status: 200,
    output: AccessToken,
    limit: 'sign-in',
    isGuarded: true,
    onBehalf: true,
    errors: ['invalid_credentials', 'mfa_required', 'too_many_attempts', 'overloaded'],
    details: {
      invalid_credentials: 'The code is wrong, used or too old. After five tries a new one is needed.',
    },
    example: {
      body: { email: 'john@example.com', code: '12345678' },
      answer: { access_token: 'eyJhbGciOiJIUzI1NiIs...', token_type: 'bearer', expires_in: 1_800 },
    },
  }),
}

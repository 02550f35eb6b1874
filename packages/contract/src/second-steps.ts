import { endpoint } from './endpoint.ts'
import { Secret, shownFactor } from './factor-shapes.ts'
import { exampleCeremony, exampleRequest, PasskeyOptions } from './passkey-shapes.ts'
import { Message } from './session-shapes.ts'
import { AccessToken } from './sign-in.ts'
import { ById, Instant, Password } from './users.ts'

const PendingToken = { type: 'string', minLength: 1, maxLength: 128 } as const

const pending = 'mfa_0aB1cD2eF3gH4iJ5kL6mN7oP8qRsT9uV0wX1yZ2aB3c'
const tokens = { access_token: 'eyJhbGciOiJIUzI1NiIs...', token_type: 'bearer' as const, expires_in: 1800 }

/** The second step of a sign-in, and what asks for a fresh proof. */
export const secondSteps = {
  loginMfa: endpoint({
    method: 'POST',
    path: '/auth/login/mfa',
    access: 'public',
    audit: 'session.begun',
    refusal: 'session.refused',
    tag: 'sessions',
    summary: 'Finish a sign-in with a second factor',
    description:
      'By the `mfa_token` of a refusal `mfa_required`: good for ten minutes, five tries and one session. With `trust_device` the answer has a `device_token`: sent with the next sign-ins, it stands in for the second factor for 30 days.',
    input: {
      body: {
        type: 'object',
        required: ['mfa_token', 'kind'],
        additionalProperties: false,
        properties: {
          mfa_token: PendingToken,
          ...shownFactor,
          trust_device: { type: 'boolean', default: false },
        },
      },
    },
    onBehalf: true,
    status: 200,
    output: {
      ...AccessToken,
      properties: {
        ...AccessToken.properties,
        device_token: { type: 'string', description: 'Only where it was asked for.' },
      },
    },
    limit: 'sign-in',
    isGuarded: true,
    errors: [
      'invalid_mfa_token',
      'invalid_code',
      'password_change_required',
      'too_many_attempts',
      'overloaded',
    ],
    example: { body: { mfa_token: pending, kind: 'totp' as const, code: '492039' }, answer: tokens },
  }),
  loginMfaOptions: endpoint({
    method: 'POST',
    path: '/auth/login/mfa/options',
    access: 'public',
    safe: true,
    tag: 'sessions',
    summary: 'Begin to finish a sign-in with a passkey',
    input: {
      body: {
        type: 'object',
        required: ['mfa_token'],
        additionalProperties: false,
        properties: { mfa_token: PendingToken },
      },
    },
    status: 200,
    output: PasskeyOptions,
    limit: 'sign-in',
    isGuarded: true,
    errors: ['invalid_mfa_token'],
    example: {
      body: { mfa_token: pending },
      answer: { ceremony: exampleCeremony, options: exampleRequest },
    },
  }),
  choosePassword: endpoint({
    method: 'POST',
    path: '/auth/login/password',
    access: 'public',
    audit: 'password.changed',
    tag: 'sessions',
    summary: 'Choose the new password that a sign-in asked for',
    description:
      'By the `password_token` of a refusal `password_change_required`. Ends every session of the account and begins none: sign in with the new password.',
    input: {
      body: {
        type: 'object',
        required: ['password_token', 'new_password'],
        additionalProperties: false,
        properties: { password_token: PendingToken, new_password: Password },
      },
    },
    onBehalf: true,
    status: 200,
    output: Message,
    limit: 'sign-in',
    isGuarded: true,
    errors: ['invalid_mfa_token', 'overloaded'],
    example: {
      body: { password_token: 'pwd_0aB1cD2eF3gH4iJ5kL6m', new_password: 'correct horse battery' },
      answer: { message: 'Password changed' },
    },
  }),
  reauthenticate: endpoint({
    method: 'POST',
    path: '/auth/reauthenticate',
    access: 'session',
    audit: 'session.proved',
    tag: 'sessions',
    summary: 'Prove again who it is',
    description:
      'What changes how somebody signs in asks for a proof that is not older than ten minutes (`reauth_required`). Without a second factor: the password. With one: the password and the factor, or a passkey that knew its owner. A provider that said on `/account/prove` who it is stands in for the password.',
    input: {
      body: {
        type: 'object',
        additionalProperties: false,
        properties: { password: Secret, ...shownFactor },
      },
    },
    onBehalf: true,
    status: 200,
    output: {
      type: 'object',
      required: ['fresh_until'],
      properties: { fresh_until: Instant },
    },
    isGuarded: true,
    errors: ['wrong_password', 'invalid_code', 'too_many_attempts', 'overloaded'],
    details: {
      wrong_password: 'The password is wrong. Nothing was changed.',
      invalid_code: 'That is no second factor of your account, or it was used already.',
    },
    example: {
      body: { password: 'securepassword123', kind: 'totp' as const, code: '492039' },
      answer: { fresh_until: '2026-11-23T09:40:00.000Z' },
    },
  }),
  reauthenticateOptions: endpoint({
    method: 'POST',
    path: '/auth/reauthenticate/options',
    access: 'session',
    safe: true,
    tag: 'sessions',
    summary: 'Begin to prove by a passkey who it is',
    status: 200,
    output: PasskeyOptions,
    errors: [],
    example: {
      answer: { ceremony: exampleCeremony, options: exampleRequest },
    },
  }),
  requirePasswordChange: endpoint({
    method: 'POST',
    path: '/users/:id/require-password-change',
    access: 'users:recover',
    audit: 'password.change_required',
    tag: 'recovery',
    summary: 'Let somebody in with a new password only',
    description:
      'Where a password may be known to others (NIST SP 800-63B-4 section 3.1.1). Ends every session; the password that is right opens nothing but the choice of another one, and that behind the second factor where there is one.',
    input: { params: ById },
    status: 200,
    output: Message,
    errors: ['user_not_found', 'account_not_suitable'],
    details: { account_not_suitable: 'A service account has no password.' },
    example: { params: { id: 2 }, answer: { message: 'A new password is asked for' } },
  }),
}

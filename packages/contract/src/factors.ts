import { endpoint } from './endpoint.ts'
import { Code, Secret } from './factor-shapes.ts'
import { CursorPages, Message, NextCursor } from './session-shapes.ts'
import { Instant, InstantOrNull } from './users.ts'

const RecoveryCodes = {
  type: 'array',
  items: { type: 'string' },
  description: 'For one use each, shown this once; only where there are none yet.',
} as const
const DeviceId = { type: 'string', pattern: '^dev_[A-Za-z0-9_-]{1,64}$' } as const

const codes = ['7K2M-9QXT-4HWB-C6RV', 'P3DN-8JYF-2ZLG-5SMA']
const phone = {
  id: 'dev_0aB1cD2eF3gH4iJ5kL6mN7oP8qR',
  device: 'Firefox on Windows',
  source_address: '203.0.113.7',
  created_at: '2026-11-23T09:30:00.000Z',
  last_used_at: '2026-11-23T09:30:00.000Z',
  expires_at: '2026-12-23T09:30:00.000Z',
}

/** What proves who somebody is besides the password. */
export const factors = {
  overview: endpoint({
    method: 'GET',
    path: '/users/me/factors',
    access: 'user',
    tag: 'factors',
    summary: 'Which factors the caller has',
    status: 200,
    output: {
      type: 'object',
      required: [
        'has_password',
        'totp_since',
        'passkeys',
        'recovery_codes_left',
        'trusted_devices',
        'removed_at',
      ],
      properties: {
        has_password: { type: 'boolean', description: 'Whether there is one that counts.' },
        totp_since: { ...InstantOrNull, description: 'Null: there is no authenticator app.' },
        passkeys: { type: 'integer', minimum: 0 },
        recovery_codes_left: { type: 'integer', minimum: 0 },
        trusted_devices: { type: 'integer', minimum: 0 },
        removed_at: {
          ...InstantOrNull,
          description: 'When all factors are removed, for somebody said that they are lost.',
        },
      },
    },
    errors: [],
    example: {
      answer: {
        has_password: true,
        totp_since: '2026-11-23T09:30:00.000Z',
        passkeys: 1,
        recovery_codes_left: 10,
        trusted_devices: 0,
        removed_at: null,
      },
    },
  }),
  beginTotp: endpoint({
    method: 'POST',
    path: '/users/me/factors/totp',
    access: 'session',
    audit: 'factor.begun',
    tag: 'factors',
    summary: 'Begin to add an authenticator app',
    description:
      'Needs a fresh proof of who it is. The secret is shown this once, as text, as an address and as a picture (RFC 6238, SHA-1, six digits, 30 seconds). It counts once its first code was given.',
    status: 200,
    output: {
      type: 'object',
      required: ['secret', 'uri', 'qr_svg'],
      properties: {
        secret: { type: 'string', description: 'Base32 (RFC 4648), 160 bits.' },
        uri: { type: 'string', description: '`otpauth://`' },
        qr_svg: { type: 'string', description: 'The address as a QR code.' },
      },
    },
    errors: ['reauth_required', 'totp_exists'],
    example: {
      answer: {
        secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
        uri: 'otpauth://totp/id.example.com:john_doe?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=id.example.com',
        qr_svg: '<svg viewBox="0 0 41 41">…</svg>',
      },
    },
  }),
  confirmTotp: endpoint({
    method: 'POST',
    path: '/users/me/factors/totp/confirm',
    access: 'session',
    audit: 'factor.added',
    tag: 'factors',
    summary: 'Add the authenticator app',
    description:
      'By a code of it. From then on a sign-in asks for one. Where there is no other second factor, the answer has the recovery codes: the way back when the app is lost.',
    input: {
      body: { type: 'object', required: ['code'], additionalProperties: false, properties: { code: Code } },
    },
    status: 200,
    output: {
      type: 'object',
      required: ['message'],
      properties: { message: { type: 'string' }, recovery_codes: RecoveryCodes },
    },
    errors: ['reauth_required', 'invalid_code', 'totp_exists'],
    details: { invalid_code: 'The code is not that of the app. Check the clock of the device.' },
    example: {
      body: { code: '492039' },
      answer: { message: 'Authenticator app added', recovery_codes: codes },
    },
  }),
  removeTotp: endpoint({
    method: 'DELETE',
    path: '/users/me/factors/totp',
    access: 'session',
    audit: 'factor.removed',
    tag: 'factors',
    summary: 'Remove the authenticator app',
    description: 'Needs a fresh proof by a second factor. Trusted devices are trusted no longer.',
    status: 200,
    output: Message,
    errors: ['reauth_required', 'factor_not_found'],
    details: { factor_not_found: 'You have no authenticator app.' },
    example: { answer: { message: 'Authenticator app removed' } },
  }),
  renewCodes: endpoint({
    method: 'POST',
    path: '/users/me/factors/recovery-codes',
    access: 'session',
    audit: 'recovery_codes.made',
    tag: 'factors',
    summary: 'Make new recovery codes',
    description: 'Needs a fresh proof by a second factor. The former ones count no longer.',
    status: 200,
    output: {
      type: 'object',
      required: ['recovery_codes'],
      properties: { recovery_codes: { type: 'array', items: { type: 'string' } } },
    },
    errors: ['reauth_required', 'factor_not_found'],
    details: { factor_not_found: 'You have no second factor to find a way back to.' },
    example: { answer: { recovery_codes: codes } },
  }),
  devices: endpoint({
    method: 'GET',
    path: '/users/me/trusted-devices',
    access: 'user',
    tag: 'factors',
    summary: 'List the devices that stand in for the second factor, the youngest first',
    input: { query: CursorPages },
    status: 200,
    output: {
      type: 'object',
      required: ['items', 'next_cursor'],
      properties: {
        items: {
          type: 'array',
          items: {
            type: 'object',
            required: ['id', 'device', 'source_address', 'created_at', 'last_used_at', 'expires_at'],
            properties: {
              id: DeviceId,
              device: { type: ['string', 'null'] },
              source_address: { type: ['string', 'null'] },
              created_at: Instant,
              last_used_at: Instant,
              expires_at: Instant,
            },
          },
        },
        next_cursor: NextCursor,
      },
    },
    errors: [],
    example: { answer: { items: [phone], next_cursor: null } },
  }),
  forgetDevice: endpoint({
    method: 'DELETE',
    path: '/users/me/trusted-devices/:device_id',
    access: 'session',
    audit: 'device.forgotten',
    tag: 'factors',
    summary: 'Trust a device no longer',
    input: { params: { type: 'object', required: ['device_id'], properties: { device_id: DeviceId } } },
    status: 200,
    output: Message,
    errors: [],
    example: { params: { device_id: phone.id }, answer: { message: 'The device is trusted no longer' } },
  }),
  declareLost: endpoint({
    method: 'POST',
    path: '/users/me/factors/lost',
    access: 'session',
    audit: 'factors.lost',
    tag: 'factors',
    summary: 'Say that all factors are lost',
    description:
      'With the password, in a session that lives. All factors are removed 24 hours later, unless that is called off; the owner is told at once and in the end.',
    input: {
      body: {
        type: 'object',
        required: ['password'],
        additionalProperties: false,
        properties: { password: Secret },
      },
    },
    onBehalf: true,
    status: 200,
    output: { type: 'object', required: ['removed_at'], properties: { removed_at: Instant } },
    isGuarded: true,
    errors: ['wrong_password', 'factor_not_found', 'too_many_attempts', 'overloaded'],
    details: {
      wrong_password: 'The password is wrong. Nothing was changed.',
      factor_not_found: 'You have no second factor that could be lost.',
    },
    example: {
      body: { password: 'securepassword123' },
      answer: { removed_at: '2026-11-24T09:30:00.000Z' },
    },
  }),
  callOffLoss: endpoint({
    method: 'DELETE',
    path: '/users/me/factors/lost',
    access: 'session',
    audit: 'factors.found',
    tag: 'factors',
    summary: 'Call off the removal of all factors',
    description: 'Needs a fresh proof by a second factor.',
    status: 200,
    output: Message,
    errors: ['reauth_required', 'factor_not_found'],
    details: { factor_not_found: 'Nobody said that your factors are lost.' },
    example: { answer: { message: 'Your factors stay' } },
  }),
}

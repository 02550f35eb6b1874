import type { ValueOf } from './schema.ts'
import { Instant, InstantOrNull } from './users.ts'

export const PasskeyId = { type: 'string', pattern: '^pky_[A-Za-z0-9_-]{1,64}$' } as const

export const PasskeyName = {
  type: 'string',
  minLength: 1,
  maxLength: 100,
  pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]*$',
  'x-pattern-in-words': 'anything but control characters',
  description: 'For its owner to know it by.',
} as const

export const Passkey = {
  type: 'object',
  required: ['id', 'name', 'is_backup_eligible', 'is_backed_up', 'aaguid', 'created_at', 'last_used_at'],
  properties: {
    id: PasskeyId,
    name: { type: 'string' },
    is_backup_eligible: { type: 'boolean', description: 'Whether it may be on several devices.' },
    is_backed_up: { type: 'boolean', description: 'Whether it was, when it was used last.' },
    aaguid: {
      type: 'string',
      description: 'Of which kind the authenticator is; zeros where it does not say.',
    },
    created_at: Instant,
    last_used_at: InstantOrNull,
  },
} as const
export type Passkey = ValueOf<typeof Passkey>

export const AddedPasskey = {
  type: 'object',
  required: Passkey.required,
  properties: {
    ...Passkey.properties,
    recovery_codes: {
      type: 'array',
      items: { type: 'string' },
      description: 'Where it is the first second factor: the way back when it is lost, shown this once.',
    },
  },
} as const

const Base64Url = (maxLength: number) =>
  ({
    type: 'string',
    minLength: 1,
    maxLength,
    pattern: '^[A-Za-z0-9_-]+$',
    'x-pattern-in-words': 'base64url',
  }) as const

/** 1,023 bytes (Web Authentication Level 3 section 5.8.3). */
const CredentialId = Base64Url(1_364)
export const Ceremony = {
  type: 'string',
  minLength: 1,
  maxLength: 64,
  description: 'As the options had it: for one answer, within five minutes.',
} as const
const Extensions = {
  type: 'object',
  description: 'What the browser says of extensions; nothing is made of it.',
} as const

const Credential = {
  id: CredentialId,
  rawId: CredentialId,
  type: { type: 'string', maxLength: 32 },
  authenticatorAttachment: { type: ['string', 'null'], maxLength: 32 },
  clientExtensionResults: Extensions,
} as const

/** `PublicKeyCredential.toJSON()` of what `navigator.credentials.create()` gave. */
export const RegistrationResponse = {
  type: 'object',
  required: ['id', 'rawId', 'type', 'response'],
  properties: {
    ...Credential,
    response: {
      type: 'object',
      required: ['clientDataJSON', 'attestationObject'],
      properties: {
        clientDataJSON: Base64Url(8_192),
        attestationObject: Base64Url(32_768),
        transports: { type: 'array', maxItems: 16, items: { type: 'string', maxLength: 32 } },
      },
    },
  },
} as const

/** `PublicKeyCredential.toJSON()` of what `navigator.credentials.get()` gave. */
export const AssertionResponse = {
  type: 'object',
  required: ['id', 'rawId', 'type', 'response'],
  properties: {
    ...Credential,
    response: {
      type: 'object',
      required: ['clientDataJSON', 'authenticatorData', 'signature'],
      properties: {
        clientDataJSON: Base64Url(8_192),
        authenticatorData: Base64Url(8_192),
        signature: Base64Url(8_192),
        userHandle: { type: ['string', 'null'], maxLength: 128 },
      },
    },
  },
} as const
export type RegistrationResponse = ValueOf<typeof RegistrationResponse>
export type AssertionResponse = ValueOf<typeof AssertionResponse>

/** What ends a ceremony that was begun with `PasskeyOptions`. */
export const PasskeyAssertion = {
  type: 'object',
  required: ['ceremony', 'response'],
  additionalProperties: false,
  properties: { ceremony: Ceremony, response: AssertionResponse },
} as const
export type PasskeyAssertion = ValueOf<typeof PasskeyAssertion>

const text = { type: 'string' } as const
const Descriptors = {
  type: 'array',
  items: {
    type: 'object',
    required: ['type', 'id'],
    properties: { type: text, id: text, transports: { type: 'array', items: text } },
  },
} as const
const Milliseconds = { type: 'integer', minimum: 1, description: 'Milliseconds.' } as const

/** `PublicKeyCredentialRequestOptionsJSON` (Web Authentication Level 3 section 5.5). */
export const PasskeyOptions = {
  type: 'object',
  required: ['ceremony', 'options'],
  properties: {
    ceremony: text,
    options: {
      type: 'object',
      required: ['challenge', 'rpId', 'timeout', 'userVerification'],
      properties: {
        challenge: text,
        rpId: text,
        timeout: Milliseconds,
        userVerification: text,
        allowCredentials: Descriptors,
      },
      description: 'For `PublicKeyCredential.parseRequestOptionsFromJSON()`.',
    },
  },
} as const
export const CreationOptions = {
  type: 'object',
  required: ['ceremony', 'options'],
  properties: {
    ceremony: text,
    options: {
      type: 'object',
      required: [
        'challenge',
        'rp',
        'user',
        'pubKeyCredParams',
        'timeout',
        'excludeCredentials',
        'authenticatorSelection',
        'attestation',
      ],
      properties: {
        challenge: text,
        rp: { type: 'object', required: ['id', 'name'], properties: { id: text, name: text } },
        user: {
          type: 'object',
          required: ['id', 'name', 'displayName'],
          properties: { id: text, name: text, displayName: text },
        },
        pubKeyCredParams: {
          type: 'array',
          items: {
            type: 'object',
            required: ['type', 'alg'],
            properties: { type: text, alg: { type: 'integer', description: 'IANA COSE Algorithms.' } },
          },
        },
        timeout: Milliseconds,
        excludeCredentials: Descriptors,
        authenticatorSelection: {
          type: 'object',
          required: ['residentKey', 'requireResidentKey', 'userVerification'],
          properties: { residentKey: text, requireResidentKey: { type: 'boolean' }, userVerification: text },
        },
        attestation: text,
      },
      description: 'For `PublicKeyCredential.parseCreationOptionsFromJSON()`.',
    },
  },
} as const
export type PasskeyOptions = ValueOf<typeof PasskeyOptions>

export const laptop = {
  id: 'pky_0aB1cD2eF3gH4iJ5kL6mN7oP8qR',
  name: 'Laptop',
  is_backup_eligible: true,
  is_backed_up: true,
  aaguid: '00000000-0000-0000-0000-000000000000',
  created_at: '2026-11-23T09:30:00.000Z',
  last_used_at: null,
}
export const exampleCeremony = 'cer_0aB1cD2eF3gH4iJ5kL6mN7oP8qRsT9uV0wX1yZ2aB3c'
export const exampleRequest = {
  challenge: 'w2Jc0vYk3mR9',
  rpId: 'id.example.com',
  timeout: 300_000,
  userVerification: 'required',
}
export const exampleAssertion = {
  id: 'kIqNvPG0Rb8gJ3mYt5cW2A',
  rawId: 'kIqNvPG0Rb8gJ3mYt5cW2A',
  type: 'public-key',
  response: {
    clientDataJSON: 'eyJ0eXBlIjoid2ViYXV0aG4uZ2V0Iiwi',
    authenticatorData: 'SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAAAA',
    signature: 'MEUCIQDZ0nT1kK0p2v',
    userHandle: 'pX0m2b7QvV9n3cK8hR5tYw',
  },
}

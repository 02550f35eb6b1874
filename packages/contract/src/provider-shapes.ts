import type { ValueOf } from './schema.ts'
import { Instant, InstantOrNull } from './users.ts'

export const providerKinds = ['google', 'microsoft', 'apple', 'github', 'gitlab', 'discord', 'oidc'] as const
export type ProviderKind = (typeof providerKinds)[number]

export const ProviderSlug = {
  type: 'string',
  pattern: '^[a-z][a-z0-9-]{0,31}$',
  'x-pattern-in-words': 'small letters, digits and "-", the first of them a letter',
  description: 'What the address of the way back is made of: it stays.',
} as const

export const ProviderName = {
  type: 'string',
  minLength: 1,
  maxLength: 64,
  pattern: '^[^\\p{Cc}\\p{Zl}\\p{Zp}]*$',
  'x-pattern-in-words': 'no control characters',
  description: 'As the button has it: "Continue with …".',
} as const

export const ClientId = { type: 'string', minLength: 1, maxLength: 256, pattern: '^[\\x21-\\x7e]+$' } as const
export const ClientSecret = {
  type: 'string',
  minLength: 1,
  maxLength: 4_096,
  description: 'Kept sealed, and never shown again. Of Apple: the whole file of the key (.p8).',
} as const
export const Scopes = { type: 'string', minLength: 1, maxLength: 512, pattern: '^[\\x21-\\x7e ]+$' } as const
export const Issuer = {
  type: 'string',
  minLength: 1,
  maxLength: 512,
  description: 'The address that the provider calls itself by, letter for letter.',
} as const
export const EmailDomains = {
  type: 'array',
  items: {
    type: 'string',
    maxLength: 253,
    pattern: '^(?:\\*|[a-z0-9.-]+)$',
    'x-pattern-in-words': 'a domain in small letters, or "*"',
  },
  maxItems: 50,
  description:
    'For which domains the provider is believed when it says that an address was proved. `*`: for all; an empty list: for none.',
} as const
const AppleId = {
  type: ['string', 'null'],
  maxLength: 32,
  pattern: '^[A-Za-z0-9]+$',
  'x-pattern-in-words': 'letters and digits',
} as const
export const TeamId = { ...AppleId, description: 'Of Apple alone: the team.' } as const
export const KeyId = { ...AppleId, description: 'Of Apple alone: the name of the key.' } as const

export const Provider = {
  type: 'object',
  required: [
    'slug',
    'kind',
    'name',
    'issuer',
    'client_id',
    'scopes',
    'email_domains',
    'team_id',
    'key_id',
    'enabled',
    'redirect_uri',
    'created_at',
    'updated_at',
  ],
  properties: {
    slug: ProviderSlug,
    kind: { type: 'string', enum: providerKinds },
    name: ProviderName,
    issuer: Issuer,
    client_id: ClientId,
    scopes: Scopes,
    email_domains: EmailDomains,
    team_id: TeamId,
    key_id: KeyId,
    enabled: { type: 'boolean' },
    redirect_uri: {
      type: 'string',
      description: 'What is pasted at the provider as the address that it may send people back to.',
    },
    created_at: Instant,
    updated_at: Instant,
  },
} as const
export type Provider = ValueOf<typeof Provider>

export const ProviderCheck = {
  type: 'object',
  required: ['is_good', 'findings'],
  properties: {
    is_good: { type: 'boolean' },
    findings: {
      type: 'array',
      items: {
        type: 'object',
        required: ['of', 'state', 'message'],
        properties: {
          of: { type: 'string', enum: ['address', 'discovery', 'keys', 'client', 'redirect'] },
          state: { type: 'string', enum: ['ok', 'warn', 'fail'] },
          message: { type: 'string', description: 'What the provider answered, and what to do.' },
        },
      },
    },
  },
} as const
export type ProviderCheck = ValueOf<typeof ProviderCheck>
export type ProviderFinding = ProviderCheck['findings'][number]

export const IdentityId = { type: 'string', pattern: '^idn_[A-Za-z0-9_-]{1,64}$' } as const

export const Identity = {
  type: 'object',
  required: ['id', 'provider', 'name', 'issuer', 'subject', 'email', 'linked_at', 'last_used_at'],
  properties: {
    id: IdentityId,
    provider: { ...ProviderSlug, description: 'By which it was linked.' },
    name: { ...ProviderName, description: 'What the provider is called.' },
    issuer: Issuer,
    subject: { type: 'string', description: 'What the provider knows the person by.' },
    email: {
      type: ['string', 'null'],
      description: 'The address that the provider told when it was used last. Nobody is known by it.',
    },
    linked_at: Instant,
    last_used_at: InstantOrNull,
  },
} as const
export type Identity = ValueOf<typeof Identity>

import { endpoint } from './endpoint.ts'
import type { ValueOf } from './schema.ts'
import { CursorPages, NextCursor } from './session-shapes.ts'
import { Instant, InstantOrNull } from './users.ts'

const KeyName = { type: 'string', pattern: '^sig_[A-Za-z0-9_-]{8}$' } as const
const Algorithm = { type: 'string', enum: ['HS256', 'EdDSA', 'ES256', 'RS256'] } as const

/** A key that signs tokens, without what it signs with. */
export const SigningKey = {
  type: 'object',
  required: ['kid', 'algorithm', 'state', 'created_at', 'signs_from', 'verifies_until', 'retired_at'],
  properties: {
    kid: KeyName,
    algorithm: Algorithm,
    state: {
      type: 'string',
      enum: ['next', 'signing', 'verifying', 'expired', 'retired', 'unreadable'],
      description:
        '`next` is published and signs from `signs_from` on; `verifying` has been followed, and its tokens count until they expire; tokens of a `retired` one count no longer, nor those of one that is `unreadable` to this server.',
    },
    created_at: Instant,
    signs_from: Instant,
    verifies_until: {
      ...InstantOrNull,
      description: 'When the last token of it has expired; null while no other key is to follow it.',
    },
    retired_at: InstantOrNull,
  },
} as const
export type SigningKey = ValueOf<typeof SigningKey>

const signing = {
  kid: 'sig_0aB1cD2e',
  algorithm: 'EdDSA' as const,
  state: 'signing' as const,
  created_at: '2026-11-23T09:30:00.000Z',
  signs_from: '2026-11-23T09:30:00.000Z',
  verifies_until: null,
  retired_at: null,
}

const Member = { type: 'string' } as const

/** A public key (RFC 7517, RFC 8037). What is not listed here never leaves: no `d`, no `k`. */
const Jwk = {
  type: 'object',
  required: ['kty', 'use', 'alg', 'kid'],
  properties: {
    kty: { type: 'string', enum: ['OKP', 'EC', 'RSA'] },
    use: { type: 'string', const: 'sig' },
    alg: { type: 'string', enum: ['EdDSA', 'ES256', 'RS256'] },
    kid: KeyName,
    crv: Member,
    x: Member,
    y: Member,
    n: Member,
    e: Member,
  },
} as const

export const keys = {
  published: endpoint({
    method: 'GET',
    path: '/.well-known/jwks.json',
    access: 'public',
    tag: 'keys',
    summary: 'The public keys of access tokens',
    description:
      'For whoever verifies tokens by itself. Empty while `LATCHKEY_TOKEN_ALGORITHM` is HS256, whose key is nobody’s but the server’s. A key is here before it signs for longer than the answer may be kept.',
    sharedForSeconds: 300,
    status: 200,
    output: { type: 'object', required: ['keys'], properties: { keys: { type: 'array', items: Jwk } } },
    errors: ['storage_unavailable'],
    example: {
      answer: {
        keys: [
          {
            kty: 'OKP' as const,
            use: 'sig' as const,
            alg: 'EdDSA' as const,
            kid: signing.kid,
            crv: 'Ed25519',
            x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
          },
        ],
      },
    },
  }),
  list: endpoint({
    method: 'GET',
    path: '/keys',
    access: 'server:inspect',
    tag: 'keys',
    summary: 'List the signing keys, the one that signs last first',
    input: {
      query: CursorPages,
    },
    status: 200,
    output: {
      type: 'object',
      required: ['items', 'next_cursor'],
      properties: {
        items: { type: 'array', items: SigningKey },
        next_cursor: NextCursor,
      },
    },
    errors: [],
    example: { answer: { items: [signing], next_cursor: null } },
  }),
  rotate: endpoint({
    method: 'POST',
    path: '/keys/rotate',
    access: 'keys:write',
    audit: 'key.rotated',
    tag: 'keys',
    summary: 'Let a new key follow the one that signs',
    description:
      'The new one is published at once and signs six minutes later, when no cache lacks it; tokens of the old one count until they expire. Where a new one is on its way already, the answer is that one, so that repeating the request does nothing. `immediately` is for an emergency: a new one that signs from now on, although who verifies from a cached copy of the public keys may not know it for five minutes.',
    input: {
      body: {
        type: 'object',
        additionalProperties: false,
        properties: { immediately: { type: 'boolean', default: false } },
      },
    },
    status: 200,
    output: SigningKey,
    errors: [],
    example: {
      body: { immediately: false },
      answer: { ...signing, state: 'next' as const, signs_from: '2026-11-23T09:36:01.000Z' },
    },
  }),
  retire: endpoint({
    method: 'POST',
    path: '/keys/:kid/retire',
    access: 'keys:write',
    audit: 'key.retired',
    tag: 'keys',
    summary: 'Let no token of a key count any more',
    description:
      'From the very next request on here, within a second at every other server on the same database. The key itself is destroyed. When it is the one that signs, the one that was to follow signs at once, or a new one.',
    input: { params: { type: 'object', required: ['kid'], properties: { kid: KeyName } } },
    status: 200,
    output: SigningKey,
    errors: ['signing_key_not_found'],
    example: {
      params: { kid: signing.kid },
      answer: {
        ...signing,
        state: 'retired' as const,
        verifies_until: '2026-11-23T10:00:00.000Z',
        retired_at: '2026-11-23T10:00:00.000Z',
      },
    },
  }),
}

import { PasskeyAssertion } from './passkey-shapes.ts'
import type { ValueOf } from './schema.ts'

export const Secret = { type: 'string', minLength: 1 } as const
export const Code = {
  type: 'string',
  minLength: 1,
  maxLength: 64,
  description: 'Six digits of an authenticator app, or a recovery code. Spaces and "-" do not matter.',
} as const

export const factorKinds = ['totp', 'passkey', 'recovery_code'] as const
export type FactorKind = (typeof factorKinds)[number]

const Kind = { type: 'string', enum: factorKinds } as const
/** What is shown as another factor. */
export const shownFactor = { kind: Kind, code: Code, passkey: PasskeyAssertion } as const
const ShownFactor = { type: 'object', required: ['kind'], properties: shownFactor } as const
export type ShownFactor = ValueOf<typeof ShownFactor>

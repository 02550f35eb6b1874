import type { ObjectSchema } from '@latchkey/contract'
import { nextField, nextOf } from './goal.ts'

/** What goes with every step of getting in, out of sight. */
export interface Carried {
  /** Where it goes on. */
  readonly next: string
  /** `able` where the script found that this browser can have a passkey; empty without it. */
  readonly passkeys: string
}

const properties = {
  next: nextField,
  passkeys: { type: 'string', enum: ['', 'able'] },
} as const

export const carriedOf = (form: Readonly<Record<string, string>>): Carried => ({
  next: nextOf(form['next']),
  passkeys: form['passkeys'] === 'able' ? 'able' : '',
})

/** The form of a step: what is typed, and what is carried. */
export const stepForm = (required: readonly string[], typed: ObjectSchema['properties']): ObjectSchema => ({
  type: 'object',
  required,
  additionalProperties: false,
  properties: { ...typed, ...properties },
})

/** A field that the script fills in with what the browser gives of a passkey, as JSON. */
export const passkeyField = { type: 'string', minLength: 1, maxLength: 65_536 } as const
/** A field that is sent empty where there is nothing in it. */
export const blank = { type: 'string', maxLength: 0 } as const

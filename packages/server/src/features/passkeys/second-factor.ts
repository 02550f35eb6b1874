import type { PasskeyAssertion, PasskeyOptions } from '@latchkey/contract'
import type { RelyingParty } from '#crypto/webauthn'
import type { UserId } from '#kernel/ids'
import type { Reader, Storage } from '#storage'
import { type Assertion, assertion } from './assert.ts'
import type { Ceremonies } from './ceremonies.ts'
import { requestOptions } from './options.ts'
import type { PasskeyStore } from './store.ts'

interface Deps {
  storage: Storage
  store: PasskeyStore
  ceremonies: Ceremonies
  party(): RelyingParty
}

/** What another proof is added to: a pending sign-in, or a session. */
export interface For {
  readonly purpose: 'second_factor' | 'reauthenticate'
  readonly boundTo: string
}

/** Passkeys as one of the second factors of an account. */
export interface PasskeyFactor {
  countOf(reader: Reader, userId: UserId): Promise<number>
  optionsFor(userId: UserId, asked: For): Promise<PasskeyOptions>
  /** Undefined for what proves nothing. The ceremony is spent by asking. */
  verify(userId: UserId, asked: For, answer: PasskeyAssertion): Promise<Assertion | undefined>
}

export function passkeyFactor(deps: Deps): PasskeyFactor {
  const { store, ceremonies, storage, party } = deps
  return {
    countOf: store.count,
    async optionsFor(userId, { purpose, boundTo }) {
      const { ceremony, challenge } = await ceremonies.begin({ purpose, userId, boundTo })
      const allowed = await store.list(storage, userId)
      // Where the password was the other factor it is enough that somebody is there. A fresh proof may have to do without one.
      const userVerification = purpose === 'second_factor' ? 'discouraged' : 'preferred'
      const options = requestOptions(party(), { challenge, allowed, userVerification })
      return { ceremony, options }
    },
    async verify(userId, { purpose, boundTo }, { ceremony, response }) {
      const challenge = await ceremonies.spend(ceremony, { purpose, userId, boundTo })
      if (challenge === undefined) return undefined
      return assertion(deps, response, { challenge, needsUserVerification: false, userId })
    },
  }
}

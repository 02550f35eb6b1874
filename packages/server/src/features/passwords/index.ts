import type { Claim as HashClaim } from '#crypto/fair-queue'
import type { PasswordHasher } from '#crypto/passwords'
import { isListed, loadBlocklist } from './blocklist.ts'
import { blocklistEntries, blocklistVersion } from './blocklist-facts.ts'
import { isTooLong, judge, normalise, type PasswordOwner, type PasswordRefusal } from './policy.ts'

export type { PasswordOwner, PasswordRefusal, PasswordRefusalReason } from './policy.ts'
export type { HashClaim }

interface PasswordsDependencies {
  readonly hasher: PasswordHasher
  /** Code points, 8 to 64. NIST SP 800-63B-4 asks for 15 where the password is the only factor. */
  readonly minLength: number
}

/** Everything about passwords that other features need. Any spelling may be given: it is normalised here. */
export interface Passwords {
  normalise(password: string): string
  /** More than 256 code points: to be asked at sign-in before anything else, whoever the user is (C003). */
  isTooLong(password: string): boolean
  /** Why it may not be the new password of this owner, or undefined. The first call reads the blocklist (some 10 ms). */
  judge(password: string, owner: PasswordOwner): Promise<PasswordRefusal | undefined>
  hash(password: string, claim?: HashClaim): Promise<string>
  verify(phc: string, password: string, claim?: HashClaim): Promise<boolean>
  /** The work of a `verify` where there is no hash to verify (C022). */
  spendDummyHash(password: string, claim?: HashClaim): Promise<void>
  needsUpgrade(phc: string): boolean
  readonly blocklist: { readonly entries: number; readonly version: string }
}

/** @throws {RangeError} when `minLength` is not a whole number from 8 to 64 */
export function passwordsFeature({ hasher, minLength }: PasswordsDependencies): Passwords {
  if (!Number.isInteger(minLength) || minLength < 8 || minLength > 64) {
    throw new RangeError('the minimum length of a password: a whole number from 8 to 64')
  }
  let blocklist: Promise<Buffer> | undefined

  return {
    normalise,
    isTooLong,
    async judge(password, { username, email }) {
      blocklist ??= loadBlocklist()
      const sorted = await blocklist
      return judge(password, { username, email, minLength, isCommon: (folded) => isListed(sorted, folded) })
    },
    hash: (password, claim) => hasher.hash(normalise(password), claim),
    verify: (phc, password, claim) => hasher.verify(phc, normalise(password), claim),
    spendDummyHash: (password, claim) => hasher.spendDummyHash(normalise(password), claim),
    needsUpgrade: (phc) => hasher.needsUpgrade(phc),
    blocklist: { entries: blocklistEntries, version: blocklistVersion },
  }
}

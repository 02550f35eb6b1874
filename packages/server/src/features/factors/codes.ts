import type { KeyedDigest } from '#crypto/keyed-digest'
import type { UserId } from '#kernel/ids'
import type { Random } from '#kernel/random'
import type { Transaction } from '#storage'
import type { codeStore } from './codes/store.ts'

const HOW_MANY = 10
/** 80 bits each (ASVS 5.0 6.5.2): 16 characters of Crockford's base32. */
const BYTES = 10
const DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Five bits a character. */
function spelledOut(bytes: Uint8Array): string {
  let text = ''
  for (let bit = 0; bit < bytes.length * 8; bit += 5) {
    const at = bit >> 3
    const two = ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
    text += DIGITS[(two >> (11 - (bit & 7))) & 31]
  }
  return text
}

/** As it is compared: case, spaces and hyphens do not matter, nor which of two look-alikes was read. */
const canonicalCode = (typed: string): string =>
  typed.toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1')

export const digestOfCode = (digest: KeyedDigest, userId: UserId, code: string): string =>
  digest(`recovery ${userId} ${canonicalCode(code)}`)

/** New codes in place of all others; the only time that they are seen. */
export async function makeCodes(
  { store, random, digest }: { store: ReturnType<typeof codeStore>; random: Random; digest: KeyedDigest },
  tx: Transaction,
  userId: UserId,
  now: number,
): Promise<string[]> {
  const codes = Array.from({ length: HOW_MANY }, () =>
    (spelledOut(random.bytes(BYTES)).match(/.{4}/g) ?? []).join('-'),
  )
  await store.replace(
    tx,
    userId,
    codes.map((code) => digestOfCode(digest, userId, code)),
    now,
  )
  return codes
}

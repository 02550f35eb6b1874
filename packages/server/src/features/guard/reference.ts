import type { Random } from '#kernel/random'

/** Crockford's base 32: no letter in it is taken for another when it is read out. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const BYTES = 5

/** 40 bits as eight characters: to be read out over the telephone, and worth nothing to whoever may not explain it. */
export function newReference(random: Random): string {
  let bits = random.bytes(BYTES).readUIntBE(0, BYTES)
  let text = ''
  for (let i = 0; i < 8; i++) {
    text = ALPHABET.charAt(bits % 32) + text
    bits = Math.floor(bits / 32)
  }
  return text
}

/** `K7M4-2Q9T`: as it is told. */
export const shownReference = (reference: string): string => `${reference.slice(0, 4)}-${reference.slice(4)}`

/** As somebody typed it: in either case, with or without dashes and spaces, O for 0, I and L for 1. */
export function readReference(text: string): string | undefined {
  const plain = text.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')
  return /^[0-9A-HJKMNP-TV-Z]{8}$/.test(plain) ? plain : undefined
}

/** How a token was made from the one before. */
export interface RotationMade {
  readonly nonce: string
  /** When the one before was spent: milliseconds since the epoch. */
  readonly at: number
}

/** Bytes of chance in a nonce. */
export const NONCE_BYTES = 16
const NONCE_LENGTH = 22
const INSTANT_LENGTH = 15
const LENGTH = NONCE_LENGTH + INSTANT_LENGTH

/** How many rotations a session remembers: tabs of one browser make no more of them within a grace. */
const REMEMBERED = 12
export const LONGEST = REMEMBERED * LENGTH

/** Each as long as any other, so that the database can put one before the rest and cut the oldest off. */
export const writeRotation = ({ nonce, at }: RotationMade): string =>
  nonce + String(at).padStart(INSTANT_LENGTH, '0')

/** The newest first. */
export function readRotations(written: string): RotationMade[] {
  return Array.from({ length: Math.floor(written.length / LENGTH) }, (_, i) => {
    const one = written.slice(i * LENGTH, (i + 1) * LENGTH)
    return { nonce: one.slice(0, NONCE_LENGTH), at: Number(one.slice(NONCE_LENGTH)) }
  })
}

import { randomBytes } from 'node:crypto'

/** Chance is an argument: whoever needs it is given a source. */
export interface Random {
  /** `length` bytes of a cryptographically secure generator. */
  bytes(length: number): Buffer
}

export const systemRandom: Random = { bytes: (length) => randomBytes(length) }

import type { Place } from '#crypto/sealed'

/** Where the private half of a key is, which it is sealed for. */
export const placeOf = (kid: string): Place => ({ table: 'signing_keys', row: kid, column: 'sealed_private' })

import type { Place } from '#crypto/sealed'

/** Where a sealed column of a mail stands. */
export const placeOf = (id: string, column: 'to_address' | 'data'): Place => ({
  table: 'mails',
  row: id,
  column,
})

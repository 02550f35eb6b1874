const ACCEPTED = /^[A-Za-z0-9._-]{1,64}$/

/** The caller's own id when it is plain, else a new one: a random start and a count, unique and cheap. */
export function requestIds(prefix: string): (given: string | null) => string {
  let count = 0
  return (given) => (given !== null && ACCEPTED.test(given) ? given : `${prefix}-${(++count).toString(36)}`)
}

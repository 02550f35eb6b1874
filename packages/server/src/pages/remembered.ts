const MOST = 64

/**
 * What was made of the same before is given again. Only for what everybody gets: what somebody typed, and the token of a link, are
 * not kept in memory. Whoever makes up addresses takes no more of it than `MOST`.
 */
export function remembered<A extends readonly unknown[], R>(make: (...asked: A) => R): (...asked: A) => R {
  const kept = new Map<string, R>()
  return (...asked) => {
    const name = JSON.stringify(asked)
    const known = kept.get(name)
    if (known !== undefined) return known
    if (kept.size >= MOST) kept.clear()
    const made = make(...asked)
    kept.set(name, made)
    return made
  }
}

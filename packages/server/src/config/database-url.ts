/** A PostgreSQL address with the name of a database in it; a socket's folder may stand in `host=`. */
export function readDatabaseUrl(text: string): string | undefined {
  if (!/^postgres(?:ql)?:\/\/\S+$/.test(text)) return undefined
  const url = URL.parse(text)
  return url !== null && url.pathname.length > 1 ? text : undefined
}

/** Plain enough to need no quotes in anybody's SQL; short enough to name a channel after it. */
export function readSchemaName(text: string): string | undefined {
  return /^(?!pg_)[a-z_][a-z0-9_]{0,49}$/.test(text) ? text : undefined
}

export type Environment = Readonly<Record<string, string | undefined>>

/** The only reader of process.env: a copy, so that nothing read later can change what was decided at start. */
export function readEnvironment(): Environment {
  return Object.freeze({ ...process.env })
}

/** Somebody who is measured in every round. */
export interface Contestant<Slot> {
  readonly name: string
  take(round: number): Promise<Slot>
}

/** What could not be measured, and why; it takes a row of its table. */
export interface Failure {
  readonly what: string
  readonly reason: string
}

export interface Turns<Slot> {
  /** The slots of each contestant that came through all rounds, by its name, in the order of the rounds. */
  readonly slots: ReadonlyMap<string, readonly Slot[]>
  readonly failures: readonly Failure[]
}

/**
 * Every round measures each contestant once, so that what the machine does meanwhile touches all of them alike; who
 * begins changes from round to round. Whoever fails is left out from then on, and the others go on.
 */
export async function takeTurns<Slot>(
  contestants: readonly Contestant<Slot>[],
  rounds: number,
): Promise<Turns<Slot>> {
  const slots = new Map<string, Slot[]>()
  const failures: Failure[] = []
  let standing = [...contestants]
  for (let round = 0; round < rounds; round++) {
    const first = round % Math.max(1, standing.length)
    for (const one of [...standing.slice(first), ...standing.slice(0, first)]) {
      try {
        const slot = await one.take(round)
        slots.set(one.name, [...(slots.get(one.name) ?? []), slot])
      } catch (error) {
        failures.push(failureOf(one.name, error))
        slots.delete(one.name)
        standing = standing.filter((other) => other !== one)
      }
    }
  }
  return { slots, failures }
}

const LONGEST_REASON = 200

/** The first line that says something, short enough for a table. */
export function failureOf(what: string, error: unknown): Failure {
  const text = error instanceof Error ? error.message : String(error)
  const lines = text.split('\n').map((line) => line.trim())
  const reason = lines.filter((line) => line !== '').join(' / ')
  return { what, reason: reason.length > LONGEST_REASON ? `${reason.slice(0, LONGEST_REASON)}…` : reason }
}

import type { Subject, Topic } from '#kernel/ids'

/** What no user is has a number below 1, in the one sequence that all processes follow. */
const numbers: Record<Topic, number> = { roles: -1, 'signing-keys': -2, providers: -3 }
const topics = new Map(Object.entries(numbers).map(([topic, number]) => [number, topic as Topic]))

export const numberOf = (subject: Subject): number =>
  typeof subject === 'number' ? subject : numbers[subject]

/** Undefined for what only a later program knows: then nothing is believed. */
export const subjectOf = (number: number): Subject | undefined => (number > 0 ? number : topics.get(number))

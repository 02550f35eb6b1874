import { expect } from 'bun:test'
import { person, register } from '../support/accounts.ts'
import { type Replicas, startReplicas } from './postgres-replicas.ts'

const CLIENTS = 6

/** R16: one name and its variants, at two processes at once: exactly one is registered, and nothing fails. */
export async function raceOnReplicas(rounds: number): Promise<void> {
  const replicas = await startReplicas()
  try {
    for (let round = 0; round < rounds; round++) await race(replicas, round)
    expect(replicas.cluster.query('select 1').trim()).toBe('1')
  } finally {
    await replicas.remove()
  }
}

async function race({ one, two }: Replicas, round: number): Promise<void> {
  const name = `Alice.${round}`
  const answers = await Promise.all(
    Array.from({ length: CLIENTS }, (_, i) => {
      const username = i % 3 === 0 ? name.toUpperCase() : i % 3 === 1 ? name : name.toLowerCase()
      // Half of the rounds race for the address instead.
      const who = round % 2 === 0 ? person({ username }) : person({ email: `${username}@example.org` })
      return register(i % 2 === 0 ? one : two, who)
    }),
  )
  const statuses = answers.map(({ status }) => status).sort()
  expect({ round, statuses }).toEqual({ round, statuses: [200, ...Array(CLIENTS - 1).fill(409)] })
}

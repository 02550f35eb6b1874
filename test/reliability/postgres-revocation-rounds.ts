import { expect } from 'bun:test'
import { join } from '../support/accounts.ts'
import { eventually } from '../support/eventually.ts'
import { send } from '../support/http.ts'
import type { Replicas } from './postgres-replicas.ts'

const ROUNDS = 10

/** How long the other process went on letting somebody in who was deleted at this one. Says so in a sentence. */
export async function revocationRounds({ one, two }: Replicas): Promise<string> {
  const waited: number[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const who = await join(one)
    const ask = async () => (await send(two, 'GET /users/me', { token: who.token })).status
    expect(await ask()).toBe(200)
    expect((await send(one, `DELETE /users/${who.id}`, { token: who.token })).status).toBe(200)
    const since = performance.now()
    await eventually('the other one refuses', async () => (await ask()) === 401 || undefined)
    waited.push(Math.round(performance.now() - since))
  }
  waited.sort((a, b) => a - b)
  return `refused after ${waited[ROUNDS / 2]} ms (median), ${waited.at(-1)} ms at most`
}

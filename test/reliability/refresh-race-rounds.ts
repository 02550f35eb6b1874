import { expect } from 'bun:test'
import { type Account, join } from '../support/accounts.ts'
import { eventually } from '../support/eventually.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import type { Target } from '../support/http.ts'
import { type Going, goingOf, noticesOf, refresh, signInToStay, statusOf } from '../support/refreshing.ts'

const USES = 50

/** What came of so many races: rotations that one session saw, and successors beyond the one that each may have. */
export type Outcome = {
  rounds: number
  successors: number
  forks: number
  loggedOut: number
  refused: number
}

export const said = (what: string, { rounds, successors, forks, loggedOut, refused }: Outcome): string =>
  `R17 ${what}: ${rounds} rounds of ${USES} uses at once: ${successors / rounds} successor a round, ` +
  `${forks} forks, ${refused} refused, ${loggedOut} false log-outs`

/** Sends the same token so many times, at all the servers in turn. */
const useAtOnce = async (servers: readonly Target[], token: string) =>
  await Promise.all(Array.from({ length: USES }, (_, i) => refresh(at(servers, i), token)))

const at = (servers: readonly Target[], i: number): Target => {
  const one = servers[i % servers.length]
  if (one === undefined) throw new Error('no server')
  return one
}

/** C046 R17: within the grace every use gets the same successor, and the session lives. */
export async function raceWithinGrace(servers: readonly Target[], rounds: number): Promise<Outcome> {
  const outcome: Outcome = { rounds, successors: 0, forks: 0, loggedOut: 0, refused: 0 }
  const who = await join(at(servers, 0))
  let going = await signInToStay(at(servers, 0), who)
  for (let round = 0; round < rounds; round += 1) {
    const answers = await useAtOnce(servers, going.refresh)
    outcome.refused += answers.filter(({ status }) => status !== 200).length
    const given = answers.filter(({ status }) => status === 200).map(goingOf)
    const successors = new Set(given.map((one) => one.refresh))
    outcome.successors += successors.size
    outcome.forks += successors.size - 1
    const [next] = given
    if (next === undefined) throw new Error(`round ${round}: nobody got a successor`)
    expect(successors.has(going.refresh)).toBe(false)
    // Whoever got whichever answer goes on with it, wherever it asks.
    for (const server of servers) {
      for (const { token } of [given.at(-1) ?? next, going])
        if ((await statusOf(server, token)) !== 200) outcome.loggedOut += 1
    }
    going = next
  }
  expect(await noticesOf(at(servers, 1), going.token)).toEqual([])
  return outcome
}

/** C045 V11: with no grace one of them gets a successor, and all that it gave is over with the others' uses. */
export async function raceWithoutGrace(servers: readonly Target[], rounds: number): Promise<Outcome> {
  const outcome: Outcome = { rounds, successors: 0, forks: 0, loggedOut: 0, refused: 0 }
  const who = await join(at(servers, 0))
  for (let round = 0; round < rounds; round += 1) {
    const first = await signInToStay(at(servers, round), who)
    const answers = await useAtOnce(servers, first.refresh)
    const given = answers.filter(({ status }) => status === 200).map(goingOf)
    for (const answer of answers) if (answer.status !== 200) expectRefusal(answer, 400, 'invalid_grant')
    outcome.successors += given.length
    outcome.forks += given.length - 1
    outcome.refused += USES - given.length
    await expectOver(servers, [first, ...given])
  }
  await expectToldOf(servers, who, rounds)
  return outcome
}

/** At once where it was asked, within a second elsewhere. */
async function expectOver(servers: readonly Target[], family: Going[]): Promise<void> {
  for (const { token, refresh: secret } of family) {
    for (const server of servers) {
      await eventually('its end', async () => (await statusOf(server, token)) === 401 || undefined, 1_500)
      expectRefusal(await refresh(server, secret), 400, 'invalid_grant')
    }
  }
}

/** Each end once, whatever number of uses came too late. */
async function expectToldOf(servers: readonly Target[], who: Account, rounds: number): Promise<void> {
  for (const server of servers) {
    const sessions = (await noticesOf(server, who.token)).map(({ session_id }) => session_id)
    expect(sessions).toHaveLength(Math.min(rounds, 20))
    expect(new Set(sessions).size).toBe(sessions.length)
    expect(await statusOf(server, who.token)).toBe(200)
  }
}

import type { TestDatabase } from './every-database.ts'
import {
  ADA,
  addressOf,
  BEA,
  FRIEND,
  OWNER,
  PASSWORD,
  WAIT_MS,
  type WayBackWorld,
  wayBackOn,
} from './way-back-world.ts'

const AT_ONCE = 50
const DAY_MS = 86_400_000

type Race = (world: WayBackWorld, database: TestDatabase) => Promise<readonly string[]>

const fifty = (one: (at: number) => Promise<string>) =>
  Promise.all(Array.from({ length: AT_ONCE }, (_, at) => one(at)))

/** A way back that may be completed now. */
async function ready(world: WayBackWorld): Promise<string> {
  await world.begin()
  world.time.now += WAIT_MS
  await world.sweep()
  return world.tokenOf('recovery_ready')
}

/** What fifty do at once, and what comes of each. */
export const races: Readonly<Record<string, Race>> = {
  'begin by one link': async (world) => {
    await world.call('start', { body: { email: addressOf(OWNER) } })
    const token = world.tokenOf('recovery_link')
    return fifty(() => world.outcome('begin', { body: { token } }))
  },
  'complete by one link': async (world, database) => {
    await database.change(
      `insert into trusted_contacts (user_id, contact_id, created_at) values (${OWNER}, ${FRIEND}, 0)`,
    )
    world.fresh.add(FRIEND)
    await world.begin()
    await world.call('vouch', { by: FRIEND })
    world.time.now += WAIT_MS
    await world.sweep()
    const token = world.tokenOf('recovery_ready')
    return fifty(() => world.complete(token))
  },
  'freeze, by session and by mail': async (world) => {
    await world.begin()
    const token = world.tokenOf('recovery_started')
    return fifty((at) =>
      at % 2 === 0
        ? world.outcome('freeze', { by: OWNER })
        : world.outcome('freezeByMail', { body: { token } }),
    )
  },
  'cancel or complete': async (world) => {
    const token = await ready(world)
    world.fresh.add(OWNER)
    // One guess of each is looked at: all of them come from one place.
    return fifty((at) =>
      at === 0 ? world.complete(token, PASSWORD) : world.outcome('cancel', { by: OWNER }),
    )
  },
  'become the trusted contact by one link': async (world) => {
    world.fresh.add(OWNER)
    const { token } = await world.call('offerContact', { by: OWNER })
    return fifty(() => world.outcome('acceptContact', { by: FRIEND, body: { token } }))
  },
}

/** Empties what a round left. */
const clear = (database: TestDatabase) =>
  database.change('delete from recoveries', 'delete from trusted_contacts', 'delete from throttle_buckets')

/** How often not exactly one of fifty did it, in so many rounds. */
export async function violationsOf(database: TestDatabase, name: string, rounds: number): Promise<number> {
  const race = races[name]
  if (!race) throw new Error(`there is no race ${name}`)
  const world = await wayBackOn(database)
  let violations = 0
  try {
    for (let round = 0; round < rounds; round += 1) {
      const outcomes = await race(world, database)
      if (outcomes.filter((outcome) => outcome === 'done').length !== 1) violations += 1
      await clear(database)
      await world.resetPassword()
      world.time.now += DAY_MS
    }
  } finally {
    await world.close()
  }
  return violations
}

/** Fifty approvals at once, by one administrator or by two; how often they were not counted as one, or as two. */
export async function miscounted(database: TestDatabase, rounds: number): Promise<number> {
  const world = await wayBackOn(database)
  let wrong = 0
  try {
    for (const people of [[ADA], [ADA, BEA]])
      for (let round = 0; round < rounds; round += 1) {
        const by = (at: number) => people[at % people.length] ?? ADA
        await fifty((at) => world.outcome('approve', { by: by(at) }))
        const { administrators } = await world.call('of', { by: ADA })
        if (administrators !== people.length) wrong += 1
        await clear(database)
      }
  } finally {
    await world.close()
  }
  return wrong
}

import { type Combination, nameOf, subjectOf } from '../combination.ts'
import type { Context } from '../context.ts'
import { credentialsOf } from '../http/accounts.ts'
import { type Program, startProduct } from '../program.ts'
import { type Place, placesOf } from './places.ts'

/** Two servers of one combination: one with the users of the plan, and one whose first administrator is not set up yet. */
export interface Site {
  readonly name: string
  readonly combination: Combination
  readonly places: readonly Place[]
  programOf(place: Place): Program
}

const ADMINISTRATOR = 1
const urlOf = ({ port }: Program) => `http://localhost:${port}`

export async function withSite<T>(
  { workspace, prepared }: Context,
  combination: Combination,
  use: (site: Site) => Promise<T>,
): Promise<T> {
  const { command } = combination.runtime
  const started: Program[] = []
  const start = async (store: Awaited<ReturnType<typeof prepared>>) => {
    const program = await startProduct(workspace, { command, store })
    started.push(program)
    return program
  }
  try {
    const full = await start(await prepared(combination))
    const fresh = await start(combination.database.create())
    const places = await placesOf({ url: urlOf(full) }, { url: urlOf(fresh) }, credentialsOf(ADMINISTRATOR))
    return await use({
      name: nameOf(subjectOf(combination)),
      combination,
      places,
      programOf: ({ url }) => (url.startsWith(urlOf(fresh)) ? fresh : full),
    })
  } finally {
    await Promise.all(started.map((program) => program.stop()))
  }
}

/** What wrk and raw sockets ask for. */
export const pathOf = ({ url }: Place): string => url.slice(new URL(url).origin.length)

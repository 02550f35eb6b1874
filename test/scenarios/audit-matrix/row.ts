import { type Account, join } from '../../support/accounts.ts'
import type { Ask } from '../../support/http.ts'
import type { Server } from '../../support/server.ts'

/** A request that is about to be made. */
export interface Made {
  readonly line: string
  readonly ask: Ask
}

export interface World {
  readonly server: Server
  readonly admin: Account
}

export interface AuditRow {
  /** As the contract has it. */
  readonly route: string
  /** One that does what it is for. */
  done(world: World): Promise<Made>
  /** One that is refused, and the code of the refusal. */
  refused?(world: World): Promise<Made & { code: string }>
  /** Whom it is about, if not nobody: the entry names somebody. */
  readonly hasSubject: boolean
  /** 200 unless it is said. */
  readonly status?: 202
  /** It changes nothing that anybody asks for later, and comes too often. */
  readonly leavesNothing?: true
  /** Everybody gets the same answer. */
  readonly neverRefused?: true
  /** What is done by it takes longer than a test does. */
  readonly takesDays?: true
  /** What else it does that is told by itself, before. */
  readonly leavesMore?: readonly string[]
}

export const somebody = ({ server }: World) => join(server)
export const PASSWORD = 'heron-lantern-51-meadow'

/** An administrator does it to somebody; a stranger may not. */
export function toOthers(route: string, json?: (world: World) => object): AuditRow {
  const [method, path = ''] = route.split(' ')
  const made = async (world: World, by: Account): Promise<Made> => {
    const { id } = await somebody(world)
    const line = `${method} ${path.replace(':id', String(id))}`
    return { line, ask: { token: by.token, ...(json === undefined ? {} : { json: json(world) }) } }
  }
  return {
    route,
    hasSubject: true,
    done: (world) => made(world, world.admin),
    refused: async (world) => ({ ...(await made(world, await somebody(world))), code: 'forbidden' }),
  }
}

export const forbidden = async (world: World, line: string, json?: object) => {
  const { token } = await somebody(world)
  return { line, ask: { token, ...(json === undefined ? {} : { json }) }, code: 'forbidden' }
}

export const definition = { description: 'Of the audit', permissions: ['users:recover'] }

import { contract, type Implemented, implementFor, type SettingInForce } from '@latchkey/contract'
import { type Clock, instantOf } from '#kernel/clock'

/** What is true of this process from its start to its end. */
export interface ServerFacts {
  readonly version: string
  readonly runtime: string
  readonly pid: number
  readonly database: 'sqlite' | 'postgres'
}

interface Deps {
  facts: ServerFacts
  clock: Clock
  settings: readonly SettingInForce[]
  /** Where people reach the server. */
  baseUrl(): string
  countUsers(): Promise<number>
  isReady(): boolean
}

/** The server itself, for those who run it. */
export function serverRoutes<C>({
  facts,
  clock,
  settings,
  baseUrl,
  countUsers,
  isReady,
}: Deps): Implemented<C>[] {
  const startedAt = instantOf(clock.now())
  return implementFor<C>()(contract.server, {
    settings: () => ({ items: [...settings] }),
    status: async () => ({
      ...facts,
      started_at: startedAt,
      url: baseUrl(),
      users: await countUsers(),
      is_ready: isReady(),
      time: instantOf(clock.now()),
    }),
  })
}

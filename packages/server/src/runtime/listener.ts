import type { Table } from '#http'

export interface ListenOptions {
  readonly table: Table
  /** Addresses to listen on; all get the same port, and all must be had. */
  readonly addresses: readonly string[]
  /** 0 lets the system choose. */
  readonly port: number
}

/** What is served until it is told to stop. */
export interface Listener {
  readonly port: number
  /** Requests that were received and are not answered yet. */
  pending(): number
  /** Closes every connection. Whoever calls this has waited until nobody is in one. */
  stop(): Promise<void>
}

export type Listen = (options: ListenOptions) => Listener | Promise<Listener>

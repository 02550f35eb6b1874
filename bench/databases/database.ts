import type { Bulk } from './bulk-users.ts'

export type DatabaseName = 'sqlite' | 'postgres'

/** The data of one server. */
export interface Store {
  /** DATA_DIR, and whatever else says where the data is. */
  readonly env: Readonly<Record<string, string>>
  /** The process whose children do the database's work; undefined where the server does it itself. */
  readonly databasePid: number | undefined
  /** Commits so far, counted outside the server; only differences mean something. */
  commits(): number
}

/** Where stores come from. */
export interface Database {
  readonly name: DatabaseName
  readonly label: string
  /** Which release, and where its data lies, for the head of the report. */
  readonly version: string
  create(): Store
  /** What another one has, which no server uses meanwhile. */
  copyOf(store: Store): Store
  /** Writes them as registrations would; a server has made the tables, and none runs meanwhile. */
  writeUsers(store: Store, bulk: Bulk): Promise<void>
  /** How many rows the table of users has, counted one by one. */
  countUsers(store: Store): number
  /** Nothing of it is needed any more. */
  close(): Promise<void>
}

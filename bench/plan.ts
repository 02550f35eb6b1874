/** Slots of load that alternate, so that what the machine does meanwhile touches all of them alike. */
export interface Rounds {
  readonly rounds: number
  /** Whole seconds of one slot. */
  readonly seconds: number
  /** Whole seconds of load that nobody measures, before the first round; 0 leaves it out. */
  readonly warmUpSeconds: number
}

/** How much is measured. The full plan, with everything, takes about 37 minutes; the quick one less than 6. */
export interface Plan {
  readonly users: number
  readonly reads: Rounds
  /** Rounds of a read that nobody promised anything of. */
  readonly unpromisedReadRounds: number
  readonly writes: Rounds
  readonly passwords: Rounds
  readonly paging: Rounds
  /** Users that pages are cut from: written in bulk, not registered. */
  readonly pagingUsers: number
  readonly peers: Rounds
  /** Registered with the product and each peer; some of them hash slowly. */
  readonly peerUsers: number
  /** Whole seconds of a calm or busy measurement, and of a storm. */
  readonly storm: { readonly busySeconds: number; readonly seconds: number }
  readonly pages: Rounds
  /** How often a browser opens each page, with nothing kept and then again. */
  readonly paints: number
  readonly starts: number
  /** Whole seconds of each load before memory is read again. */
  readonly memoryLoadSeconds: number
  /** Milliseconds of silence before resident memory is read: after a start, after a sign-in, after load. */
  readonly restMs: { readonly start: number; readonly signIn: number; readonly load: number }
  readonly microSamples: number
}

export const fullPlan: Plan = {
  users: 1_000,
  reads: { rounds: 4, seconds: 2, warmUpSeconds: 1 },
  unpromisedReadRounds: 2,
  writes: { rounds: 3, seconds: 3, warmUpSeconds: 1 },
  passwords: { rounds: 3, seconds: 3, warmUpSeconds: 1 },
  paging: { rounds: 5, seconds: 1, warmUpSeconds: 1 },
  pagingUsers: 1_000_000,
  peers: { rounds: 3, seconds: 2, warmUpSeconds: 1 },
  peerUsers: 200,
  storm: { busySeconds: 15, seconds: 60 },
  pages: { rounds: 3, seconds: 1, warmUpSeconds: 1 },
  paints: 5,
  starts: 7,
  memoryLoadSeconds: 3,
  restMs: { start: 3_000, signIn: 2_000, load: 2_000 },
  microSamples: 25,
}

/** Shows that everything here still runs; its figures mean nothing. */
export const quickPlan: Plan = {
  users: 40,
  reads: { rounds: 1, seconds: 1, warmUpSeconds: 0 },
  unpromisedReadRounds: 1,
  writes: { rounds: 1, seconds: 1, warmUpSeconds: 0 },
  passwords: { rounds: 1, seconds: 1, warmUpSeconds: 0 },
  paging: { rounds: 1, seconds: 1, warmUpSeconds: 0 },
  pagingUsers: 20_000,
  peers: { rounds: 1, seconds: 1, warmUpSeconds: 0 },
  peerUsers: 12,
  storm: { busySeconds: 2, seconds: 2 },
  pages: { rounds: 1, seconds: 1, warmUpSeconds: 0 },
  paints: 1,
  starts: 2,
  memoryLoadSeconds: 1,
  restMs: { start: 300, signIn: 300, load: 300 },
  microSamples: 3,
}

/** Keep-alive connections of every measurement but those of hashing, which name their own. */
export const CONNECTIONS = 64

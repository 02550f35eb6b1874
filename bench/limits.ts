/** What the product promises; every row that is measured against one of them, and the table of verdicts, take it here. */
export const LIMITS = {
  /** CPU of `GET /users/me` over the bare server's. */
  ownUserRatio: { bun: 1.8, node: 2.5 },
  /** CPU of every other documented read on Bun over the bare server's. */
  otherReadRatio: 3,
  /** Sign-ins and registrations a second over hashes a second, at least. */
  hashingShare: 0.9,
  /** On Bun and SQLite, to the whole first 200. */
  startMs: { new: 250, existing: 150 },
  binaryStartMs: 250,
  binaryMb: 120,
  /** Idle, on Bun and SQLite. */
  residentMb: 80,
  binaryResidentMb: 90,
  /** p99 of the last page over that of the first. */
  deepPageRatio: 2,
  /** Acknowledged refreshes a second on Bun and SQLite, each on the disk. */
  refreshesPerSecond: 8_000,
  /** p99 of `who am I` while 64 connections sign in, and in a storm of sign-ins; milliseconds. */
  busyP99Ms: 5,
  stormP99Ms: 20,
  /** From arriving to being refused in a storm, p99. */
  refusedWithinMs: 50,
  /** To write the users that pages are cut from. */
  bulkSeconds: 120,
  /** Of a page for people: CPU over the bare server's, bytes, and what a browser asks for and waits for. */
  page: { ratio: 3, gzipBytes: 15_000, scriptBytes: 10_000, requests: 3, firstPaintMs: 100 },
} as const

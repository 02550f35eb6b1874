import { type Combination, nameOf, subjectOf } from '../combination.ts'
import { HASH_COST_IN_WORDS } from '../hash-cost.ts'
import { startProduct } from '../program.ts'
import { documentApi, type Peer } from './peer.ts'

/** The product itself, with every setting at its default but those that are given. */
export const latchkeyPeer = (combination: Combination, settings: Record<string, string> = {}): Peer => ({
  name: `Latchkey (${nameOf(subjectOf(combination))})`,
  api: documentApi,
  hash: HASH_COST_IN_WORDS,
  start: (workspace) =>
    startProduct(workspace, {
      command: combination.runtime.command,
      store: combination.database.create(),
      settings,
    }),
})

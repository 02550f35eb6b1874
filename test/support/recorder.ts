import { markedCursors } from '../../packages/server/src/crypto/cursors.ts'
import { keyedDigest } from '../../packages/server/src/crypto/keyed-digest.ts'
import { sealer } from '../../packages/server/src/crypto/sealed.ts'
import { type AuditFeature, auditFeature } from '../../packages/server/src/features/audit/index.ts'
import { type Clock, systemClock } from '../../packages/server/src/kernel/clock.ts'
import { systemRandom } from '../../packages/server/src/kernel/random.ts'
import type { Storage } from '../../packages/server/src/storage/index.ts'

const cursors = markedCursors(keyedDigest(Buffer.alloc(32, 7)))
const silent = { debug() {}, info() {}, warn() {}, error() {} }

type Deps = Parameters<typeof auditFeature>[0]

/** The audit of a database of the tests. */
export async function auditOn(
  storage: Storage,
  { clock = systemClock, ...more }: Partial<Deps> & { clock?: Clock } = {},
): Promise<AuditFeature> {
  const audit = auditFeature({
    storage,
    clock,
    sealer: sealer({ secret: Buffer.alloc(32, 7), random: systemRandom }),
    random: systemRandom,
    cursors,
    log: silent,
    digest: (text) => `digest of ${text}`,
    isDirectoryOpen: false,
    retentionDays: 0,
    checkpoints: { file: undefined, url: undefined },
    stream: { url: undefined, token: undefined, hasPersonal: false },
    host: 'test',
    pid: 1,
    findAccount: async () => undefined,
    ...more,
  })
  await audit.load()
  return audit
}

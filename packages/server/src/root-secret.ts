import { type Config, loadRootSecret, type RootSecret } from '#config'
import { type Sealer, sealer } from '#crypto/sealed'
import { resealAuditKeys } from '#features/audit'
import { resealTotpSecrets } from '#features/factors'
import { resealProviders } from '#features/providers'
import { findSecretFingerprint, moveSecretFingerprint, rememberFirstStart } from '#features/setup'
import { resealSigningKeys } from '#features/signing-keys'
import type { Clock } from '#kernel/clock'
import type { Log } from '#kernel/log'
import type { Random } from '#kernel/random'
import { resealMails } from '#mail'
import type { Storage } from '#storage'

interface Deps {
  storage: Storage
  config: Config
  clock: Clock
  random: Random
  log: Log
}

export interface SettledSecret extends RootSecret {
  readonly sealed: Sealer
}

/**
 * The root secret of this database. Of several servers that start on a new one at once, one says which it is; after a
 * change of the secret, the first that starts seals all values anew. Throws `ConfigError`.
 */
export async function settleRootSecret({
  storage,
  config,
  clock,
  random,
  log,
}: Deps): Promise<SettledSecret> {
  const load = async () => {
    const fingerprintInDatabase = await findSecretFingerprint(storage)
    const { dataDir, secret: configured, previousSecret: previous } = config
    return {
      ...loadRootSecret({ dataDir, configured, previous, fingerprintInDatabase }),
      fingerprintInDatabase,
    }
  }
  const { fingerprint } = await load()
  await rememberFirstStart(storage, clock.now(), fingerprint)
  const root = await load()
  const { secret, previous, fingerprintInDatabase } = root
  const sealed = sealer({ secret, previous, random })
  if (fingerprintInDatabase !== undefined && fingerprintInDatabase !== fingerprint) {
    const hasMoved = await storage.write(async (tx) => {
      await tx.alone('signing-keys')
      if (!(await moveSecretFingerprint(storage, tx, fingerprintInDatabase, fingerprint))) return false
      await resealSigningKeys(storage, tx, sealed)
      await resealAuditKeys(storage, tx, sealed)
      await resealTotpSecrets(storage, tx, sealed)
      await resealProviders(storage, tx, sealed)
      await resealMails(storage, tx, sealed)
      return true
    })
    if (hasMoved) log.info({}, 'the root secret was changed: LATCHKEY_PREVIOUS_SECRET can go')
    // Another server was first, with this secret or with a third one.
    else await load()
  }
  return { ...root, sealed }
}

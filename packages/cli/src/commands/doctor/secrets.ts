import { statSync } from 'node:fs'
import { join } from 'node:path'
import { type Config, ConfigError, loadRootSecret } from '@latchkey/server'
import { type Finding, fail, ok, warn } from './finding.ts'

/** The root secret as the next start would find it: there, strong, and open to its owner alone. */
export function checkSecret({ dataDir, secret, databaseUrl }: Config): Finding {
  const path = join(dataDir, 'secret')
  if (secret === undefined && statSync(path, { throwIfNoEntry: false }) === undefined) {
    if (databaseUrl !== undefined) {
      return fail(
        'secret',
        'PostgreSQL is set, but LATCHKEY_SECRET is not: servers on one database could not agree',
        'Give every server the same LATCHKEY_SECRET, made once with `openssl rand -base64 32`.',
      )
    }
    return statSync(join(dataDir, 'latchkey.db'), { throwIfNoEntry: false }) === undefined
      ? ok('secret', 'made at the first start')
      : fail(
          'secret',
          `${path} is missing, but there is a database`,
          'Restore that file from a backup, or give its content as LATCHKEY_SECRET.',
        )
  }
  try {
    loadRootSecret({ dataDir, configured: secret, fingerprintInDatabase: undefined })
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return fail('secret', error.message, 'Mend it as that says; then run this again.')
  }
  return databaseUrl !== undefined && secret === undefined
    ? warn(
        'secret',
        `it is in ${path}, where servers on other machines do not see it`,
        'Give every server the same LATCHKEY_SECRET.',
      )
    : ok('secret', secret === undefined ? `${path}, open to its owner alone` : 'from LATCHKEY_SECRET')
}

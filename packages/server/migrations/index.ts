import type { Migration } from '../src/storage/migration.ts'
import { migration as users } from './0001-users.ts'
import { migration as sessions } from './0002-sessions.ts'
import { migration as roles } from './0003-roles.ts'
import { migration as setup } from './0004-setup.ts'
import { migration as idempotency } from './0005-idempotency.ts'
import { migration as userBlocks } from './0006-user-blocks.ts'
import { migration as usersView } from './0007-users-view.ts'
import { migration as signingKeys } from './0008-signing-keys.ts'

/** Imported one by one, so that the one-file program carries them. */
export const migrations: readonly Migration[] = [
  users,
  sessions,
  roles,
  setup,
  idempotency,
  userBlocks,
  usersView,
  signingKeys,
]

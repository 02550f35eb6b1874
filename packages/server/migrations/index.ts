import type { Migration } from '../src/storage/migration.ts'
import { migration as users } from './0001-users.ts'
import { migration as sessions } from './0002-sessions.ts'
import { migration as roles } from './0003-roles.ts'
import { migration as setup } from './0004-setup.ts'
import { migration as idempotency } from './0005-idempotency.ts'
import { migration as userBlocks } from './0006-user-blocks.ts'
import { migration as usersView } from './0007-users-view.ts'
import { migration as resetLinks } from './0008-reset-links.ts'
import { migration as sessionLife } from './0009-session-life.ts'
import { migration as notices } from './0010-notices.ts'
import { migration as revokedSessions } from './0011-revoked-sessions.ts'
import { migration as signingKeys } from './0012-signing-keys.ts'
import { migration as roleDefinitions } from './0013-role-definitions.ts'
import { migration as apiKeys } from './0014-api-keys.ts'
import { migration as resetLinksByKeys } from './0015-reset-links-by-keys.ts'
import { migration as guard } from './0016-guard.ts'
import { migration as signInAttempts } from './0017-sign-in-attempts.ts'
import { migration as audit } from './0018-audit.ts'
import { migration as mail } from './0019-mail.ts'
import { migration as mailedProofs } from './0020-mailed-proofs.ts'
import { migration as factors } from './0021-factors.ts'
import { migration as passkeys } from './0022-passkeys.ts'
import { migration as wayBack } from './0023-way-back.ts'
import { migration as supportCodes } from './0024-support-codes.ts'
import { migration as initialPasswords } from './0025-initial-passwords.ts'
import { migration as invitations } from './0026-invitations.ts'
import { migration as privateRegistration } from './0027-private-registration.ts'
import { migration as sessionCookies } from './0028-session-cookies.ts'
import { migration as providers } from './0029-providers.ts'
import { migration as returnCodes } from './0030-return-codes.ts'
import { migration as passkeyOffers } from './0031-passkey-offers.ts'
import { migration as linksWaiting } from './0032-links-waiting.ts'
import { migration as removedIdentities } from './0033-removed-identities.ts'
import { migration as noticesAbout } from './0034-notices-about.ts'

/** Imported one by one, so that the one-file program carries them. */
export const migrations: readonly Migration[] = [
  users,
  sessions,
  roles,
  setup,
  idempotency,
  userBlocks,
  usersView,
  resetLinks,
  sessionLife,
  notices,
  revokedSessions,
  signingKeys,
  roleDefinitions,
  apiKeys,
  resetLinksByKeys,
  guard,
  signInAttempts,
  audit,
  mail,
  mailedProofs,
  factors,
  passkeys,
  wayBack,
  supportCodes,
  initialPasswords,
  invitations,
  privateRegistration,
  sessionCookies,
  providers,
  returnCodes,
  passkeyOffers,
  linksWaiting,
  removedIdentities,
  noticesAbout,
]

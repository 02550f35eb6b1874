// @table: every feature with what it needs, in the order in which they stand on each other.
import { hostname } from 'node:os'
import type { Implemented, NoticeKind, RequestFacts } from '@latchkey/contract'
import { type Config, settingsInForce } from '#config'
import { apiKeyTexts } from '#crypto/api-keys'
import { markedCursors } from '#crypto/cursors'
import { hmacSha256 } from '#crypto/hmac'
import { keyedDigest } from '#crypto/keyed-digest'
import { deriveKey, secretFingerprint } from '#crypto/keys'
import { createPasswordHasher } from '#crypto/passwords'
import { refreshTokens } from '#crypto/refresh-tokens'
import { type Sealer, textSealer } from '#crypto/sealed'
import { apiKeysFeature } from '#features/api-keys'
import { auditFeature } from '#features/audit'
import { type FactorsFeature, factorsFeature } from '#features/factors'
import { budgetsOf, guardFeature } from '#features/guard'
import { healthFeature } from '#features/health'
import { idempotencyFeature } from '#features/idempotency'
import { type InvitationsFeature, invitationsFeature } from '#features/invitations'
import { mailRoutes } from '#features/mail'
import { mailboxesFeature, mailboxesRoutes } from '#features/mailboxes'
import { noticesFeature } from '#features/notices'
import { oauthRoutes } from '#features/oauth'
import { passkeysFeature, passkeysRoutes } from '#features/passkeys'
import { passwordsFeature } from '#features/passwords'
import { preferencesFeature } from '#features/preferences'
import { type Caller, principalsFeature } from '#features/principals'
import { privateRegistrationFeature } from '#features/private-registration'
import { proofsFeature } from '#features/proofs'
import { providersFeature, providersRoutes } from '#features/providers'
import { recoveryFeature, recoveryRoutes } from '#features/recovery'
import { revocationsFeature } from '#features/revocations'
import { rolesFeature, rolesRoutes } from '#features/roles'
import { type ServerFacts, serverRoutes } from '#features/server'
import { returnCodes, sessionCookies, sessionsFeature, sessionsRoutes } from '#features/sessions'
import { findSecretFingerprint, setupFeature, setupRoutes } from '#features/setup'
import { signingKeysFeature, signingKeysRoutes } from '#features/signing-keys'
import { supportFeature } from '#features/support'
import { usersFeature } from '#features/users'
import { hoursInMs, wayBackFeature } from '#features/way-back'
import { yourDataFeature } from '#features/your-data'
import { asker, astray, bodyValidator, createTable, endpointRoute, withPages } from '#http'
import type { Clock } from '#kernel/clock'
import type { SessionId, UserId } from '#kernel/ids'
import type { Random } from '#kernel/random'
import type { Logs } from '#logs'
import type { DevelopmentMail } from '#mail'
import { pages } from '#pages'
import type { Storage, Transaction } from '#storage'
import { createServerEdge } from './create-server-edge.ts'
import { openLook } from './open-look.ts'
import { languageOf, openMail } from './open-mail.ts'
import { outbound } from './outbound.ts'

interface Parts {
  config: Config
  isDevelopment: boolean
  storage: Storage
  rootSecret: Buffer
  sealer: Sealer
  clock: Clock
  random: Random
  logs: Logs
  facts: ServerFacts
  /** Where people reach the server, as far as is known by now. */
  baseUrl(): string
  /** In development: a mail was made. */
  onMail?: ((mail: DevelopmentMail) => void) | undefined
}

/** Hashes that wait for one thread, some half a second: an attempt over its budget does not wait behind so many. */
const QUEUED_WHEN_BUSY = 32

/** Every feature with what it needs, in the order in which they stand on each other. */
export function createApplication({
  config,
  isDevelopment,
  storage,
  rootSecret,
  sealer,
  clock,
  random,
  logs,
  facts,
  baseUrl,
  onMail,
}: Parts) {
  const { directory, registration } = config
  const cursors = markedCursors(keyedDigest(deriveKey(rootSecret, 'cursor')))
  const audit = auditFeature({
    cursors,
    storage,
    sealer,
    clock,
    random,
    log: logs.log,
    digest: keyedDigest(deriveKey(rootSecret, 'audit-digest')),
    isDirectoryOpen: directory === 'members',
    retentionDays: config.auditRetentionDays,
    checkpoints: { file: config.auditCheckpointFile, url: config.auditCheckpointUrl },
    stream: {
      url: config.auditStream,
      token: config.auditStreamToken,
      hasPersonal: config.auditStreamPersonal,
    },
    host: hostname(),
    pid: facts.pid,
    findAccount: (typed) => users.findForSignIn(typed),
  })
  const signingKeys = signingKeysFeature({
    storage,
    sealer,
    clock,
    random,
    log: logs.log,
    algorithm: config.tokenAlgorithm,
    rotationDays: config.keyRotationDays,
    record: audit.itself,
    accessTokenSeconds: config.accessTokenSeconds,
    isSecretInForce: async (tx) =>
      (await findSecretFingerprint(storage, tx)) === secretFingerprint(rootSecret),
  })
  const { tokens } = signingKeys
  const hasher = createPasswordHasher({
    memoryKib: config.argon2MemoryKib,
    timeCost: config.argon2TimeCost,
    parallelism: config.argon2Parallelism,
    threads: config.passwordThreads,
    maxWaitMs: 2_000,
  })
  const passwords = passwordsFeature({ hasher, minLength: config.passwordMinLength })
  const idempotency = idempotencyFeature({
    storage,
    clock,
    digest: keyedDigest(deriveKey(rootSecret, 'idempotency')),
  })
  const roles = rolesFeature({ storage, directory })
  const principals = principalsFeature({ storage, clock, directory, capacity: config.principalCacheSize })
  const { refuseEnded } = principals
  // By the keys that there are and not by the setting: a key goes on after the algorithm was changed.
  const ends = { now: clock.now, foreignTokenSeconds: signingKeys.foreignTokenSeconds }
  const keyTexts = apiKeyTexts(hmacSha256(deriveKey(rootSecret, 'api-key')))
  const refreshTexts = refreshTokens({
    code: keyedDigest(deriveKey(rootSecret, 'refresh-token')),
    digest: keyedDigest(deriveKey(rootSecret, 'refresh-token-digest')),
    successor: keyedDigest(deriveKey(rootSecret, 'refresh-token-successor')),
  })
  const guard = guardFeature({
    cursors,
    storage,
    clock,
    random,
    digest: hmacSha256(deriveKey(rootSecret, 'throttle')),
    budgets: budgetsOf(config),
    tracked: config.guardTracked,
    attemptsDays: config.guardAttemptsDays,
    hashing: {
      admit: hasher.admit,
      isBusy: () => hasher.queued >= QUEUED_WHEN_BUSY * config.passwordThreads,
    },
    tellNewDevice: (tx, userId, request) =>
      notices.tell(tx, {
        userId,
        kind: 'new_device',
        sourceAddress: request.sourceAddress(),
        sessionId: undefined,
        userAgent: request.userAgent(),
      }),
    onLost: (count, error) =>
      error === undefined
        ? logs.log.warn({ count }, 'more was refused than is kept of it')
        : logs.log.error({ count, err: error }, 'refusals were not written down'),
  })
  const sessions = sessionsFeature({
    storage,
    principals,
    tokens,
    apiKeys: keyTexts,
    clock,
    record: ends,
    factors: { kindsOf: (reader, userId) => factors.kindsOf(reader, userId) },
  })
  const relyingParty = {
    passkeyRpId: config.passkeyRpId,
    passkeyOrigins: config.passkeyOrigins,
    baseUrl,
    storage,
    clock,
    random,
    digest: keyedDigest(deriveKey(rootSecret, 'passkey-ceremony')),
  }
  const passkeys = passkeysFeature(relyingParty)
  const mail = openMail({
    ...{ config, isDevelopment, storage, rootSecret, sealer, clock, random, baseUrl, onMail },
    log: logs.log,
  })
  const notices = noticesFeature({
    storage,
    clock,
    random,
    cursors,
    audit,
    digest: keyedDigest(deriveKey(rootSecret, 'notice-token')),
    mail,
    baseUrl,
    listProved: (reader, userId) => users.listProved(reader, userId),
    endSessions: sessions.endAllOf,
    takeBack: {
      identity_linked: (...asked) => providers.removeOne(...asked),
      api_key_created: (...asked) => apiKeys.revokeOne(...asked),
    },
    issueReset: (tx, userId) => recovery.issueToOwner(tx, userId),
  })
  const preferences = preferencesFeature({ storage, clock, refuseEnded, audit, language: languageOf(config) })
  const setup = setupFeature({
    storage,
    clock,
    random,
    digest: keyedDigest(deriveKey(rootSecret, 'setup-token')),
    isDevelopment,
  })
  const recovery = recoveryFeature({
    storage,
    clock,
    random,
    digest: keyedDigest(deriveKey(rootSecret, 'reset-token')),
    roles,
    refuseEnded,
    mailed: {
      findHolder: (token) => mailboxes.findResetHolder(token),
      spend: (...asked) => mailboxes.spendReset(...asked),
    },
  })
  const proofs = proofsFeature({
    storage,
    clock,
    random,
    digest: keyedDigest(deriveKey(rootSecret, 'mailed-proof')),
  })
  const endSessions = async (tx: Transaction, userId: UserId, kept?: SessionId) => {
    // It was said in a session, by whoever knew the password that there was.
    await factors.forgetLoss(tx, userId)
    return sessions.endAllOf(tx, userId, kept)
  }
  const mailboxes = mailboxesFeature({
    storage,
    clock,
    proofs,
    mail,
    guard,
    baseUrl,
    log: logs.log,
    endSessions,
    revokeResetLink: recovery.revokeLinkOf,
    mailRecovery: (tx, addressKey) => wayBack.mailAsked(tx, addressKey),
    // Not from where: it was somebody else, of whom the owner learns nothing.
    tellReleased: (tx, userId) =>
      notices.tell(tx, { userId, kind: 'email_released', sourceAddress: undefined, sessionId: undefined }),
    async forgetCredentials(tx, userId) {
      await endSessions(tx, userId)
      await factors.removeAll(tx, userId)
      await providers.forgetAll(tx, userId)
      await apiKeys.revokeAllOf(tx, userId)
      await recovery.revokeLinkOf(tx, userId)
      await wayBack.forgetContacts(tx, userId)
    },
  })
  const claimFirstAdministrator = async (tx: Transaction, request: RequestFacts): Promise<boolean> => {
    const isClaimed = await setup.claimInDevelopment(tx, request)
    if (isClaimed)
      tx.afterCommit(() => logs.log.info({ request_id: request.id }, 'first administrator registered'))
    return isClaimed
  }
  const users = usersFeature({
    storage,
    clock,
    passwords,
    roles,
    idempotency,
    registration,
    askToRegister: (account, request) => privateRegistration.ask(account, request),
    guard,
    audit,
    refuseEnded,
    endSessions,
    requireFreshWhereProtected: sessions.requireFreshWhereProtected,
    countErased: (tx, userId) => yourData.countErased(tx, userId),
    notePassword: (tx, userId, isByLink) => wayBack.notePassword(tx, userId, isByLink),
    acceptance: (token, email) => invitations.acceptance(token, email),
    onAddress: mailboxes.begin,
    onNoPassword: mailboxes.beginWithoutPassword,
    onProvedAddress: mailboxes.proveNew,
    onAddressChanged: mailboxes.changed,
    keepLanguage: preferences.begin,
    revokeResetLink: recovery.revokeLinkOf,
    tellOwner: (tx, userId, sourceAddress) =>
      notices.tell(tx, { userId, kind: 'password_changed', sourceAddress, sessionId: undefined }),
    claimFirstAdministrator,
  })
  const privateRegistration = privateRegistrationFeature({
    storage,
    clock,
    random,
    log: logs.log,
    digest: keyedDigest(deriveKey(rootSecret, 'registration-token')),
    registration,
    users,
    mailboxes,
    passwords,
    preferences,
    guard,
    audit,
    mail,
    baseUrl,
    claimFirstAdministrator,
  })

  const invitations: InvitationsFeature = invitationsFeature({
    storage,
    clock,
    random,
    cursors,
    digest: keyedDigest(deriveKey(rootSecret, 'invitation')),
    makeToken: keyedDigest(deriveKey(rootSecret, 'invitation-token')),
    roles,
    refuseEnded,
    idempotency,
    guard,
    mail,
    audit,
    registration,
    baseUrl,
    isAddressTaken: users.isAddressTaken,
  })

  const tellOfFactor = (
    tx: Transaction,
    userId: UserId,
    kind: NoticeKind,
    sourceAddress: string | undefined,
    about?: string,
  ): Promise<void> => notices.tell(tx, { userId, kind, sourceAddress, sessionId: undefined, about })
  const digestOfFactor = keyedDigest(deriveKey(rootSecret, 'factor'))
  const factors: FactorsFeature = factorsFeature({
    storage,
    clock,
    random,
    sealer,
    cursors,
    digest: digestOfFactor,
    passkeys,
    audit,
    issuer: () => new URL(baseUrl()).hostname,
    refuseEnded,
    requireFresh: sessions.requireFresh,
    raiseSession: sessions.raise,
    lowerSessions: sessions.lowerAllOf,
    provePassword: (...asked) => signIns.provePassword(...asked),
    onCountedBack: (userId, passkey) =>
      storage.write(async (tx) => {
        await tellOfFactor(tx, userId, 'passkey_counted_back', undefined)
        await audit.itself(tx, { action: 'passkey.counted_back', subject: userId, facts: { passkey } })
      }),
    tellOwner: tellOfFactor,
  })

  const tellOfReuse = async (
    tx: Transaction,
    kind: NoticeKind,
    { userId, sessionId, request }: { userId: UserId; sessionId: SessionId; request: RequestFacts },
    message: string,
  ): Promise<void> => {
    const sourceAddress = request.sourceAddress()
    await notices.tell(tx, { userId, kind, sourceAddress, sessionId })
    tx.afterCommit(() =>
      logs.log.warn(
        { request_id: request.id, user_id: userId, session_id: sessionId, source_address: sourceAddress },
        message,
      ),
    )
  }
  const returnCodeDigest = keyedDigest(deriveKey(rootSecret, 'return-code'))
  const signIns = sessionsRoutes({
    storage,
    digest: digestOfFactor,
    factors,
    passkeyOptions: passkeys.optionsFor,
    replacePassword: users.replacePassword,
    refuseEnded,
    requireFresh: sessions.requireFresh,
    refuseStale: sessions.refuseStale,
    requirePasswordChange: users.requirePasswordChange,
    requireFreshWhereProtected: sessions.requireFreshWhereProtected,
    tellOwner: tellOfFactor,
    linkShown: (tx, one) => providers.linkShown(tx, one),
    accounts: users,
    holders: users,
    passwords,
    guard,
    tokens,
    clock,
    random,
    cursors,
    record: ends,
    accessTokenSeconds: config.accessTokenSeconds,
    sessionIdleSeconds: config.sessionIdleSeconds,
    sessionAbsoluteSeconds: config.sessionAbsoluteSeconds,
    refreshGraceSeconds: config.refreshGraceSeconds,
    refreshTokens: refreshTexts,
    returnCodeDigest,
    onReuse: (tx, reuse) =>
      tellOfReuse(
        tx,
        'refresh_token_reused',
        reuse,
        'a spent refresh token was used again; its session is ended',
      ),
    onCodeReuse: (tx, reuse) =>
      tellOfReuse(
        tx,
        'return_code_reused',
        reuse,
        'a spent return code was used again; its session is ended',
      ),
    roles,
    exists: users.exists,
    find: users.find,
    audit,
  })

  const providers = providersFeature({
    ...{
      storage,
      clock,
      random,
      sealer,
      registration,
      users,
      mailboxes,
      guard,
      audit,
      baseUrl,
      isDevelopment,
    },
    log: logs.log,
    digest: keyedDigest(deriveKey(rootSecret, 'provider-attempt')),
    keepLanguage: preferences.keep,
    refuseEnded,
    requireFresh: sessions.requireFresh,
    acceptance: (token, email) => invitations.acceptance(token, email),
    hasPasskey: async (reader, userId) => (await passkeys.countOf(reader, userId)) > 0,
    hasFactor: async (reader, userId) => (await factors.kindsOf(reader, userId)).length > 0,
    tellOwner: tellOfFactor,
    outbound: outbound({ allowsLoopback: isDevelopment }),
  })
  const signInElsewhere = providersRoutes({
    providers,
    finishSignIn: (proved, proving) => signIns.finishSignIn({ ...proved, passwordHash: undefined }, proving),
    halfProve: signIns.halfProve,
  })

  const revocations = revocationsFeature({
    storage,
    clock,
    random,
    sign: async (payload, type) => {
      // Whoever hears of the keys that count does not wait for one that was retired to be forgotten.
      const kids = (await signingKeys.publicKeySet()).map(({ kid }) => kid)
      return signingKeys.signCompact({ ...payload, kids }, type)
    },
    mayStay: async (caller) =>
      (await principals.findAgain(caller))?.permissions.has('revocations:read') ?? false,
  })
  const apiKeys = apiKeysFeature({
    storage,
    texts: keyTexts,
    cursors,
    roles,
    clock,
    random,
    principals,
    exists: users.exists,
    find: users.find,
    findKind: users.findKind,
    createServiceAccount: users.createServiceAccount,
    audit,
    requireFreshWhereProtected: sessions.requireFreshWhereProtected,
    tellOwner: (tx, userId, sourceAddress, about) =>
      notices.tell(tx, { userId, kind: 'api_key_created', sourceAddress, sessionId: undefined, about }),
  })

  const yourData = yourDataFeature({
    storage,
    clock,
    cursors,
    audit,
    exists: users.exists,
    refuseStale: sessions.refuseStale,
  })
  const wayBack = wayBackFeature({
    storage,
    clock,
    random,
    digest: keyedDigest(deriveKey(rootSecret, 'recovery-link')),
    roles,
    audit,
    guard,
    passwords,
    notices,
    accounts: users,
    mail,
    refuseEnded,
    factors: {
      requireFresh: sessions.requireFresh,
      async removeAll(tx, userId) {
        const kinds = await factors.kindsOf(tx, userId)
        await factors.removeAll(tx, userId)
        await providers.removeAll(tx, userId)
        return kinds.length
      },
    },
    baseUrl,
    askMail: (addressKey, record) => mailboxes.ask('recovery_link', addressKey, record),
    waitMs: hoursInMs(config.recoveryWaitHours),
  })
  const support = supportFeature({
    storage,
    clock,
    random,
    digest: keyedDigest(deriveKey(rootSecret, 'support-code')),
    roles,
    audit,
  })

  const publicUrl = config.publicUrl === undefined ? undefined : new URL(config.publicUrl)
  const { authenticate } = sessions
  const edge = createServerEdge({ config, clock, random, logs, authenticate, audit })
  const reasonNotReady = () => {
    if (edge.draining) return 'draining'
    if (storage.isWritable()) return undefined
    return storage.isExclusive ? 'disk' : 'database'
  }
  const health = healthFeature({ reasonNotReady })
  const implemented: Implemented<Caller>[] = [
    ...health.routes,
    ...users.routes,
    ...invitations.routes,
    ...privateRegistration.routes,
    ...signIns.routes,
    ...factors.routes,
    ...passkeysRoutes({
      ...relyingParty,
      userVerification: config.passkeyUserVerification,
      guard,
      audit,
      findDisabledAt: users.findDisabledAt,
      refuseEnded,
      requireFresh: sessions.requireFresh,
      raiseSession: sessions.raise,
      hasOtherWayIn: async (tx, userId) =>
        (await users.findPasswordHash(tx, userId)) !== undefined || providers.hasIdentity(tx, userId),
      onRemoved: factors.afterRemoval,
      codesForTheFirst: factors.codesForTheFirst,
      finishSignIn: (proved, proving) =>
        signIns.finishSignIn({ ...proved, passwordHash: undefined }, proving),
      tellOwner: tellOfFactor,
    }),
    ...mailboxesRoutes({
      mailboxes,
      finishSignIn: (proved, proving) =>
        signIns.finishSignIn({ ...proved, passwordHash: undefined }, proving),
      audit,
    }),
    ...signInElsewhere.routes,
    ...apiKeys.routes,
    ...guard.routes,
    ...support.routes,
    ...wayBack.routes,
    ...yourData.routes,
    ...notices.routes,
    ...preferences.routes,
    ...mailRoutes({ storage, cursors, outbox: mail.outbox, refuseEnded, audit }),
    ...revocations.routes,
    ...oauthRoutes({
      authenticate: sessions.authenticate,
      principals,
      tokens,
      refreshTokens: refreshTexts,
      clock,
      endSession: sessions.endOne,
      revokeKey: apiKeys.revoke,
      audit,
    }),
    ...rolesRoutes({
      ...{ storage, clock, directory, cursors, roles, refuseEnded, audit },
      exists: users.exists,
    }),
    ...recoveryRoutes({ baseUrl, recovery, accounts: users, guard, audit }),
    ...signingKeysRoutes(signingKeys, cursors, audit),
    ...setupRoutes({ baseUrl, setup, accounts: users, audit }),
    ...serverRoutes<Caller>({
      facts,
      clock,
      settings: settingsInForce(config),
      baseUrl,
      countUsers: async () => (await users.list(0, 1)).total,
      isReady: () => reasonNotReady() === undefined,
    }),
    ...audit.routes,
  ].map(audit.witnessed)
  const devMail = isDevelopment
    ? { look: mail.look, waitForMail: mail.waitForMail, monotonic: clock.monotonic }
    : undefined
  const routes = implemented.map((one) => endpointRoute(edge, one))
  const { recoveryWaitHours } = config
  const people = pages({
    ...{
      implemented,
      setup,
      recovery,
      mailboxes,
      invitations,
      privateRegistration,
      notices,
      devMail,
      wayBack,
      recoveryWaitHours,
    },
    ...{ providers, factors, completeSignIn: signInElsewhere.complete },
    findUser: users.find,
    authenticate,
    ask: asker(edge, implemented),
    baseUrl,
    cookies: sessionCookies({
      ...{ storage, principals, clock, random },
      digest: keyedDigest(deriveKey(rootSecret, 'session-cookie')),
      sessionIdleSeconds: config.sessionIdleSeconds,
      capacity: config.principalCacheSize,
    }),
    returnCodes: returnCodes({ storage, clock, random, digest: returnCodeDigest }),
    returnTo: config.returnTo,
    isSecure: publicUrl?.protocol === 'https:',
    // In development what is mailed is shown by a page.
    sendsMail: isDevelopment || config.smtpUrl !== undefined,
    clock,
    typing: textSealer(sealer, { table: 'cookies', row: '', column: 'typed' }),
    showing: textSealer(sealer, { table: 'cookies', row: '', column: 'shown' }),
    sealedFor: (browser: string) => textSealer(sealer, { table: 'cookies', row: browser, column: 'half' }),
    look: openLook(config, logs.log),
    language: languageOf(config),
    random,
    sessionAbsoluteSeconds: config.sessionAbsoluteSeconds,
    ...{ registration, held: bodyValidator },
    ...{ judge: passwords.judge, passwordMinLength: config.passwordMinLength },
  })
  const table = createTable(edge, withPages(edge, routes, people, { publicUrl }), astray(edge, people))

  return {
    table,
    mail,
    setup,
    users,
    signingKeys,
    audit,
    /** From now on every answer closes its connection, and readiness is refused. */
    beginDraining: () => {
      edge.draining = true
      revocations.close()
    },
    /** Removes what has expired. */
    sweep: async () => {
      await sessions.sweep()
      await factors.sweep()
      await passkeys.sweep()
      await providers.sweep()
      await apiKeys.sweep()
      await idempotency.sweep()
      await recovery.sweep()
      await invitations.sweep()
      await mailboxes.sweep()
      await privateRegistration.sweep()
      await users.sweep()
      await guard.sweep()
      await support.sweep()
      await wayBack.sweep()
      await notices.sweep()
      await revocations.sweep()
      await signingKeys.sweep()
      await audit.sweep()
      await mail.sweep()
    },
    close: async () => {
      await privateRegistration.settled()
      await mailboxes.settled()
      await mail.close()
      await audit.close()
      await hasher.close()
      await guard.flush()
    },
  }
}

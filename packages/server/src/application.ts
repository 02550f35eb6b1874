import { hostname } from 'node:os'
import type { Implemented } from '@latchkey/contract'
import { addressBlockList, type Config, settingsInForce } from '#config'
import { apiKeyTexts } from '#crypto/api-keys'
import { markedCursors } from '#crypto/cursors'
import { hmacSha256 } from '#crypto/hmac'
import { keyedDigest } from '#crypto/keyed-digest'
import { deriveKey, secretFingerprint } from '#crypto/keys'
import { createPasswordHasher } from '#crypto/passwords'
import { refreshTokens } from '#crypto/refresh-tokens'
import type { Sealer } from '#crypto/sealed'
import { apiKeysFeature } from '#features/api-keys'
import { auditFeature } from '#features/audit'
import { budgetsOf, guardFeature } from '#features/guard'
import { healthFeature } from '#features/health'
import { idempotencyFeature } from '#features/idempotency'
import { mailRoutes } from '#features/mail'
import { noticesFeature } from '#features/notices'
import { oauthRoutes } from '#features/oauth'
import { passwordsFeature } from '#features/passwords'
import { preferencesFeature } from '#features/preferences'
import { type Caller, principalsFeature } from '#features/principals'
import { recoveryFeature, recoveryRoutes } from '#features/recovery'
import { revocationsFeature } from '#features/revocations'
import { OPERATOR_PERMISSIONS, rolesFeature, rolesRoutes } from '#features/roles'
import { type ServerFacts, serverRoutes } from '#features/server'
import { sessionsFeature, sessionsRoutes } from '#features/sessions'
import { findSecretFingerprint, setupFeature, setupRoutes } from '#features/setup'
import { signingKeysFeature, signingKeysRoutes } from '#features/signing-keys'
import { usersFeature } from '#features/users'
import { createEdge, createLimits, createTable, endpointRoute, withPages } from '#http'
import type { Clock } from '#kernel/clock'
import { OPERATOR } from '#kernel/ids'
import { Instants } from '#kernel/instants'
import type { Random } from '#kernel/random'
import type { Logs } from '#logs'
import type { DevelopmentMail } from '#mail'
import { pages } from '#pages'
import type { Storage } from '#storage'
import { isLoopback } from './addresses.ts'
import { languageOf, openMail } from './open-mail.ts'

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

/** How many sources without a caller are counted at a time, in 16 bytes each; of more, those that asked longest ago begin anew. */
const SOURCES_LIMITED = 16_384

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
  const sessions = sessionsFeature({ storage, principals, tokens, apiKeys: keyTexts, clock, record: ends })
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
    findMailbox: (reader, userId) => users.findMailbox(reader, userId),
    endSessions: sessions.endAllOf,
    issueReset: (tx, userId) => recovery.issueToOwner(tx, userId),
  })
  const preferences = preferencesFeature({ storage, audit, language: languageOf(config) })
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
  })
  const users = usersFeature({
    storage,
    clock,
    passwords,
    roles,
    idempotency,
    registration,
    guard,
    audit,
    endSessions: sessions.endAllOf,
    keepLanguage: preferences.begin,
    revokeResetLink: recovery.revokeLinkOf,
    tellOwner: (tx, userId, sourceAddress) =>
      notices.tell(tx, { userId, kind: 'password_changed', sourceAddress, sessionId: undefined }),
    claimFirstAdministrator: async (tx, request) => {
      const isClaimed = await setup.claimInDevelopment(tx, request)
      if (isClaimed)
        tx.afterCommit(() => logs.log.info({ request_id: request.id }, 'first administrator registered'))
      return isClaimed
    },
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
    tellOwner: (tx, userId, sourceAddress) =>
      notices.tell(tx, { userId, kind: 'api_key_created', sourceAddress, sessionId: undefined }),
  })

  const publicUrl = config.publicUrl === undefined ? undefined : new URL(config.publicUrl)
  const edge = createEdge<Caller>({
    authenticate: sessions.authenticate,
    operator: { userId: OPERATOR, permissions: OPERATOR_PERMISSIONS, user: undefined },
    monotonic: clock.monotonic,
    onAnswer: logs.access,
    onFailure: ({ requestId, route, error }) =>
      logs.log.error({ request_id: requestId, route, err: error }, 'failure'),
    onUnpermitted: ({ endpoint, call, error }) => audit.unpermitted(endpoint, call, error),
    envelope: config.responseEnvelope,
    onLoopback: isLoopback(config.host),
    publicUrl,
    corsOrigins: config.corsOrigins,
    trustedProxies: addressBlockList(config.trustedProxies),
    limits: createLimits(
      {
        read: config.limitRead,
        write: config.limitWrite,
        'sign-in': config.limitSignIn,
        register: config.limitRegister,
      },
      new Instants(SOURCES_LIMITED, random.bytes(4).readUInt32LE()),
    ),
    requestIdPrefix: random.bytes(6).toString('hex'),
  })
  const reasonNotReady = () => {
    if (edge.draining) return 'draining'
    if (storage.isWritable()) return undefined
    return storage.isExclusive ? 'disk' : 'database'
  }
  const health = healthFeature({ reasonNotReady })
  const implemented: Implemented<Caller>[] = [
    ...health.routes,
    ...users.routes,
    ...sessionsRoutes({
      storage,
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
      async onReuse(tx, { userId, sessionId, request }) {
        const sourceAddress = request.sourceAddress()
        await notices.tell(tx, { userId, kind: 'refresh_token_reused', sourceAddress, sessionId })
        tx.afterCommit(() =>
          logs.log.warn(
            { request_id: request.id, user_id: userId, session_id: sessionId, source_address: sourceAddress },
            'a spent refresh token was used again; its session is ended',
          ),
        )
      },
      roles,
      exists: users.exists,
      find: users.find,
      audit,
    }),
    ...apiKeys.routes,
    ...guard.routes,
    ...notices.routes,
    ...preferences.routes,
    ...mailRoutes({ storage, cursors, outbox: mail.outbox, audit }),
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
    ...rolesRoutes({ storage, clock, directory, cursors, roles, exists: users.exists, audit }),
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
  const table = createTable(
    edge,
    withPages(edge, routes, pages({ implemented, setup, recovery, notices, devMail }), { publicUrl }),
  )

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
      await apiKeys.sweep()
      await idempotency.sweep()
      await recovery.sweep()
      await users.sweep()
      await guard.sweep()
      await notices.sweep()
      await revocations.sweep()
      await signingKeys.sweep()
      await audit.sweep()
      await mail.sweep()
    },
    close: async () => {
      await mail.close()
      await audit.close()
      await hasher.close()
      await guard.flush()
    },
  }
}

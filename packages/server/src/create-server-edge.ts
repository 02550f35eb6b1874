import { addressBlockList, type Config } from '#config'
import type { AuditFeature } from '#features/audit'
import type { Caller } from '#features/principals'
import { OPERATOR_PERMISSIONS } from '#features/roles'
import type { SessionsFeature } from '#features/sessions'
import { createEdge, createLimits } from '#http'
import type { Clock } from '#kernel/clock'
import { OPERATOR } from '#kernel/ids'
import { Instants } from '#kernel/instants'
import { isLoopback } from '#kernel/loopback'
import type { Random } from '#kernel/random'
import type { Logs } from '#logs'

interface Parts {
  config: Config
  clock: Clock
  random: Random
  logs: Logs
  authenticate: SessionsFeature['authenticate']
  audit: Pick<AuditFeature, 'unpermitted'>
}

/** How many sources without a caller are counted at a time, in 16 bytes each; of more, those that asked longest ago begin anew. */
const SOURCES_LIMITED = 16_384

/** The edge as the settings have it. */
export const createServerEdge = ({ config, clock, random, logs, authenticate, audit }: Parts) =>
  createEdge<Caller>({
    authenticate,
    operator: { userId: OPERATOR, permissions: OPERATOR_PERMISSIONS, user: undefined },
    monotonic: clock.monotonic,
    onAnswer: logs.access,
    onFailure: ({ requestId, route, error }) =>
      logs.log.error({ request_id: requestId, route, err: error }, 'failure'),
    onUnpermitted: ({ endpoint, call, error }) => audit.unpermitted(endpoint, call, error),
    envelope: config.responseEnvelope,
    onLoopback: isLoopback(config.host),
    publicUrl: config.publicUrl === undefined ? undefined : new URL(config.publicUrl),
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

import { Problem, type RequestFacts } from '@latchkey/contract'
import { markedCursors } from '../../packages/server/src/crypto/cursors.ts'
import { keyedDigest } from '../../packages/server/src/crypto/keyed-digest.ts'
import { idempotencyFeature } from '../../packages/server/src/features/idempotency/index.ts'
import { invitationsFeature } from '../../packages/server/src/features/invitations/index.ts'
import type { Caller } from '../../packages/server/src/features/principals/index.ts'
import { rolesFeature } from '../../packages/server/src/features/roles/index.ts'
import type { KeyActor } from '../../packages/server/src/kernel/ids.ts'
import { systemRandom } from '../../packages/server/src/kernel/random.ts'
import type { Letter } from '../../packages/server/src/mail/index.ts'
import type { Transaction } from '../../packages/server/src/storage/index.ts'
import { refuseEndedKeys } from './ended-keys.ts'
import type { TestDatabase } from './every-database.ts'
import { guardOn } from './guard.ts'
import { auditOn } from './recorder.ts'
import { tokenIn } from './reset-links.ts'

const START = 1_800_000_000_000
export const [ADMIN, HELPER] = [1, 2]
const ADDRESS = 'grace@example.org'

interface Inviting {
  readonly by?: number | KeyActor
  readonly email?: string
  readonly roles?: readonly string[]
  readonly link?: boolean
  readonly idempotencyKey?: string
}

const requestOf = (idempotencyKey: string | undefined): RequestFacts => ({
  id: 'r-1',
  idempotencyKey,
  sourceAddress: () => undefined,
  peerAddress: () => undefined,
  header: () => null,
  userAgent: () => null,
  device: () => undefined,
})

/** Invitations on a database with an administrator, and with somebody who may make accounts and nothing else. */
export async function invitationsOn({ storage, change }: TestDatabase) {
  const time = { now: START }
  const clock = { now: () => time.now, monotonic: () => time.now }
  const digestOf = (number: number) => keyedDigest(Buffer.alloc(32, number))
  await change(
    ...['admin', 'helper'].map(
      (name) => `insert into users (username, username_key, email, full_name, created_at, updated_at)
       values ('${name}', '${name}', '', '', 0, 0)`,
    ),
    `insert into user_roles (role, user_id) values ('admin', ${ADMIN})`,
    `insert into roles (name, description, created_at, updated_at) values ('helper', '', 0, 0)`,
    `insert into role_permissions (role, permission) values ('helper', 'users:create')`,
    `insert into user_roles (role, user_id) values ('helper', ${HELPER})`,
  )
  const mailed: string[] = []
  const feature = invitationsFeature({
    storage,
    clock,
    random: systemRandom,
    cursors: markedCursors(digestOf(1)),
    digest: digestOf(2),
    makeToken: digestOf(3),
    roles: rolesFeature({ storage, directory: 'private' }),
    refuseEnded: refuseEndedKeys(storage, clock),
    idempotency: idempotencyFeature({ storage, clock, digest: digestOf(4) }),
    guard: guardOn(storage, clock),
    audit: await auditOn(storage, { clock }),
    mail: {
      async send(tx: Transaction, { template }: Letter) {
        tx.afterCommit(() => mailed.push(tokenIn('url' in template ? template.url : '')))
        return true
      },
    },
    registration: 'invite',
    baseUrl: () => 'https://id.example.com',
    isAddressTaken: async () => false,
  })
  const [creating, , , revoking] = feature.routes
  if (!creating || !revoking) throw new Error('the routes of invitations are not there')
  const callerOf = (by: number | KeyActor) =>
    (typeof by === 'number' ? { userId: by } : by) as unknown as Caller
  const call = (by: number | KeyActor, given: { params?: object; body?: object }, idempotencyKey?: string) =>
    ({ query: undefined, caller: callerOf(by), request: requestOf(idempotencyKey), ...given }) as never
  const refusalOf = async (promise: Promise<unknown>) =>
    promise.then(
      () => 'accepted',
      (error: unknown) => (error instanceof Problem ? error.code : Promise.reject(error)),
    )
  const told = <T>(
    token: string,
    asked: (one: ReturnType<typeof feature.acceptance>) => Promise<T>,
    email = ADDRESS,
  ) => {
    const shown = feature.acceptance(token, email)
    return shown.telling(asked(shown), requestOf(undefined))
  }
  return {
    time,
    feature,
    /** The tokens of the mails that were made. */
    mailed,
    refusalOf,
    async invite({ by = ADMIN, email = ADDRESS, roles, link = true, idempotencyKey }: Inviting = {}) {
      const body = { email, link, ...(roles === undefined ? {} : { roles }) }
      const made = (await creating.handle(call(by, { body }, idempotencyKey))) as {
        id: string
        url: string | null
      }
      return { id: made.id, token: made.url === null ? '' : tokenIn(made.url) }
    },
    revoke: (id: string) =>
      refusalOf(Promise.resolve(revoking.handle(call(ADMIN, { params: { invitation_id: id } })))),
    look: (token: string) => refusalOf(told(token, (one) => one.refuseWrong())),
    /** What the account would begin with, or the code of the refusal. */
    accept: (token: string, email = ADDRESS) =>
      told(token, (one) => storage.write((tx) => one.spend(tx)), email).then(
        ({ roles, isAddressProved }) => ({ roles, isAddressProved }),
        (error: unknown) => (error instanceof Problem ? error.code : Promise.reject(error)),
      ),
  }
}

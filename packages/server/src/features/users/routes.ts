import {
  contract,
  type Implemented,
  implementFor,
  problem,
  type RequestFacts,
  type User,
  type UserDetails,
} from '@latchkey/contract'
import type { AuditFeature } from '#features/audit'
import type { GuardFeature } from '#features/guard'
import type { Caller } from '#features/principals'
import { OPERATOR, type UserId } from '#kernel/ids'
import type { AccountForAnother, NewAccount } from './account.ts'
import {
  type ChangeDeps,
  changeUser,
  deleteUser,
  disableUser,
  enableUser,
  type RequireFresh,
} from './change.ts'
import type { UserPage } from './page-memo.ts'
import type { Register } from './registering.ts'
import { tellingTaken } from './telling-taken.ts'

/** The accounts as the routes use them. */
export interface Accounts {
  /** `invitation` is the token of one. Throws `invalid_invitation`. */
  register(account: NewAccount, request: RequestFacts, invitation?: string): Promise<User>
  createFor(
    caller: Caller,
    account: AccountForAnother & { roles?: string[] },
    request: RequestFacts,
  ): Promise<User>
  find(id: UserId): Promise<User | undefined>
  findDetails(id: UserId): Promise<UserDetails | undefined>
  /** Whoever signs in with this name or address. */
  findByIdentifier(identifier: string): Promise<UserDetails | undefined>
  /** Ordered by id; the whole number of users beside them. */
  list(skip: number, limit: number): UserPage | Promise<UserPage>
}

export interface RouteDeps {
  users: Accounts
  change: ChangeDeps
  register: Register
  guard: Pick<GuardFeature, 'beginAddressChange'>
  requireFreshWhereProtected: RequireFresh
  audit: Pick<AuditFeature, 'by'>
}

function found(details: UserDetails | undefined): UserDetails {
  if (!details) throw problem('user_not_found')
  return details
}

function ownAccount({ user }: Caller): User {
  if (!user) throw problem('forbidden', { detail: 'The operator of this server has no account of its own.' })
  return user
}

export const routes = ({
  users,
  change,
  register,
  guard,
  audit,
  requireFreshWhereProtected,
}: RouteDeps): Implemented<Caller>[] =>
  implementFor<Caller>()(contract.users, {
    register: ({ body, request }) => register(body, request),
    me: ({ caller }) => ownAccount(caller),
    async address({ caller }) {
      const { email, email_verified_at, sign_in_email } = found(
        await users.findDetails(ownAccount(caller).id),
      )
      return { email, email_verified_at, sign_in_email }
    },
    list: ({ caller, query: { skip = 0, limit = 10 } }) => {
      if (caller.permissions.has('users:read')) return users.list(skip, limit)
      return { total: 1, items: skip === 0 ? [ownAccount(caller)] : [], skip, limit }
    },
    create: ({ body, caller, request }) => users.createFor(caller, body, request),
    get: async ({ params: { id }, caller }) => {
      if (id === caller.userId) return ownAccount(caller)
      const user = await users.find(id)
      if (!user) throw problem('user_not_found')
      return user
    },
    details: async ({ params: { id } }) => found(await users.findDetails(id)),
    lookup: async ({ query: { identifier } }) => found(await users.findByIdentifier(identifier)),
    update: async ({ params: { id }, body, caller, request }) => {
      const changed = () =>
        changeUser(change, caller, id, body, audit.by(caller, request), (tx) =>
          requireFreshWhereProtected(tx, caller),
        )
      // Whoever may read everybody learns nothing by it.
      const { userId, permissions } = caller
      if (body.email === undefined || userId === OPERATOR || permissions.has('users:read')) return changed()
      const question = await guard.beginAddressChange(request, userId)
      return tellingTaken(changed(), () => question)
    },
    delete: ({ params: { id }, caller, request }) =>
      deleteUser(change, caller, id, audit.by(caller, request), (tx) =>
        requireFreshWhereProtected(tx, caller),
      ),
    disable: ({ params: { id }, caller, request }) =>
      disableUser(change, caller, id, audit.by(caller, request)),
    enable: ({ params: { id }, caller, request }) =>
      enableUser(change, caller, id, audit.by(caller, request)),
  })

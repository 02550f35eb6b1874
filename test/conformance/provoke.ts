// For each error of the document, the simplest request that meets it.
import {
  type Account,
  create,
  join,
  type Person,
  person,
  register,
  setRoles,
  signIn,
} from '../support/accounts.ts'
import { Authenticator, UP } from '../support/authenticator.ts'
import { type Answer, type Ask, send, textOf } from '../support/http.ts'
import { codeMailed, tokenMailed } from '../support/mailbox.ts'
import { pending, registersPrivately } from '../support/private-registration.ts'
import { newProvider } from '../support/providers.ts'
import { approve, completeToken, contactToken, freezeToken, helper } from '../support/recoveries.ts'
import { tokenIn } from '../support/reset-links.ts'
import { begin, codeOf, enrol, halfSignIn, originOf, withPasskey } from '../support/second-factors.ts'
import { type Server, withServer } from '../support/server.ts'
import { lineOf, type Operation } from './document.ts'
import { bodyFor, type World } from './provoke-bodies.ts'
import { setupToken } from './setup-token.ts'

export type Provoke = (world: World, operation: Operation, accept: Ask) => Promise<Answer>

/** A request that would succeed, but for what is changed. */
async function ask(world: World, operation: Operation, changes: Ask & { id?: unknown; line?: string }) {
  const { id, line, ...rest } = changes
  const path = line ?? lineOf(operation, { id: id ?? world.user.id })
  const token = operation.isPublic ? undefined : world.admin.token
  const body = operation.requestBody === undefined ? {} : { json: bodyFor(world, operation, person()) }
  const isOther = 'body' in rest || 'form' in rest
  return await send(world.server, path, { token, ...(isOther ? {} : body), ...rest })
}

function wrongForm(world: World, { operationId }: Operation, given: Record<string, string> = {}): Ask {
  if (operationId === 'sessionsRefresh') return { form: { refresh_token: 'x', ...given } }
  return { form: { username: world.user.username, password: 'not this one', ...given } }
}

/** Somebody who registered where the answer tells nothing confirms it, by the password that `before` gives. */
const confirming = (
  operation: Operation,
  accept: Ask,
  before: (server: Server, who: Person) => Promise<string>,
): Promise<Answer> =>
  withServer({ dev: true, env: registersPrivately }, async (server) => {
    const { token, ...who } = await pending(server)
    const password = await before(server, who)
    return await send(server, lineOf(operation), { ...accept, json: { token, password } })
  })

/** Somebody with a name, or an address, that is taken where this operation looks. */
async function taken(
  world: World,
  operation: Operation,
  accept: Ask,
  field: 'username' | 'email',
): Promise<Answer> {
  if (operation.operationId === 'registrationsConfirm')
    return await confirming(operation, accept, async (server, who) => {
      const first = await pending(server)
      await send(server, lineOf(operation), { json: { token: first.token, password: first.password } })
      const token = await signIn(server, first)
      await create(server, { ...first, id: 1, token }, { [field]: who[field] })
      return who.password
    })
  const isSetup = operation.operationId === 'setupCreateFirstAdministrator'
  const server = isSetup ? world.fresh : world.server
  const holder = person()
  await register(server, holder)
  if (operation.operationId === 'usersUpdate') {
    return await ask(world, operation, { ...accept, json: { email: holder.email } })
  }
  if (operation.operationId === 'serviceAccountsCreate' && field === 'email') {
    // The address that a program of this name would get.
    const { username } = person()
    await register(server, person({ email: `${username}@service.invalid` }))
    return await ask(world, operation, { ...accept, json: { username, full_name: 'A Program' } })
  }
  const json = bodyFor(world, operation, { ...person(), [field]: holder[field] })
  const token = operation.isPublic ? undefined : world.admin.token
  return await send(server, lineOf(operation), { token, json, ...accept })
}

const idIsWrong = (operation: Operation) => operation.parameters.some((parameter) => parameter.name === 'id')
const hasQuery = (operation: Operation) => operation.parameters.some((parameter) => parameter.in === 'query')

const hasEmptyBody = ({ operationId }: Operation) =>
  [
    ...['keysRotate', 'auditVerify', 'secondStepsReauthenticate'],
    ...['providersChange', 'preferencesSet'],
  ].includes(operationId)

export const provocations: Record<string, Provoke> = {
  invalid_request: (world, operation, accept) => {
    if (operation.requestBody)
      return ask(world, operation, { ...accept, body: '{', type: 'application/json' })
    const wrong = operation.isPublic
      ? { host: 'localhost, localhost' }
      : { authorization: 'Bearer x, Bearer y' }
    return ask(world, operation, { ...accept, token: undefined, headers: { ...accept.headers, ...wrong } })
  },
  validation_failed: (world, operation, accept) => {
    if (idIsWrong(operation)) return ask(world, operation, { ...accept, id: 0 })
    if (hasQuery(operation)) return ask(world, operation, { ...accept, line: 'GET /users?limit=101' })
    if (!operation.requestBody || hasEmptyBody(operation))
      return ask(world, operation, { ...accept, line: `${lineOf(operation)}?verbose=1` })
    const [, ...rest] = Object.entries(bodyFor(world, operation, person()))
    return ask(world, operation, { ...accept, json: Object.fromEntries(rest) })
  },
  invalid_grant: (world, operation, accept) =>
    ask(world, operation, {
      ...accept,
      ...(operation.operationId === 'returnsExchange' ? {} : wrongForm(world, operation)),
    }),
  unsupported_grant_type: (world, operation, accept) =>
    ask(world, operation, { ...accept, ...wrongForm(world, operation, { grant_type: 'implicit' }) }),
  unauthenticated: (world, operation, accept) => ask(world, operation, { ...accept, token: undefined }),
  invalid_token: (world, operation, accept) => ask(world, operation, { ...accept, token: 'x' }),
  invalid_credentials: (world, operation, accept) => {
    if (operation.operationId === 'mailboxesRedeemCode') return ask(world, operation, accept)
    if (operation.operationId === 'registrationsConfirm')
      return confirming(operation, accept, async () => 'not this one')
    return ask(world, operation, {
      ...accept,
      json: { username: world.user.username, password: 'not this one' },
    })
  },
  invalid_setup_token: (world, operation, accept) =>
    send(world.fresh, lineOf(operation), { ...accept, json: { setup_token: 'x', ...person() } }),
  invalid_mailed_token: (world, operation, accept) => ask(world, operation, accept),
  invalid_reset_token: (world, operation, accept) => ask(world, operation, accept),
  invalid_recovery_token: (world, operation, accept) => ask(world, operation, accept),
  recovery_not_found: (world, operation, accept) => ask(world, operation, { ...accept, id: world.user.id }),
  recovery_frozen: async (world, operation, accept) => {
    const user = await join(world.server)
    const token = await freezeToken(world.server, user)
    await send(world.server, 'POST /users/me/recovery/freeze', { token: user.token })
    return ask(world, operation, {
      ...accept,
      token: operation.isPublic ? undefined : user.token,
      json: { token },
    })
  },
  // The second of the two may do so no longer, and one alone is not enough.
  recovery_not_ready: async (world, operation, accept) => {
    const [user, second] = [await create(world.server, world.admin), await helper(world.server, world.admin)]
    await approve(world.server, world.admin, user.id)
    const token = tokenIn(textOf(await approve(world.server, second, user.id), 'url'))
    await setRoles(world.server, world.admin, second.id, ['user'])
    return ask(world, operation, { ...accept, json: { token, password: 'heron-lantern-51-meadow' } })
  },
  verification_is_local: (world, operation, accept) => ask(world, operation, accept),
  forbidden: (world, operation, accept) => {
    const { method, isOfTheOwn, operationId } = operation
    // What concerns the own account alone nobody is refused but a key that was not made for it.
    const reads = method === 'GET' || operationId === 'authzCheck'
    const key = reads ? world.writingKey : world.readingKey
    const token = isOfTheOwn ? key : world.user.token
    return ask(world, operation, { ...accept, token, id: world.admin.id })
  },
  wrong_password: async (world, operation, accept) => {
    if (operation.operationId !== 'wayBackComplete') return ask(world, operation, accept)
    const token = await completeToken(world.server, world.admin, (await create(world.server, world.admin)).id)
    const json = { token, password: 'heron-lantern-51-meadow', current_password: 'not this one' }
    return ask(world, operation, { ...accept, json })
  },
  mfa_required: async (world, operation, accept) => {
    if (operation.operationId === 'sessionsLogin') {
      const { username, password } = world.enrolled
      return ask(world, operation, { ...accept, json: { username, password } })
    }
    if (operation.operationId.startsWith('mailboxesRedeem')) {
      const { email } = await enrol(world.server)
      const verified = { token: await tokenMailed(world.server, email, 'verify_email') }
      await send(world.server, 'POST /auth/verify-email', { json: verified })
      if (operation.operationId === 'mailboxesRedeemCode')
        return ask(world, operation, {
          ...accept,
          json: { email, code: await codeMailed(world.server, email) },
        })
      await send(world.server, 'POST /auth/sign-in-link', { json: { email } })
      const json = { token: await tokenMailed(world.server, email, 'sign_in_link') }
      return ask(world, operation, { ...accept, json })
    }
    // A passkey by itself is one factor only where it need not know its owner.
    return withServer(
      { dev: true, env: { LATCHKEY_PASSKEY_USER_VERIFICATION: 'preferred' } },
      async (server) => {
        const who = await withPasskey(server, { flags: UP })
        const { token } = who
        const secret = textOf(await send(server, 'POST /users/me/factors/totp', { token }), 'secret')
        const confirming = { token, json: { code: codeOf(secret) } }
        await send(server, 'POST /users/me/factors/totp/confirm', confirming)
        const { ceremony, options } = await begin(server, 'POST /auth/passkey/options')
        const json = { ceremony, response: who.passkey.get(options) }
        return send(server, lineOf(operation), { ...accept, json })
      },
    )
  },
  invalid_mfa_token: (world, operation, accept) => {
    const body = bodyFor(world, operation, person())
    const json = 'mfa_token' in body ? { ...body, mfa_token: 'x' } : body
    return ask(world, operation, { ...accept, json })
  },
  invalid_code: async (world, operation, accept) => {
    const { token, password } = world.enrolled
    const body = bodyFor(world, operation, person())
    if (operation.operationId === 'secondStepsReauthenticate')
      return ask(world, operation, { ...accept, token, json: { password, kind: 'totp', code: '000000' } })
    const json =
      'mfa_token' in body ? { ...body, mfa_token: await halfSignIn(world.server, world.enrolled) } : body
    return ask(world, operation, { ...accept, json })
  },
  reauth_required: (world, operation, accept) => {
    const { id, weak, password } = world.enrolled
    const bodies: Record<string, object> = {
      usersUpdate: { email: person().email },
      sessionsChangePassword: { current_password: password, new_password: 'violet tramway canyon' },
    }
    const json = bodies[operation.operationId]
    return ask(world, operation, { ...accept, token: weak, id, ...(json ? { json } : {}) })
  },
  password_change_required: async (world, operation, accept) => {
    if (operation.operationId === 'secondStepsLoginMfa') {
      const who = await enrol(world.server)
      await send(world.server, `POST /users/${who.id}/require-password-change`, { token: world.admin.token })
      const mfa_token = await halfSignIn(world.server, who)
      return ask(world, operation, { ...accept, json: { mfa_token, kind: 'totp', code: codeOf(who.secret) } })
    }
    const { username, password } = world.changing
    return ask(world, operation, { ...accept, json: { username, password } })
  },
  factor_not_found: (world, operation, accept) => {
    const lost = operation.operationId === 'factorsDeclareLost'
    return ask(world, operation, { ...accept, ...(lost ? { json: { password: world.admin.password } } : {}) })
  },
  totp_exists: (world, operation, accept) =>
    ask(world, operation, { ...accept, token: world.enrolled.token }),
  invalid_passkey: (world, operation, accept) => ask(world, operation, accept),
  invalid_attestation: (world, operation, accept) => ask(world, operation, accept),
  provider_not_found: (world, operation, accept) => ask(world, operation, accept),
  identity_not_found: (world, operation, accept) => ask(world, operation, accept),
  provider_exists: async (world, operation, accept) => {
    const json = newProvider()
    await ask(world, operation, { json })
    return ask(world, operation, { ...accept, json })
  },
  passkey_not_found: (world, operation, accept) => ask(world, operation, accept),
  passkey_exists: async ({ server }, operation, accept) => {
    const { passkey } = await withPasskey(server)
    const { token } = await join(server)
    const { ceremony, options } = await begin(server, 'POST /users/me/passkeys/options', { token })
    const json = { ceremony, name: 'Laptop', response: passkey.create(options) }
    return send(server, lineOf(operation), { ...accept, token, json })
  },
  too_many_passkeys: async ({ server }, operation, accept) => {
    const { token } = await join(server)
    const add = async () => {
      const { ceremony, options } = await begin(server, 'POST /users/me/passkeys/options', { token })
      const response = new Authenticator(originOf(server)).create(options)
      return { token, json: { ceremony, name: 'Laptop', response } }
    }
    const last = await add()
    for (let i = 0; i < 20; i++) await send(server, 'POST /users/me/passkeys', await add())
    const isAdding = operation.operationId === 'passkeysAdd'
    return send(server, lineOf(operation), { ...accept, ...(isAdding ? last : { token }) })
  },
  account_disabled: async (world, operation, accept) => {
    if (operation.operationId === 'passkeysSignIn') {
      const { id, passkey } = await withPasskey(world.server)
      await send(world.server, `POST /users/${id}/disable`, { token: world.admin.token })
      const { ceremony, options } = await begin(world.server, 'POST /auth/passkey/options')
      return ask(world, operation, { ...accept, json: { ceremony, response: passkey.get(options) } })
    }
    const { username, password } = world.disabled
    return ask(world, operation, { ...accept, json: { username, password } })
  },
  registration_closed: async (world, operation, accept) => {
    const token = operation.isPublic ? undefined : await signIn(world.closed, world.closedAdmin)
    const body = operation.requestBody ? { json: bodyFor(world, operation, person()) } : {}
    return send(world.closed, lineOf(operation), { ...accept, token, ...body })
  },
  invitation_not_found: (world, operation, accept) => ask(world, operation, accept),
  invalid_invitation: (world, operation, accept) =>
    ask(world, operation, { ...accept, json: { ...person(), invitation: 'x' } }),
  user_not_found: (world, operation, accept) =>
    operation.operationId === 'authzCheck'
      ? ask(world, operation, { ...accept, json: { permission: 'users:read', user_id: 999_999_999 } })
      : ask(world, operation, { ...accept, id: 999_999_999 }),
  role_not_found: (world, operation, accept) =>
    ask(world, operation, { ...accept, line: lineOf(operation, { name: 'nobodys' }) }),
  role_built_in: (world, operation, accept) =>
    ask(world, operation, { ...accept, line: lineOf(operation, { name: 'admin' }) }),
  role_in_use: (world, operation, accept) =>
    ask(world, operation, { ...accept, line: lineOf(operation, { name: 'held' }) }),
  username_taken: (world, operation, accept) => taken(world, operation, accept, 'username'),
  email_taken: (world, operation, accept) => taken(world, operation, accept, 'email'),
  last_administrator: (world, operation, accept) => ask(world, operation, { ...accept, id: world.admin.id }),
  idempotency_key_reused: async (world, operation, accept) => {
    const headers = { ...accept.headers, 'idempotency-key': crypto.randomUUID() }
    if (operation.operationId === 'setupCreateFirstAdministrator') {
      // The first one spends its server's only setup.
      return await withServer({}, async (server) => {
        const setup_token = await setupToken(server)
        await send(server, lineOf(operation), { headers, json: { setup_token, ...person() } })
        return await send(server, lineOf(operation), {
          ...accept,
          headers,
          json: { setup_token, ...person() },
        })
      })
    }
    await ask(world, operation, { headers })
    return await ask(world, operation, { ...accept, headers })
  },
  account_not_suitable: async (world, operation, accept) => {
    if (operation.operationId === 'wayBackAcceptContact')
      return ask(world, operation, {
        ...accept,
        json: { token: await contactToken(world.server, world.admin) },
      })
    const ofPrograms = ['recoveryIssueLink', 'secondStepsRequirePasswordChange', 'wayBackApprove']
    const id = ofPrograms.includes(operation.operationId) ? world.serviceAccount : world.user.id
    return ask(world, operation, { ...accept, id })
  },
  mail_not_found: (world, operation, accept) => ask(world, operation, accept),
  invalid_notice_token: (world, operation, accept) => ask(world, operation, accept),
  reference_not_found: (world, operation, accept) => ask(world, operation, accept),
  api_key_not_found: (world, operation, accept) => ask(world, operation, accept),
  session_not_found: (world, operation, accept) => ask(world, operation, accept),
  signing_key_not_found: (world, operation, accept) => ask(world, operation, accept),
  setup_completed: (world, operation, accept) => ask(world, operation, accept),
  payload_too_large: (world, operation, accept) =>
    ask(world, operation, { ...accept, body: ' '.repeat(70_000), type: 'application/json' }),
  unsupported_media_type: (world, operation, accept) =>
    ask(world, operation, { ...accept, body: '{}', type: 'text/plain' }),
  misdirected_request: (world, operation, accept) =>
    ask(world, operation, { ...accept, headers: { ...accept.headers, host: 'evil.example' } }),
}

/** Somebody whom an administrator disabled. */
export async function disabledAccount(server: Server, admin: Account): Promise<Account> {
  const account = await create(server, admin)
  await send(server, `POST /users/${account.id}/disable`, { token: admin.token })
  return account
}

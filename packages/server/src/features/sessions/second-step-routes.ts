import { contract, type Implemented, implementFor, problem, type RequestFacts } from '@latchkey/contract'
import type { AuditFeature, Recorder } from '#features/audit'
import type { Caller, Principal } from '#features/principals'
import type { UserId } from '#kernel/ids'
import type { Transaction } from '#storage'
import { type ChooseDeps, choosePassword } from './choose-password.ts'
import { isStill, lookAtPassword, type ReauthDeps, reauthenticate } from './reauthenticate.ts'
import { finishWithFactor, passkeyOptionsFor } from './second-step.ts'

export interface SecondStepRouteDeps extends ReauthDeps, Pick<ChooseDeps, 'replacePassword'> {
  audit: Pick<AuditFeature, 'by'>
  requirePasswordChange(caller: Caller, id: UserId, record: Recorder): Promise<{ message: string }>
}

const signedIn = (caller: Caller): Principal => {
  // The edge lets no key and no operator through: a session is what `access` asks for.
  if (!('sessionId' in caller)) throw problem('forbidden', { detail: 'There is no session to do this in.' })
  return caller as Principal
}

export function secondStepRoutes(deps: SecondStepRouteDeps): Implemented<Caller>[] {
  const { audit } = deps
  return implementFor<Caller>()(contract.secondSteps, {
    loginMfa: ({ body, request }) => finishWithFactor(deps, body, request, audit.by(undefined, request)),
    loginMfaOptions: ({ body: { mfa_token }, request }) => passkeyOptionsFor(deps, mfa_token, request),
    choosePassword: ({ body, request }) => choosePassword(deps, body, request, audit.by(undefined, request)),
    reauthenticate: ({ caller, body, request }) =>
      reauthenticate(deps, signedIn(caller), body, request, audit.by(caller, request)),
    reauthenticateOptions({ caller }) {
      const { userId, sessionId } = signedIn(caller)
      return deps.passkeyOptions(userId, { purpose: 'reauthenticate', boundTo: sessionId })
    },
    requirePasswordChange: ({ caller, params: { id }, request }) =>
      deps.requirePasswordChange(caller, id, audit.by(caller, request)),
  })
}

/** A password that is shown inside a session, as a guess like any other; what comes back holds it to be right, and counts it so. */
export async function provePassword(
  deps: Pick<ReauthDeps, 'storage' | 'holders' | 'passwords' | 'guard'>,
  caller: Principal,
  password: string,
  request: RequestFacts,
): Promise<(tx: Transaction) => Promise<void>> {
  const { guard, passwords } = deps
  const { userId } = caller
  const channel = 'reauthenticate'
  const wrong = (reference?: string) =>
    problem('wrong_password', { detail: 'The password is wrong. Nothing was changed.', reference })
  if (passwords.isTooLong(password))
    throw wrong(guard.noteRefusal({ channel, cause: 'password_too_long', request, userId }))
  const attempt = await guard.beginAttempt({ channel, userId, name: '', request })
  const hash = await lookAtPassword(deps, attempt, caller, password)
  return async (tx) => {
    if (!(await isStill(deps, tx, caller, hash))) throw wrong()
    await attempt.succeedByHalf(tx, 'reauthenticated')
  }
}

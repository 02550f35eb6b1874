import {
  contract,
  type Implemented,
  type ObjectSchema,
  type PageRequest,
  Problem,
  problem,
} from '@latchkey/contract'
import { handlerOf } from './form-page.ts'
import { wrongCode } from './wrong-code.ts'

export interface SessionDeps<C> {
  readonly implemented: readonly Implemented<C>[]
  authenticate(token: string): C | undefined | Promise<C | undefined>
}

const { username, password } = contract.sessions.login.input.body.properties

/** What a form is that proves who somebody is; `more` is what else it says. */
export const proofForm = (more: ObjectSchema['properties'] = {}): ObjectSchema => ({
  type: 'object',
  required: [...Object.keys(more), 'username', 'password'],
  additionalProperties: false,
  properties: { ...more, username, password, code: { type: 'string', maxLength: 64 } },
})

/** A call of an endpoint that asks for a session. */
interface SignedCall<C> {
  readonly caller: C
  readonly request: PageRequest['facts']
}

/**
 * Does something in the name of whoever proves by a form who they are: in a session of its own, begun by all factors that the account
 * has, as a fresh proof is, and over with what was done. Nobody is signed in by such a page.
 */
export function inSession<C>({ implemented, authenticate }: SessionDeps<C>) {
  const login = handlerOf(implemented, contract.sessions.login)
  const loginMfa = handlerOf(implemented, contract.secondSteps.loginMfa)
  const logout = handlerOf(implemented, contract.sessions.logout)

  const begin = async ({ form, facts: request }: PageRequest): Promise<string> => {
    const { username: name, password: secret, code = '' } = form
    const body = { username: name, password: secret, refresh: false }
    const answer = await login({ body, request }).catch((error: unknown) => {
      const next = error instanceof Problem && error.code === 'mfa_required' ? error.next : undefined
      if (next === undefined) throw error
      if (code.trim() === '') throw codeIsDue()
      // An authenticator app has six digits, a recovery code more.
      const kind = /^\d{6}$/.test(code.replaceAll(/[\s-]/g, '')) ? 'totp' : 'recovery_code'
      return loginMfa({ body: { mfa_token: next.mfa_token, kind, code }, request })
    })
    return (answer as { access_token: string }).access_token
  }

  return async (page: PageRequest, act: (call: SignedCall<C>) => Promise<unknown>): Promise<void> => {
    const token = await begin(page).catch((error: unknown) => {
      throw forPeople(error)
    })
    const caller = await authenticate(token)
    if (caller === undefined) throw problem('invalid_token', { detail: 'The account was changed meanwhile.' })
    const call = { caller, request: page.facts }
    try {
      await act(call)
    } finally {
      await logout(call)
    }
  }
}

const DUE = 'This account has a second factor: type a code of your authenticator app, or a recovery code.'

const codeIsDue = () =>
  problem('validation_failed', { detail: DUE, errors: [{ field: 'code', message: DUE }] })

/** What is said to programs says which request comes next; whoever reads it here has a form. */
function forPeople(error: unknown): unknown {
  if (!(error instanceof Problem)) return error
  const { code, reference } = error
  if (code === 'invalid_code') return wrongCode(error)
  if (code === 'password_change_required')
    return problem(code, {
      detail:
        'This account needs a new password first. Sign in in the app, which asks for one, and come back then.',
      reference,
    })
  return error
}

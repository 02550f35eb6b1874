/** Where somebody goes once they are signed in: a page of the account, or back to the app that sent them. */
export type Goal = { readonly kind: 'page'; readonly path: string } | ReturnGoal

export interface ReturnGoal {
  readonly kind: 'return'
  /** As it was asked for: only a list says whether anybody is sent there. */
  readonly returnTo: string
  readonly state: string
  /** RFC 7636 section 4.2, S256. */
  readonly challenge: string
}

/** What is wrong with what an app asks for. */
export type GoalFault = 'return_to' | 'state' | 'code_challenge'

export const HOME = '/account'
/** The page that goes on to the app. */
export const RETURN = '/sign-in/return'
/** A goal is one field of every form on the way to it. */
export const nextField = { type: 'string', maxLength: 8_192 } as const

/** A page of the account, with the token of its link if it has one, and nothing that a browser could read as another host (C101). */
const ACCOUNT = /^\/account(?:\/[a-z0-9-]{1,64}){0,3}(?:\?token=[A-Za-z0-9_-]{1,128})?$/
const LONGEST_ADDRESS = 2_048
/** RFC 6749 appendix A.5. */
const STATE = /^[\x20-\x7e]{1,512}$/
/** SHA-256 in base64url. */
const CHALLENGE = /^[A-Za-z0-9_-]{43}$/

type Read = (name: string) => string | undefined

/** What an app asks for by `return_to`. Throws nothing: what is wrong is said by its name. */
export function returnGoalOf(read: Read): ReturnGoal | GoalFault {
  const [returnTo = '', state = '', challenge = ''] = [
    read('return_to'),
    read('state'),
    read('code_challenge'),
  ]
  if (returnTo === '' || returnTo.length > LONGEST_ADDRESS) return 'return_to'
  if (!STATE.test(state)) return 'state'
  // Without a method it would be "plain" (RFC 7636 section 4.3), which protects nobody whose address bar is read.
  if (read('code_challenge_method') !== 'S256' || !CHALLENGE.test(challenge)) return 'code_challenge'
  return { kind: 'return', returnTo, state, challenge }
}

/** Reads back what `pathOf` wrote. Whatever else it is given is the account's first page, or the one that is named instead. */
export function goalOf(next: string | undefined, otherwise: string = HOME): Goal {
  const home: Goal = { kind: 'page', path: otherwise }
  if (next === undefined) return home
  if (ACCOUNT.test(next)) return { kind: 'page', path: next }
  if (!next.startsWith(`${RETURN}?`)) return home
  const query = new URLSearchParams(next.slice(RETURN.length + 1))
  const goal = returnGoalOf((name) => query.get(name) ?? undefined)
  return typeof goal === 'string' ? home : goal
}

/** The page of this server that a goal is, or is reached by: a path that nobody but this function wrote (C101). */
export const pathOf = (goal: Goal): string =>
  goal.kind === 'page'
    ? goal.path
    : `${RETURN}?${new URLSearchParams({
        return_to: goal.returnTo,
        state: goal.state,
        code_challenge: goal.challenge,
        code_challenge_method: 'S256',
      })}`

/** A page on the way to that one. */
export const onTheWayTo = (page: string, next: string): string =>
  next === HOME ? page : `${page}?next=${encodeURIComponent(next)}`

/** The same, from a field or a query. */
export const nextOf = (next: string | undefined, otherwise?: string): string =>
  pathOf(goalOf(next, otherwise))

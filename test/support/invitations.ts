import { type Person, person } from './accounts.ts'
import { type Answer, fieldsOf, send, type Target, textOf } from './http.ts'
import { tokenIn } from './reset-links.ts'

/** An invitation that waits. */
export interface Waiting {
  readonly id: string
  readonly email: string
  /** Of its link, which was handed out. */
  readonly token: string
}

export const invite = (target: Target, by: { token: string }, json: object): Promise<Answer> =>
  send(target, 'POST /invitations', { token: by.token, json })

/** Whose link is handed out and not mailed. */
export async function inviteByLink(
  target: Target,
  by: { token: string },
  given: { email?: string; roles?: string[] } = {},
): Promise<Waiting> {
  const { email = person().email, ...rest } = given
  const answer = await invite(target, by, { email, link: true, ...rest })
  if (answer.status !== 200) throw new Error(`no invitation: ${JSON.stringify(fieldsOf(answer))}`)
  return { id: textOf(answer, 'id'), email, token: tokenIn(textOf(answer, 'url')) }
}

/** Makes the account. */
export const accept = (
  target: Target,
  { email, token }: { email: string; token: string },
  given: Partial<Person> = {},
): Promise<Answer> =>
  send(target, 'POST /auth/register', { json: { ...person(), email, ...given, invitation: token } })

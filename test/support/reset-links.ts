import { type Answer, send, type Target, textOf } from './http.ts'

/** The token of a new reset link for this account, made by whoever `by` is. */
export async function resetToken(target: Target, by: { token: string }, id: number): Promise<string> {
  return tokenIn(textOf(await send(target, `POST /users/${id}/reset-link`, { token: by.token }), 'url'))
}

/** The token that a link carries. */
export function tokenIn(link: string): string {
  const token = new URL(link).searchParams.get('token')
  if (token === null) throw new Error(`no token in ${link}`)
  return token
}

export async function resetPassword(target: Target, token: unknown, password: unknown): Promise<Answer> {
  return await send(target, 'POST /auth/reset-password', { json: { token, password } })
}

// Latchkey: begins
import { answerOf, createClient } from '@latchkey/client'
import { withSignIn } from '@latchkey/verify/next'
import { baseUrl, verifier } from '../../lib/latchkey.ts'

/** Signs in. */
export const POST = async (request: Request) =>
  answerOf(await createClient({ baseUrl }).try.sessions.login({ body: await request.json() }))

/** Signs out. */
export const DELETE = withSignIn(verifier, async ({ headers }) => {
  const token = headers.get('authorization')?.slice('Bearer '.length)
  return answerOf(await createClient({ baseUrl, token }).try.sessions.logout())
})
// Latchkey: ends

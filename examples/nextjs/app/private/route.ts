// Latchkey: begins
import { withSignIn } from '@latchkey/verify/next'
import { verifier } from '../../lib/latchkey.ts'

export const GET = withSignIn(verifier, (_request, who) => Response.json({ user_id: who.userId }))
// Latchkey: ends

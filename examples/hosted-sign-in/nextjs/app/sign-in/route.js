// Latchkey: begins
import { createHash, randomBytes } from 'node:crypto'
// Latchkey: ends

export function GET() {
  // Latchkey: begins
  const [state, verifier] = [randomBytes(32).toString('base64url'), randomBytes(32).toString('base64url')]
  const code_challenge = createHash('sha256').update(verifier).digest('base64url')
  const return_to = `${process.env.APP_URL}/callback`
  const asked = new URLSearchParams({ return_to, state, code_challenge, code_challenge_method: 'S256' })
  const Location = `${process.env.LATCHKEY_URL}/sign-in?${asked}`
  const kept = `departure=${state}.${verifier}; Path=/; HttpOnly; SameSite=Lax`
  // Latchkey: ends
  return new Response(null, { status: 303, headers: { Location, 'Set-Cookie': kept } })
}

const refused = (status, detail) => Response.json({ detail }, { status })

/** With Secure besides, where the app is reached by https. */
const signedIn = (token) =>
  new Response(null, {
    status: 303,
    headers: { Location: '/private', 'Set-Cookie': `session=${token}; Path=/; HttpOnly; SameSite=Lax` },
  })

export async function GET(request) {
  const query = request.nextUrl.searchParams
  // Latchkey: begins
  const [state, code_verifier] = request.cookies.get('departure')?.value.split('.') ?? []
  const isOurs = query.get('state') === state && query.get('iss') === process.env.LATCHKEY_URL
  if (!isOurs) return refused(400, 'This sign-in was not begun here. Begin again.')
  const headers = { 'Content-Type': 'application/json' }
  const return_to = `${process.env.APP_URL}/callback`
  const body = JSON.stringify({ code: query.get('code'), code_verifier, return_to })
  const answer = await fetch(`${process.env.LATCHKEY_URL}/auth/exchange`, { method: 'POST', headers, body })
  // Latchkey: ends
  const { access_token, detail } = await answer.json()
  return answer.ok ? signedIn(access_token) : refused(400, detail)
}

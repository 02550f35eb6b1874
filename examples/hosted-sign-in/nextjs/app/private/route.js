export async function GET(request) {
  const headers = { Authorization: `Bearer ${request.cookies.get('session')?.value}` }
  // Latchkey: begins
  const me = await fetch(`${process.env.LATCHKEY_URL}/users/me`, { headers })
  // Latchkey: ends
  if (!me.ok) return Response.json({ detail: 'Open /sign-in first.' }, { status: 401 })
  return Response.json({ hello: (await me.json()).full_name })
}

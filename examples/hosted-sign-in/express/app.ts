// An Express program whose users sign in on Latchkey's own page: LATCHKEY_URL=… APP_URL=http://localhost:3000 PORT=3000 node app.ts
import { env } from 'node:process'
// Latchkey: begins
import { comeBack, createClient, leaveToSignIn } from '@latchkey/client'
// Latchkey: ends
import express, { type NextFunction, type Request, type Response } from 'express'

const app = express()
const appUrl = env['APP_URL'] ?? ''
/** With `secure` besides, where the app is reached by https. */
const kept = { httpOnly: true, sameSite: 'lax' } as const
const cookieOf = ({ headers }: Request, name: string): string =>
  decodeURIComponent(new RegExp(`(?:^|; )${name}=([^;]*)`).exec(headers.cookie ?? '')?.[1] ?? 'null')

// Latchkey: begins
const [baseUrl, returnTo] = [env['LATCHKEY_URL'] ?? '', `${appUrl}/callback`]
app.get('/sign-in', async (_request, response) => {
  const { url, departure } = await leaveToSignIn({ baseUrl, returnTo })
  response.cookie('departure', JSON.stringify(departure), kept).redirect(url)
})
app.get('/callback', async (request, response) => {
  const departure = JSON.parse(cookieOf(request, 'departure')) ?? undefined
  const body = comeBack(new URL(request.originalUrl, appUrl), departure)
  const { access_token } = await createClient({ baseUrl }).returns.exchange({ body })
  response.cookie('session', access_token, kept).clearCookie('departure').redirect('/private')
})
app.get('/private', async (request, response) => {
  const me = await createClient({ baseUrl, token: cookieOf(request, 'session') }).users.me()
  // Latchkey: ends
  response.json({ hello: me.full_name })
})

app.use((error: Error & { status?: number }, _: Request, response: Response, _next: NextFunction) => {
  response.status(error.status ?? 400).json({ detail: error.message })
})
app.listen(Number(env['PORT']), '127.0.0.1')

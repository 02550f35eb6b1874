// An Express program whose users sign in at Latchkey: LATCHKEY_URL=… LATCHKEY_API_KEY=… PORT=3000 node app.ts
import { env } from 'node:process'
// Latchkey: begins
import { createClient } from '@latchkey/client'
import { createVerifier, type Verified } from '@latchkey/verify'
import { requireSignIn } from '@latchkey/verify/express'
// Latchkey: ends
import express, { type Request } from 'express'

const app = express()
app.use(express.json())

// Latchkey: begins
const baseUrl = env['LATCHKEY_URL'] ?? ''
const verifier = createVerifier({ baseUrl, apiKey: env['LATCHKEY_API_KEY'] ?? '' })
app.post('/sign-in', async (request, response) => {
  const outcome = await createClient({ baseUrl }).try.sessions.login({ body: request.body })
  if (outcome.ok) response.json(outcome.value)
  else response.status(outcome.error.status).json({ detail: outcome.error.message })
})
app.post('/sign-out', requireSignIn(verifier), async (request, response) => {
  await createClient({ baseUrl, token: request.headers.authorization?.slice('Bearer '.length) }).signOut()
  response.json({ message: 'Signed out' })
})
app.use('/private', requireSignIn(verifier))
// Latchkey: ends

app.get('/private', (request: Request & { who?: Verified }, response) => {
  response.json({ user_id: request.who?.userId })
})

app.listen(Number(env['PORT']), '127.0.0.1')

// A Hono program whose users sign in at Latchkey: LATCHKEY_URL=… LATCHKEY_API_KEY=… PORT=3000 node app.ts
import { env } from 'node:process'
import { serve } from '@hono/node-server'
// Latchkey: begins
import { answerOf, createClient } from '@latchkey/client'
import { createVerifier, type Verified } from '@latchkey/verify'
import { requireSignIn } from '@latchkey/verify/hono'
// Latchkey: ends
import { Hono } from 'hono'

const app = new Hono<{ Variables: { who: Verified } }>()

// Latchkey: begins
const baseUrl = env['LATCHKEY_URL'] ?? ''
const verifier = createVerifier({ baseUrl, apiKey: env['LATCHKEY_API_KEY'] ?? '' })
app.post('/sign-in', async (context) =>
  answerOf(await createClient({ baseUrl }).try.sessions.login({ body: await context.req.json() })),
)
app.post('/sign-out', requireSignIn(verifier), async (context) => {
  const token = context.req.header('authorization')?.slice('Bearer '.length)
  return answerOf(await createClient({ baseUrl, token }).try.sessions.logout())
})
app.use('/private', requireSignIn(verifier))
// Latchkey: ends

app.get('/private', (context) => context.json({ user_id: context.get('who').userId }))

serve({ fetch: app.fetch, port: Number(env['PORT']), hostname: '127.0.0.1' })

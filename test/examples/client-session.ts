// Run by Bun, Node and Deno: signs in, goes on with a new token when the first is about to end, signs out. Prints what happened.
import { argv, stdout } from 'node:process'
import { createClient, LatchkeyError, memorySession } from '@latchkey/client'

const [baseUrl = '', username = '', password = ''] = argv.slice(2)
const asked: string[] = []
let ahead = 0
const session = memorySession()
const client = createClient({
  baseUrl,
  session,
  now: () => Date.now() + ahead,
  fetch: (request) => {
    asked.push(`${request.method} ${new URL(request.url).pathname}`)
    return fetch(request)
  },
})

await client.signIn({ username, password })
const first = await session.load()
const me = await client.users.me()
// Within the last half minute of the token’s half hour.
ahead = 1_780_000
const again = await client.users.me()
const second = await session.load()
await client.signOut()
const refused = await createClient({ baseUrl, token: second?.accessToken }).try.users.me()
const wrong = await client.signIn({ username, password: 'another password' }).catch((error: unknown) => error)
stdout.write(
  JSON.stringify({
    asked,
    me,
    again,
    isRenewed: first?.refreshToken !== second?.refreshToken,
    isForgotten: (await session.load()) === undefined,
    afterSignOut: refused.ok ? 'ok' : refused.error.code,
    wrongPassword: wrong instanceof LatchkeyError ? wrong.code : String(wrong),
  }),
)

// The documented sequence by a client that a public generator made from the served document.
import { afterAll, beforeAll, expect, test } from 'bun:test'
import { compile, generateSdk } from '../sdk/generate.ts'
import { makeFolder, removeFolder } from '../support/program.ts'
import { useServer } from '../support/server.ts'

const server = useServer({ dev: true })
let folder = ''
beforeAll(async () => {
  folder = await makeFolder()
})
afterAll(() => removeFolder(folder))

type Call = (options?: object) => Promise<{ data?: unknown; error?: unknown; response: Response }>
type Sdk = Record<
  'usersRegister' | 'sessionsLogin' | 'usersMe' | 'usersGet' | 'usersUpdate' | 'usersList' | 'usersDelete',
  Call
>
type Client = { client: { setConfig(config: { baseUrl: string; auth(): string | undefined }): void } }

const john = { username: 'john_doe', email: 'john@example.com', full_name: 'John Doe' }
const jane = { username: 'jane_doe', email: 'jane@example.com', full_name: 'Jane Doe' }
const password = 'securepassword123'

test('completes the documented sequence', async () => {
  const entry = await generateSdk(`${server.url}/openapi.json`, folder)
  const sdk = (await import(entry)) as Sdk
  const { client } = (await import(entry.replace('index.ts', 'client.gen.ts'))) as Client
  let token: string | undefined
  client.setConfig({ baseUrl: server.url, auth: () => token })

  expect((await sdk.usersRegister({ body: { ...john, password } })).data).toEqual({ id: 1, ...john })
  const login = await sdk.sessionsLogin({ body: { username: john.username, password } })
  expect(login.data).toEqual({ access_token: expect.any(String), token_type: 'bearer', expires_in: 1800 })
  token = (login.data as { access_token: string }).access_token
  expect((await sdk.usersMe()).data).toEqual({ id: 1, ...john })
  expect((await sdk.usersGet({ path: { id: 1 } })).data).toEqual({ id: 1, ...john })
  const change = { full_name: 'John Updated', email: 'newemail@example.com' }
  const updated = { id: 1, ...john, ...change }
  expect((await sdk.usersUpdate({ path: { id: 1 }, body: change })).data).toEqual(updated)
  const page = { total: 1, items: [updated], skip: 0, limit: 10 }
  expect((await sdk.usersList({ query: { skip: 0, limit: 10 } })).data).toEqual(page)
  expect((await sdk.usersRegister({ body: { ...jane, password } })).data).toEqual({ id: 2, ...jane })
  const gone = { message: 'User deleted successfully' }
  expect((await sdk.usersDelete({ path: { id: 2 } })).data).toEqual(gone)

  // A refusal is a value in the documented shape.
  const refused = await sdk.usersGet({ path: { id: 2 } })
  expect([refused.data, refused.response.status]).toEqual([undefined, 404])
  expect(refused.error).toEqual({
    detail: 'There is no such user.',
    status: 'error',
    code: 404,
    error: 'user_not_found',
  })
})

test('has types that a program can be held to', async () => {
  const complaints = await compile(
    folder,
    `import { usersList, usersUpdate } from './sdk/index.ts'
const { data, error } = await usersList({ query: { limit: 10 } })
const names: string[] | undefined = data?.items.map((user) => user.username)
console.log(names, error?.detail)
await usersUpdate({ path: { id: 1 }, body: { full_name: 'X' } })
// @ts-expect-error: no answer has a password
console.log(data?.items[0]?.password)
// @ts-expect-error: an id is a number
await usersUpdate({ path: { id: 'me' }, body: {} })
`,
  )
  expect(complaints).toBe('')
})

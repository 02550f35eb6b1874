import { accountOf, PASSWORD, type SignedIn } from './http/accounts.ts'
import { depthsOf, PAGE, pagePath } from './paging-depths.ts'
import type { Program } from './program.ts'

interface Page {
  readonly total: number
  readonly items: readonly { readonly id: number; readonly username: string }[]
}

async function send(
  { port }: Program,
  { token }: SignedIn,
  method: string,
  path: string,
  body?: object,
): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: {
      Authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`)
  return JSON.parse(text)
}

/** The `total` of every depth. Throws where it or a page is not that of users 1 to `users`. */
export async function provePages(program: Program, administrator: SignedIn, users: number): Promise<number> {
  for (const skip of [...depthsOf(users), users]) {
    const { total, items } = (await send(program, administrator, 'GET', pagePath(skip))) as Page
    const numbers = Array.from({ length: Math.min(PAGE, users - skip) }, (_, i) => skip + i + 1)
    const expected = numbers.map((number) => `${number} ${accountOf(number).username}`)
    const found = items.map(({ id, username }) => `${id} ${username}`)
    if (total === users && found.join() === expected.join()) continue
    throw new Error(`skip=${skip} was answered total ${total}, users ${found.join(', ')}`)
  }
  return users
}

/** Throws unless one user more is counted at once, is the only one of the page behind the others, and is gone again. */
export async function proveChange(program: Program, administrator: SignedIn, users: number): Promise<void> {
  const look = async () => (await send(program, administrator, 'GET', pagePath(users))) as Page
  const account = { username: 'latecomer', email: 'latecomer@example.com', full_name: 'Latecomer' }
  const { id } = (await send(program, administrator, 'POST', '/users', {
    ...account,
    password: PASSWORD,
  })) as { id: number }
  const during = await look()
  await send(program, administrator, 'DELETE', `/users/${id}`)
  const after = await look()
  const isRight =
    during.total === users + 1 &&
    during.items.map((item) => item.id).join() === String(id) &&
    after.total === users &&
    after.items.length === 0
  if (!isRight)
    throw new Error(`one user more: ${JSON.stringify(during)}, and gone: ${JSON.stringify(after)}`)
}

// C092: pages of users.
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, create, join, person, register, shown } from '../support/accounts.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { itemsOf, numberOf, send } from '../support/http.ts'
import { useServer } from '../support/server.ts'

const server = useServer({ dev: true })
const people = 105
let admin: Account
let user: Account

beforeAll(async () => {
  admin = await join(server)
  user = await create(server, admin)
  // In small groups: hashing has a bounded queue.
  for (let made = 2; made < people; ) {
    const group = Math.min(8, people - made)
    const answers = await Promise.all(
      Array.from({ length: group }, async () => await register(server, person())),
    )
    for (const answer of answers) expect(answer.status).toBe(200)
    made += group
  }
}, 120_000)

const list = async (query: string, token = admin.token) => await send(server, `GET /users${query}`, { token })

describe('C092 GET /users', () => {
  test.each([
    ['', 0, 10, 10],
    ['?', 0, 10, 10],
    ['?skip=0', 0, 10, 10],
    ['?limit=10', 0, 10, 10],
    ['?skip=0&limit=10', 0, 10, 10],
    ['?limit=1&skip=3', 3, 1, 1],
    ['?limit=100', 0, 100, 100],
    ['?skip=100&limit=100', 100, 100, 5],
    ['?skip=104', 104, 10, 1],
    ['?skip=105', 105, 10, 0],
    ['?skip=1000000000', 1_000_000_000, 10, 0],
    ['?skip=%30&limit=%31%30', 0, 10, 10],
  ])('%s is skip %d, limit %d, %d items', async (query, skip, limit, items) => {
    const answer = await list(query)
    expect(answer.status).toBe(200)
    expect(answer.json).toEqual({ total: people, items: expect.any(Array), skip, limit })
    expect(itemsOf(answer)).toHaveLength(items)
    for (const item of itemsOf(answer))
      expect(Object.keys(item)).toEqual(['id', 'username', 'email', 'full_name'])
  })

  const numbers = [
    '',
    '-1',
    '1.5',
    '1e3',
    'abc',
    '+1',
    ' 5',
    '5 ',
    '0x5',
    '01',
    '1_0',
    'NaN',
    'null',
    'Infinity',
  ]
  const bad = [
    ...numbers.flatMap((value) => [
      `skip=${encodeURIComponent(value)}`,
      `limit=${encodeURIComponent(value)}`,
    ]),
    'skip=9223372036854775808',
    'skip=9007199254740993',
    'skip=99999999999999999999',
    'skip=%EF%BC%91',
    'skip=1%00',
    'limit=0',
    'limit=101',
    'limit=1e2',
    'limit=9223372036854775808',
    'limit=1&limit=9',
    'limit=5&limit=5',
    'skip=0&skip=0',
    'skip=0&limit=1&skip=1',
    'limit[]=1',
    'limit%5B%5D=1',
    'skip[$gt]=0',
    'Limit=1',
    'offset=1',
    'page=1',
    'skip',
    'limit',
    'a[__proto__][x]=1',
    '__proto__=1',
    'skip=%',
    'skip=%ff',
    'skip=1;limit=1',
  ]
  test.each(bad)('?%s is 400', async (query) => {
    for (const token of [admin.token, user.token]) expectRefusal(await list(`?${query}`, token), 400)
    expectRefusal(await send(server, `GET /users?${query}`), 401, 'unauthenticated')
  })

  test('V40 CVE-2025-67717 an ordinary user learns no total', async () => {
    const answer = await list('?skip=0&limit=100', user.token)
    expect(answer.json).toEqual({ total: 1, items: [shown(user)], skip: 0, limit: 100 } as never)
    expect((await list('?skip=50', user.token)).json).toEqual({ total: 1, items: [], skip: 50, limit: 10 })
  })

  test('the pages together are everybody once, by id, while others register and leave', async () => {
    const before = new Set<number>()
    for (let skip = 0; skip < people; skip += 100) {
      for (const item of itemsOf(await list(`?skip=${skip}&limit=100`))) before.add(Number(item.id))
    }
    expect(before.size).toBe(people)
    const seen: number[] = []
    const newcomers: Promise<unknown>[] = []
    for (let skip = 0; ; skip += 7) {
      newcomers.push(register(server, person()))
      const answer = await list(`?skip=${skip}&limit=7`)
      const ids = itemsOf(answer).map((item) => Number(item.id))
      seen.push(...ids)
      expect(numberOf(answer, 'total')).toBeGreaterThanOrEqual(people)
      if (ids.length < 7 || skip > 500) break
    }
    await Promise.all(newcomers)
    expect(seen).toEqual([...new Set(seen)].sort((one, other) => one - other))
    expect([...before].filter((id) => !seen.includes(id))).toEqual([])
  })
})

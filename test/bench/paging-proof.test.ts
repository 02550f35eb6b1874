import { describe, expect, test } from 'bun:test'
import { accountOf } from '../../bench/http/accounts.ts'
import { proveChange, provePages } from '../../bench/paging-proof.ts'

const USERS = 40

interface Faults {
  /** What is added to every `total`. */
  readonly miscount?: number
  /** Pages begin so many users too late, from this skip on. */
  readonly shift?: number
  readonly shiftFrom?: number
  /** Whether a change is seen in the next page. */
  readonly isStale?: boolean
}

/** A server with 40 users that makes the mistakes it is asked for. */
async function against(faults: Faults, prove: typeof provePages | typeof proveChange): Promise<unknown> {
  const { miscount = 0, shift = 0, shiftFrom = 0, isStale = false } = faults
  const ids = new Set(Array.from({ length: USERS }, (_, i) => i + 1))
  const list = (url: URL) => {
    const skip = Number(url.searchParams.get('skip'))
    const all = [...ids].filter((id) => !isStale || id <= USERS)
    const from = skip >= shiftFrom ? skip + shift : skip
    const items = all.slice(from, from + 10).map((id) => ({ id, username: accountOf(id).username }))
    return Response.json({ total: all.length + miscount, items })
  }
  const server = Bun.serve({
    hostname: '127.0.0.1',
    port: 0,
    fetch(request) {
      const url = new URL(request.url)
      if (request.headers.get('authorization') !== 'Bearer good') return new Response(null, { status: 401 })
      if (request.method === 'GET') return list(url)
      if (request.method === 'POST') ids.add(USERS + 5)
      else ids.delete(Number(url.pathname.split('/').at(-1)))
      return Response.json({ id: USERS + 5 })
    },
  })
  const program = {
    pid: 0,
    databasePid: undefined,
    port: server.port ?? 0,
    startedInMs: 0,
    stop: async () => {},
  }
  try {
    return await prove(program, { id: 1, token: 'good' }, USERS)
  } finally {
    await server.stop(true)
  }
}

describe('pages are proved before they are measured', () => {
  test('right ones are', async () => {
    expect(await against({}, provePages)).toBe(USERS)
  })

  test.each([
    ['a total that is one off', { miscount: 1 }],
    ['a page that begins one too late', { shift: 1 }],
    ['the last page alone beginning too late', { shift: 1, shiftFrom: USERS - 10 }],
  ])('%s is refused', async (_, faults) => {
    await expect(against(faults, provePages)).rejects.toThrow('was answered total')
  })
})

describe('a change is proved after them', () => {
  test('one that shows at once is', async () => {
    expect(await against({}, proveChange)).toBeUndefined()
  })

  test.each([
    ['a page from before the change', { isStale: true }],
    ['a total that is one off', { miscount: -1 }],
  ])('%s is refused', async (_, faults) => {
    await expect(against(faults, proveChange)).rejects.toThrow('one user more')
  })
})

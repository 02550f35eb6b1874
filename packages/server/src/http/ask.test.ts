// What a page asks for somebody is held against all that a request of theirs is held against.
import { beforeEach, describe, expect, test } from 'bun:test'
import { contract, type Implemented, problem, type RequestFacts } from '@latchkey/contract'
import type { UserId } from '#kernel/ids'
import { asker } from './ask.ts'
import type { Caller } from './caller.ts'
import type { Edge } from './edge.ts'

const request = { id: 'req-1' } as RequestFacts
const usage = { read: 0, write: 0 }
const robin: Caller = { userId: 7 as UserId, permissions: new Set(), usage }

let told: unknown[] = []
let counted: string[] = []
let calls: unknown[] = []
let isOverLimit = false
beforeEach(() => {
  told = []
  counted = []
  calls = []
  isOverLimit = false
})

const edge = {
  monotonic: () => 0,
  limits: {
    countCaller(limit: string) {
      counted.push(limit)
      if (isOverLimit) throw problem('too_many_requests')
    },
  },
  onUnpermitted: (refusal: unknown) => told.push(refusal),
} as unknown as Edge<Caller>

const endpoints = [
  contract.users.me,
  contract.users.update,
  contract.users.disable,
  contract.sessions.list,
  contract.preferences.set,
]
const implemented = endpoints.map(
  (endpoint): Implemented<Caller> => ({
    endpoint,
    handle(call) {
      calls.push(call)
      return { answered: endpoint.path }
    },
  }),
)
const ask = asker(edge, implemented)

const codeOf = async (refused: Promise<unknown>) =>
  refused.then(
    () => 'not refused',
    (error: { code: string }) => error.code,
  )

describe('asking for somebody', () => {
  test('what may be asked is answered, with parameters and body as the handler has them', async () => {
    const asked = { params: { id: '7' }, body: { full_name: 'Robin' } }
    expect(await ask(contract.users.update, robin, request, asked)).toMatchObject({
      answered: '/users/:id',
    })
    expect(calls).toEqual([
      { params: { id: 7 }, query: {}, body: { full_name: 'Robin' }, caller: robin, request },
    ])
    expect(counted).toEqual(['write'])
  })

  test('what is not permitted reaches no handler, and is told', async () => {
    for (const [endpoint, id] of [
      [contract.users.disable, '7'],
      [contract.users.update, '8'],
    ] as const)
      expect(await codeOf(ask(endpoint, robin, request, { params: { id }, body: {} as never }))).toBe(
        'forbidden',
      )
    expect([calls.length, told.length]).toEqual([0, 2])
  })

  test('nor does a caller that asks too often', async () => {
    isOverLimit = true
    expect(await codeOf(ask(contract.users.me, robin, request))).toBe('too_many_requests')
    expect([calls, counted]).toEqual([[], ['read']])
  })

  const wrong: [string, () => Promise<unknown>][] = [
    ['a parameter', () => ask(contract.users.update, robin, request, { params: { id: '07' }, body: {} })],
    ['a query', () => ask(contract.sessions.list, robin, request, { query: { cursor: '' } })],
    ['what is no parameter', () => ask(contract.sessions.list, robin, request, { query: { all: '1' } })],
    ['a body', () => ask(contract.preferences.set, robin, request, { body: { language: 'tlh' as 'en' } })],
    ['no body', () => ask(contract.preferences.set, robin, request)],
  ]
  test.each(wrong)('nor does %s that is not as the contract has it', async (_, asking) => {
    expect(await codeOf(asking())).toBe('validation_failed')
    expect(calls).toEqual([])
  })
})

import { expect, test } from 'bun:test'
import { type Creation, createOnce } from './create.ts'

type Deps = Parameters<typeof createOnce>[0]

test('R12 an account is hashed for in the turn of whoever was admitted to make it', async () => {
  const claim = { lane: 'new', source: 'a', account: 'a' } as const
  let admitted: typeof claim | undefined
  const seen: unknown[] = []
  const deps = {
    prepare: async (_account: unknown, options: unknown) => {
      seen.push(options)
      throw new Error('far enough')
    },
  } as unknown as Deps
  const creation = {
    scope: 'register',
    account: { username: 'grace', email: 'grace@example.org', full_name: 'Grace', password: 'x' },
    request: { idempotencyKey: undefined },
    admit: async () => {
      admitted = claim
    },
    claim: () => admitted,
  } as unknown as Creation
  await expect(createOnce(deps, creation)).rejects.toThrow('far enough')
  const { request } = creation
  expect(seen).toEqual([{ leaveConflictsToTheWrite: false, claim, isForAnother: false, request }])
})

import { describe, expect, test } from 'bun:test'
import { createClient, LatchkeyError } from '@latchkey/client'
import { useServer } from '../support/server.ts'

const john = {
  username: 'john_doe',
  email: 'john@example.com',
  full_name: 'John Doe',
  password: 'securepassword123',
}

/** The refusal of a call that must not succeed. */
const refusalOf = async (call: Promise<unknown>): Promise<LatchkeyError> => {
  const outcome = await call.catch((error: unknown) => error)
  if (outcome instanceof LatchkeyError) return outcome
  throw new Error(`it was not refused: ${JSON.stringify(outcome)}`)
}

describe('the typed client', () => {
  for (const [name, env] of [
    ['bare answers', {}],
    ['wrapped answers', { LATCHKEY_RESPONSE_ENVELOPE: 'on' }],
  ] as const) {
    describe(name, () => {
      const server = useServer({ dev: true, env })

      test('completes the documented sequence, and tells refusals apart', async () => {
        let token: string | undefined
        const client = createClient({ baseUrl: server.url, token: () => token })

        const registered = await client.users.register({ body: john, idempotencyKey: 'once' })
        if (!('id' in registered)) throw new Error('this server registers openly')
        expect(registered).toEqual({
          id: 1,
          username: 'john_doe',
          email: 'john@example.com',
          full_name: 'John Doe',
        })
        expect(await client.users.register({ body: john, idempotencyKey: 'once' })).toEqual(registered)
        expect((await refusalOf(client.users.me())).code).toBe('unauthenticated')

        const signedIn = await client.sessions.login({
          body: { username: john.username, password: john.password },
        })
        token = signedIn.access_token
        expect(await client.users.me()).toEqual(registered)
        expect(await client.users.get({ params: { id: 1 } })).toEqual(registered)
        const changed = await client.users.update({ params: { id: 1 }, body: { full_name: 'John Updated' } })
        expect(changed.full_name).toBe('John Updated')

        const jane = await client.users.create({
          body: { ...john, username: 'jane', email: 'jane@example.com' },
        })
        expect((await client.users.list({ query: { skip: 1, limit: 5 } })).items).toEqual([jane])
        expect(await client.roles.assign({ params: { id: jane.id }, body: { roles: ['user'] } })).toEqual({
          id: jane.id,
          roles: ['user'],
        })
        expect(await client.users.delete({ params: { id: jane.id } })).toEqual({
          message: 'User deleted successfully',
        })
        const gone = await refusalOf(client.users.get({ params: { id: jane.id } }))
        expect([gone.status, gone.code, typeof gone.requestId]).toEqual([404, 'user_not_found', 'string'])
        const wrong = await refusalOf(client.users.update({ params: { id: 1 }, body: { email: 'nobody' } }))
        expect(wrong.errors.map(({ field }) => field)).toEqual(['email'])
      })
    })
  }
})

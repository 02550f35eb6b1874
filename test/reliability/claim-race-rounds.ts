import { expect } from 'bun:test'
import { join } from '../support/accounts.ts'
import { itemsOf, send, type Target } from '../support/http.ts'
import { OpenIdProvider } from '../support/openid-provider.ts'
import { addProvider, toProvider } from '../support/providers.ts'

/** What whoever set an account up sends again and again, until they are told that their session is over. */
const acts = {
  'makes a key': () => ['POST /api-keys', { name: 'K', scopes: ['self:read', 'self:write'] }],
  'changes the address': (id: number, i: number) => [
    `PUT /users/${id}`,
    { email: `another-${i}-of-${id}@example.org` },
  ],
} as const satisfies Record<string, (id: number, i: number) => readonly [string, object]>

export type ClaimAct = keyof typeof acts
export const claimActs = Object.keys(acts) as ClaimAct[]

/**
 * C039 C080: so many requests are under way at once while the owner of the address comes by a provider and gets the account. Of all that
 * was let in before, nothing is left after that: no key, and no other address.
 */
export async function claimRaceRounds(
  server: Target,
  act: ClaimAct,
  { rounds, clients }: { rounds: number; clients: number },
): Promise<void> {
  const provider = await new OpenIdProvider().open()
  try {
    const admin = await join(server)
    await addProvider(server, admin, provider)
    for (let round = 0; round < rounds; round++) {
      const { id, email, token } = await join(server)
      provider.person = { sub: `owner-${id}`, email, email_verified: true }
      const [back, owner] = await toProvider(server)
      const isLetIn = Promise.withResolvers<void>()
      let sent = 0
      const insist = async (): Promise<void> => {
        const [line, json] = acts[act](id, sent++)
        const { status } = await send(server, line, { token, json })
        if (status === 401) return
        expect([round, status]).toEqual([round, 200])
        isLetIn.resolve()
        return insist()
      }
      const insisting = Array.from({ length: clients }, insist)
      await isLetIn.promise
      expect([round, (await owner.ask(back)).status]).toEqual([round, 303])
      await Promise.all(insisting)
      const keys = itemsOf(await send(server, `GET /users/${id}/api-keys`, { token: admin.token }))
      const details = (await send(server, `GET /users/${id}/details`, { token: admin.token })).json
      expect([round, keys]).toEqual([round, []])
      expect(details).toMatchObject({ email, email_verified_at: expect.any(String) })
    }
  } finally {
    provider.close()
  }
}

import { expect } from 'bun:test'
import { type Account, create, join, setRoles } from '../support/accounts.ts'
import { type Answer, fieldsOf, send, type Target } from '../support/http.ts'

/** How one administrator is got rid of by another. */
const ways: Record<string, (at: Target, by: Account, whom: Account) => Promise<Answer>> = {
  demote: (at, by, { id }) => setRoles(at, by, id, ['user']),
  disable: (at, by, { id }) => send(at, `POST /users/${id}/disable`, { token: by.token }),
  delete: (at, by, { id }) => send(at, `DELETE /users/${id}`, { token: by.token }),
}

/** Whose token still acts as an administrator's. */
async function remaining(at: Target, pair: readonly Account[]): Promise<Account[]> {
  const statuses = await Promise.all(
    pair.map(async ({ token }) => (await send(at, 'GET /users/999999999', { token })).status),
  )
  for (const status of statuses) expect([401, 403, 404]).toContain(status)
  return pair.filter((_, index) => statuses[index] === 404)
}

/**
 * C058: two administrators who are alone act on each other at once, one at each server, and another time each on
 * itself. Whatever the ways are, exactly one is left, on both servers.
 */
export async function lastAdministratorRounds(
  servers: readonly [Target, Target],
  first: Account,
  rounds: number,
): Promise<void> {
  const [one, two] = servers
  const names = Object.keys(ways)
  const pairs = names.flatMap((mine) => names.map((theirs) => [mine, theirs] as const))
  let survivor = first
  for (let round = 0; round < rounds; round++) {
    const [mine, theirs] = pairs[round % pairs.length] ?? ['demote', 'demote']
    const isOnItself = Math.floor(round / pairs.length) % 3 === 2
    const other = await create(one, survivor, {}, ['admin'])
    const [whomFirst, whomSecond] = isOnItself ? [survivor, other] : [other, survivor]
    const answers = await Promise.all([
      ways[mine]?.(one, survivor, whomFirst),
      ways[theirs]?.(two, other, whomSecond),
    ])
    const said = { round, mine, theirs, isOnItself, statuses: answers.map((answer) => answer?.status) }
    const [won, lost] = [...said.statuses].sort()
    expect({ ...said, won }).toEqual({ ...said, won: 200 })
    expect([401, 403, 404, 409]).toContain(lost ?? 0)
    const pair = [survivor, other]
    for (const at of servers) {
      const left = await eventuallyAlike(at, pair)
      expect({ ...said, left: left.length }).toEqual({ ...said, left: 1 })
      survivor = left[0] ?? survivor
    }
  }
}

/** Another server is a moment behind, never more than a second: until then both may still seem to be there. */
async function eventuallyAlike(at: Target, pair: readonly Account[]): Promise<Account[]> {
  const until = performance.now() + 2_000
  let left = await remaining(at, pair)
  while (left.length > 1 && performance.now() < until) left = await remaining(at, pair)
  return left
}

/**
 * C058, C060: a role is deleted, or loses what it gives, while it is being given to somebody and while somebody acts by it.
 * Nobody ends up with a role that there is not, and nothing is done by a right that was taken before.
 */
export async function roleRounds(
  servers: readonly [Target, Target],
  admin: Account,
  rounds: number,
): Promise<void> {
  const [one, two] = servers
  const define = (at: Target, name: string, permissions: string[]) =>
    send(at, `PUT /roles/${name}`, { token: admin.token, json: { description: '', permissions } })
  const holder = await join(one)
  for (let round = 0; round < rounds; round++) {
    const name = `race-${round}`
    expect((await define(one, name, ['users:read'])).status).toBe(200)
    const given = ['user', name]
    const [removed, assigned] = await Promise.all([
      send(one, `DELETE /roles/${name}`, { token: admin.token }),
      setRoles(two, admin, holder.id, given),
    ])
    // Deleted first: there is nothing to give. Given first: somebody has it.
    const order = [removed.status, assigned.status]
    expect([
      [200, 400],
      [409, 200],
    ]).toContainEqual(order)
    const { roles } = fieldsOf(await send(one, `GET /users/${holder.id}/details`, { token: admin.token }))
    const isGiven = assigned.status === 200
    expect({ round, order, has: (roles as string[]).includes(name) }).toEqual({ round, order, has: isGiven })
    if (!isGiven) continue

    // What the role gives is taken while its holder deletes somebody by it.
    expect((await define(one, name, ['users:read', 'users:delete'])).status).toBe(200)
    const target = await join(one)
    const [redefined, deletion] = await Promise.all([
      define(one, name, ['users:read']),
      send(two, `DELETE /users/${target.id}`, { token: holder.token }),
    ])
    expect(redefined.status).toBe(200)
    expect([200, 403]).toContain(deletion.status)
    const isThere = (await send(one, `GET /users/${target.id}`, { token: admin.token })).status === 200
    expect({ round, deletion: deletion.status, isThere }).toEqual({
      round,
      deletion: deletion.status,
      isThere: deletion.status === 403,
    })
    // From now on it is refused at the other server too, for the rights are read beside the write.
    const second = await join(one)
    expect((await send(two, `DELETE /users/${second.id}`, { token: holder.token })).status).toBe(403)
    expect((await setRoles(one, admin, holder.id, ['user'])).status).toBe(200)
    expect((await send(one, `DELETE /roles/${name}`, { token: admin.token })).status).toBe(200)
  }
}

import { expect } from 'bun:test'
import { type Account, create, isAdministrator } from '../support/accounts.ts'
import { makeKey } from '../support/api-keys.ts'
import { expectNoInsides, expectRefusal } from '../support/expect-answer.ts'
import { type Answer, type Ask, send, type Target } from '../support/http.ts'
import { signInToStay, statusOf } from '../support/refreshing.ts'
import { resetToken } from '../support/reset-links.ts'

const NEW = 'heron-lantern-51-meadow'

/** Something that lets somebody in, what ends it, and how one sees whether it counts. */
export type End = {
  name: string
  ask(): Promise<Answer>
  counts(): Promise<boolean>
}

/** Each way to end a session, a key or a right, for somebody of its own whose every token the memory of the server knows. */
export async function endsOf(target: Target, admin: Account): Promise<End[]> {
  const ends: End[] = []
  const add = async (
    name: string,
    line: (who: Made) => string,
    by: 'own' | 'admin',
    ask?: (who: Made) => Ask,
  ) => {
    const who = await make(target, admin)
    ends.push({
      name,
      ask: () => send(target, line(who), { token: by === 'own' ? who.token : admin.token, ...ask?.(who) }),
      counts: async () => (await statusOf(target, who.other)) === 200,
    })
  }
  await add(
    'POST /auth/logout',
    () => 'POST /auth/logout',
    'own',
    ({ other }) => ({ token: other }),
  )
  await add('POST /auth/logout-all', () => 'POST /auth/logout-all', 'own')
  await add('DELETE /sessions/{session_id}', ({ session }) => `DELETE /sessions/${session}`, 'own')
  await add('DELETE /users/{id}/sessions', ({ id }) => `DELETE /users/${id}/sessions`, 'admin')
  const one = ({ id, session }: Made) => `DELETE /users/${id}/sessions/${session}`
  await add('DELETE /users/{id}/sessions/{session_id}', one, 'admin')
  await add('POST /users/{id}/disable', ({ id }) => `POST /users/${id}/disable`, 'admin')
  await add('DELETE /users/{id}', ({ id }) => `DELETE /users/${id}`, 'admin')
  await add(
    'POST /auth/change-password',
    () => 'POST /auth/change-password',
    'own',
    ({ password }) => ({
      json: { current_password: password, new_password: NEW },
    }),
  )
  await add(
    'POST /auth/reset-password',
    () => 'POST /auth/reset-password',
    'own',
    ({ link }) => ({
      json: { token: link, password: NEW },
    }),
  )

  const keeper = await make(target, admin)
  for (const by of ['own', 'admin'] as const) {
    const { id, key } = await makeKey(target, keeper, 'self:read')
    ends.push({
      name: by === 'own' ? 'DELETE /api-keys/{key_id}' : 'DELETE /users/{id}/api-keys/{key_id}',
      ask: () =>
        by === 'own'
          ? send(target, `DELETE /api-keys/${id}`, { token: keeper.token })
          : send(target, `DELETE /users/${keeper.id}/api-keys/${id}`, { token: admin.token }),
      counts: async () => (await statusOf(target, key)) === 200,
    })
  }
  const second = await create(target, admin, {}, ['admin'])
  ends.push({
    name: 'PUT /users/{id}/roles',
    ask: () =>
      send(target, `PUT /users/${second.id}/roles`, { token: admin.token, json: { roles: ['user'] } }),
    counts: () => isAdministrator(target, second.token),
  })
  return ends
}

type Made = Account & { other: string; session: string; link: string }

async function make(target: Target, admin: Account): Promise<Made> {
  const who = await create(target, admin)
  const { token: other, session } = await signInToStay(target, who)
  return { ...who, other, session, link: await resetToken(target, admin, who.id) }
}

/** What could not be done says so, and is not half done: whatever was to end counts as before, here and in the database. */
export function expectNotDone(name: string, answer: Answer): void {
  expect([name, answer.status]).toEqual([name, 503])
  expectRefusal(answer, 503, 'storage_unavailable')
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
  expectNoInsides(answer.text)
}

export async function whatCounts(ends: readonly End[]): Promise<[string, boolean][]> {
  return await Promise.all(
    ends.map(async ({ name, counts }): Promise<[string, boolean]> => [name, await counts()]),
  )
}

export const all = (ends: readonly End[], counts: boolean) => ends.map(({ name }) => [name, counts])

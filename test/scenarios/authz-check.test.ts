// POST /authz/check: what it says is what the routes do.
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, create, join, setRoles } from '../support/accounts.ts'
import { expectAlike, expectInvalid, expectRefusal } from '../support/expect-answer.ts'
import { type Answer, fieldsOf, send } from '../support/http.ts'
import { useServer } from '../support/server.ts'

const server = useServer({ dev: true })
let admin: Account
let support: Account
let eve: Account
beforeAll(async () => {
  admin = await join(server)
  support = await join(server)
  eve = await join(server)
  const json = {
    description: 'Helps',
    permissions: ['users:write', 'users:disable', 'users:recover', 'sessions:revoke', 'invoices:read'],
  }
  await send(server, 'PUT /roles/support', { token: admin.token, json })
  await setRoles(server, admin, support.id, ['support'])
})

const check = async (by: Account, json: object): Promise<Answer> =>
  await send(server, 'POST /authz/check', { token: by.token, json })

type Told = {
  allowed: boolean
  rules: { rule: string; holds: boolean; because: string }[]
}
const told = (answer: Answer) => {
  expect([answer.text, answer.status]).toEqual([answer.text, 200])
  return answer.json as Told
}

describe('whether, and why', () => {
  test('is answered for the caller, up to the first rule that does not hold', async () => {
    expect((await check(eve, { permission: 'users:delete', target_id: admin.id })).json).toEqual({
      allowed: false,
      permission: 'users:delete',
      user_id: eve.id,
      target_id: admin.id,
      rules: [
        { rule: 'account_active', holds: true, because: `Account ${eve.id} is active.` },
        {
          rule: 'permission_held',
          holds: false,
          because: `None of the roles of account ${eve.id} gives users:delete: user.`,
        },
      ],
    })
    expect((await check(support, { permission: 'invoices:read' })).json).toEqual({
      allowed: true,
      permission: 'invoices:read',
      user_id: support.id,
      target_id: null,
      rules: [
        { rule: 'account_active', holds: true, because: `Account ${support.id} is active.` },
        {
          rule: 'permission_held',
          holds: true,
          because: `Account ${support.id} has invoices:read by its role support.`,
        },
      ],
    })
  })

  test('whoever lacks the permission learns nothing of whom it would be done to', async () => {
    const answers = await Promise.all(
      [admin.id, support.id, 999_999_999].map((target_id) =>
        check(eve, { permission: 'users:write', target_id }),
      ),
    )
    const rules = answers.map((answer) => JSON.stringify(told(answer).rules))
    expect(new Set(rules).size).toBe(1)
  })

  test('of others is told to whoever may ask, and to nobody else, whether they are there or not', async () => {
    const json = { permission: 'users:write' }
    const answers = await Promise.all(
      [admin.id, support.id, 999_999_999].map((user_id) => check(eve, { ...json, user_id })),
    )
    expectAlike(answers, 403, 'forbidden')
    expect(told(await check(eve, { ...json, user_id: eve.id })).allowed).toBe(false)
    expect(told(await check(admin, { ...json, user_id: support.id, target_id: eve.id })).allowed).toBe(true)
    expectRefusal(await check(admin, { ...json, user_id: 999_999_999 }), 404, 'user_not_found')
  })

  test('V32 CVE-2026-49443 an empty question is none, nor is one with other fields', async () => {
    expectInvalid(await check(admin, {}), 'permission')
    for (const permission of ['', '*', 'users:*', 'users:everything', 'self:write', 'users', null, 1, {}]) {
      expectInvalid(await check(admin, { permission }), 'permission')
    }
    for (const more of [{ allowed: true }, { roles: ['admin'] }, { user: admin.id }]) {
      expectInvalid(await check(eve, { permission: 'users:read', ...more }), Object.keys(more)[0] ?? '')
    }
    for (const id of [0, -1, '1', null, [1], 1.5]) {
      expectInvalid(await check(admin, { permission: 'users:read', user_id: id }), 'user_id')
      expectInvalid(await check(admin, { permission: 'users:read', target_id: id }), 'target_id')
    }
  })

  test('follows a role and a person at once', async () => {
    const who = await join(server)
    await setRoles(server, admin, who.id, ['support'])
    const may = async () =>
      told(await check(admin, { permission: 'invoices:read', user_id: who.id })).rules.at(-1)
    expect(await may()).toMatchObject({ rule: 'permission_held', holds: true })
    await setRoles(server, admin, who.id, ['user'])
    expect(await may()).toMatchObject({ rule: 'permission_held', holds: false })
    await setRoles(server, admin, who.id, ['support'])
    await send(server, `POST /users/${who.id}/disable`, { token: admin.token })
    expect(await may()).toMatchObject({ rule: 'account_active', holds: false })
  })
})

describe('C054 what it says is what happens', () => {
  const acts: [string, (id: number) => string, object | undefined][] = [
    ['users:read', (id) => `GET /users/${id}`, undefined],
    ['users:inspect', (id) => `GET /users/${id}/details`, undefined],
    ['users:write', (id) => `PUT /users/${id}`, { full_name: 'Somebody' }],
    ['users:recover', (id) => `POST /users/${id}/reset-link`, undefined],
    ['sessions:revoke', (id) => `DELETE /users/${id}/sessions`, undefined],
    ['users:disable', (id) => `POST /users/${id}/disable`, undefined],
    ['users:delete', (id) => `DELETE /users/${id}`, undefined],
  ]

  const actors: Record<string, () => Promise<Account>> = {
    'an administrator': () => create(server, admin, {}, ['admin']),
    'somebody of support': async () => {
      const who = await join(server)
      await setRoles(server, admin, who.id, ['support'])
      return who
    },
    somebody: () => join(server),
  }
  const targets: Record<string, (self: Account) => Promise<Account>> = {
    itself: async (self) => self,
    'an administrator': () => create(server, admin, {}, ['admin']),
    'somebody of support': () => actors['somebody of support']?.() ?? join(server),
    somebody: () => join(server),
    nobody: async (self) => ({ ...self, id: 999_999_999 }),
  }

  test.each(Object.keys(actors))(
    'to whatever %s does',
    async (name) => {
      for (const [permission, line, json] of acts) {
        for (const [whom, make] of Object.entries(targets)) {
          const self = (await actors[name]?.()) ?? eve
          const target = await make(self)
          const answer = told(await check(self, { permission, target_id: target.id }))
          const { status } = await send(server, line(target.id), { token: self.token, json })
          const failed = answer.rules.find(({ holds }) => !holds)?.rule
          const expected =
            failed === undefined ? 200 : ({ target_exists: 404, administrator_remains: 409 }[failed] ?? 403)
          expect({ name, permission, whom, status, failed }).toEqual({
            name,
            permission,
            whom,
            status: expected,
            failed,
          })
        }
      }
    },
    60_000,
  )

  const alone = useServer({ dev: true })
  test('C058 to the last administrator', async () => {
    const last = await join(alone)
    for (const permission of ['users:delete', 'users:disable']) {
      const json = { permission, target_id: last.id }
      const answer = await send(alone, 'POST /authz/check', { token: last.token, json })
      expect(fieldsOf(answer).allowed).toBe(false)
      expect(told(answer).rules.at(-1)).toEqual({
        rule: 'administrator_remains',
        holds: false,
        because: `Account ${last.id} is the last administrator, who has to stay.`,
      })
    }
  })
})

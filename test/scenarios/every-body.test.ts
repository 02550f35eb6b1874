// What is tried on every body that the contract knows: fields that are nobody's to set, anything but text, and nothing.
import { beforeAll, describe, expect, test } from 'bun:test'
import { bodied, goodRequest, makeWorld, requiredOf, textsIn, type World } from '../support/bodies.ts'
import { expectInvalid, expectRefusal } from '../support/expect-answer.ts'
import { returnsToApp } from '../support/hosted-sign-in.ts'
import { send } from '../support/http.ts'
import { useServer } from '../support/server.ts'
import { storedTogether } from '../support/stored.ts'

const server = useServer({ dev: true, env: returnsToApp })
let world: World
beforeAll(async () => {
  world = await makeWorld(server)
})

const TABLES = ['users', 'roles', 'role_permissions', 'user_roles', 'api_keys', 'reset_links', 'signing_keys']

/** Every row that a body could make or change, but for the sessions, which say when they were used. */
function everythingKept(): unknown {
  const tables = TABLES.map((table) => `select * from ${table}`)
  return storedTogether(server, [...tables, 'select count(*) as count from sessions'])
}

describe.each([...bodied])('$route', ({ route, schema }) => {
  const good = async () => await goodRequest(server, world, route)

  test('has no field that is not tried here', async () => {
    expect(Object.keys((await good()).json).sort()).toEqual(Object.keys(schema.properties).sort())
  })

  test('C055 V34 CVE-2026-27946 has no field that is nobody’s to set, and changes nothing', async () => {
    const { line, token, json } = await good()
    const more: Record<string, unknown> = {
      id: world.admin.id,
      user_id: world.admin.id,
      userId: world.admin.id,
      sub: String(world.admin.id),
      username: 'renamed',
      email_verified: true,
      verified: true,
      role: 'admin',
      roles: ['admin'],
      permissions: ['users:delete'],
      scopes: ['users:delete'],
      is_admin: true,
      status: 'active',
      kind: 'service',
      disabled: false,
      disabled_at: null,
      password_hash: 'x',
      created_at: '2020-01-01T00:00:00.000Z',
      expires_at: '2099-01-01T00:00:00.000Z',
      tenant_id: 1,
      mfa_enabled: false,
      external_id: 'x',
      built_in: true,
    }
    const before = everythingKept()
    const strange = Object.entries(more).filter(([name]) => !(name in schema.properties))
    expect(strange.length).toBeGreaterThan(15)
    for (const [name, value] of strange)
      expectInvalid(await send(server, line, { token, json: { ...json, [name]: value } }), name)
    expect(everythingKept()).toEqual(before)
  })

  test('C066 V57 CVE-2023-7028 V61 CVE-2026-72898 takes nothing but text for text, and changes nothing', async () => {
    const { line, token, json } = await good()
    const before = everythingKept()
    for (const { field, isInList } of textsIn(json)) {
      const text = isInList ? (json[field] as string[])[0] : json[field]
      const others: unknown[] = [
        ['a', 'b'],
        [text],
        [text, text],
        [[text]],
        {},
        { raw: '1=1' },
        { $ne: null },
        { toString: text },
      ]
      for (const value of [...others, { value: text }, 1, 0, true, false, null]) {
        const given = isInList ? [text, value] : value
        const answer = await send(server, line, { token, json: { ...json, [field]: given } })
        expect([field, value, answer.status]).toEqual([field, value, 400])
        expectRefusal(answer, 400, 'validation_failed')
      }
      // Nor a text where there is to be a list.
      if (isInList)
        for (const value of [text, { 0: text, length: 1 }, null])
          expectInvalid(await send(server, line, { token, json: { ...json, [field]: value } }), field)
    }
    expect(everythingKept()).toEqual(before)
  })

  test('V32 CVE-2026-49443 is no step that nothing passes, and changes nothing', async () => {
    const { line, token, json } = await good()
    const before = everythingKept()
    const required = requiredOf(route, json)
    const nothings = [
      '',
      'null',
      '[]',
      '""',
      '0',
      'false',
      ' ',
      '[{}]',
      ...(required.length > 0 ? ['{}'] : []),
    ]
    for (const body of nothings)
      expectRefusal(await send(server, line, { token, body, type: 'application/json' }), 400)
    for (const ask of [{}, { form: {} }, { body: '', type: 'application/x-www-form-urlencoded' }]) {
      const { status } = await send(server, line, { token, ...ask })
      expect([ask, [400, 415].includes(status)]).toEqual([ask, true])
    }
    for (const field of required) {
      const { [field]: _, ...rest } = json
      expectInvalid(await send(server, line, { token, json: rest }), field)
      // A text may be allowed to be empty, and says so by having no least length.
      const { minLength = 0 } = schema.properties[field] as { minLength?: number }
      for (const empty of [null, ...(minLength > 0 ? [''] : [])])
        expectRefusal(await send(server, line, { token, json: { ...rest, [field]: empty } }), 400)
    }
    expect(everythingKept()).toEqual(before)
  })
})

// Last: some of these end what the others need.
test('the control: as they are, these bodies do what they say', async () => {
  for (const { route } of bodied.toSorted((one, other) => rank(one.route) - rank(other.route))) {
    const { line, token, json, status } = await goodRequest(server, world, route)
    const answer = await send(server, line, { token, json })
    expect([route, answer.status]).toEqual([route, status])
  }
})

/** What replaces a password comes when nobody signs in by the former one any more. */
const rank = (route: string): number => (/password/.test(route) ? 1 : 0)

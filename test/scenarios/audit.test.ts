// C103: what is done leaves what the contract says, in the very transaction; what is refused leaves that it was refused.
import { beforeAll, describe, expect, test } from 'bun:test'
import { contract, type EndpointDefinition } from '@latchkey/contract'
import { type Account, join, person, setRoles } from '../support/accounts.ts'
import { auditOf, factOf, leftBy, leftSoonBy } from '../support/audit.ts'
import { eventually } from '../support/eventually.ts'
import { returnsToApp } from '../support/hosted-sign-in.ts'
import { fieldsOf, itemsOf, numberOf, send } from '../support/http.ts'
import { useServer } from '../support/server.ts'
import { auditRows, lookRows, type Made } from './audit-matrix/index.ts'

const server = useServer({ dev: true, env: returnsToApp })
let admin: Account
beforeAll(async () => {
  admin = await join(server)
})

const endpoints = Object.values(contract).flatMap((group) => Object.values<EndpointDefinition>(group))
const changing = endpoints.filter(({ method, safe }) => method !== 'GET' && !safe)
const routeOf = ({ method, path }: EndpointDefinition) => `${method} ${path}`

/** So that what was and what comes have an instant between them. */
async function laterMillisecond() {
  const now = Date.now()
  await eventually('a later millisecond', () => (Date.now() > now ? true : undefined))
}

let made = 0
const asking = async ({ line, ask }: Made) => {
  made += 1
  const id = `audit-${made}`
  const answer = await send(server, line, { ...ask, headers: { ...ask.headers, 'X-Request-Id': id } })
  return { id, answer }
}

test('C103 every endpoint that changes something says what it leaves, and has a row here', () => {
  expect(changing.filter(({ audit }) => audit === undefined).map(routeOf)).toEqual([])
  expect(auditRows.map(({ route }) => route).sort()).toEqual(changing.map(routeOf).sort())
  const looking = endpoints.filter(({ looks }) => looks?.startsWith('people.'))
  expect([...lookRows.map(({ route }) => route), 'GET /users/lookup'].sort()).toEqual(
    looking.map(routeOf).sort(),
  )
})

// A registration is confirmed where it is private: see registration-private.test.ts.
const OF_OTHERS = /^POST \/(?:setup|auth\/register\/confirm)/

describe.each(auditRows)('C103 $route', (row) => {
  const endpoint = changing.find((one) => routeOf(one) === row.route)

  test.skipIf(OF_OTHERS.test(row.route) || row.takesDays === true)(
    'done, it leaves what it says, and nothing else',
    async () => {
      const { id, answer } = await asking(await row.done({ server, admin }))
      expect([row.route, answer.status, answer.text]).toEqual([
        row.route,
        endpoint?.status,
        expect.anything(),
      ])
      // It is there with the answer: nobody has to wait for it.
      const left = await leftBy(server, admin.token, id)
      const actions = row.leavesNothing ? [] : [String(endpoint?.audit), ...(row.leavesMore ?? [])]
      expect(left.map(({ action, outcome }) => [action, outcome]).sort()).toEqual(
        actions.map((action) => [action, 'success']).sort(),
      )
      if (row.leavesNothing) return
      expect(typeof left[0]?.subject_id === 'number').toBe(row.hasSubject)
      expect(left[0]).toMatchObject({ source_address: expect.any(String), request_id: id })
      if (
        answer.text.includes('"id":') &&
        row.hasSubject &&
        row.route.startsWith('POST /users/:id') === false
      ) {
        const { id: subject } = fieldsOf(answer)
        if (typeof subject === 'number') expect(left[0]?.subject_id).toBe(subject)
      }
    },
  )

  const { refused } = row
  test.skipIf(row.neverRefused === true || !refused)(
    'refused, it leaves the refusal, and nothing of what it was for',
    async () => {
      if (!refused) return
      const { code, ...asked } = await refused({ server, admin })
      const { id, answer } = await asking(asked)
      expect([row.route, fieldsOf(answer).error]).toEqual([row.route, code])
      const left = await leftSoonBy(server, admin.token, id)
      expect(left.map(({ action, outcome }) => [action, outcome])).toEqual([
        [String(endpoint?.refusal ?? endpoint?.audit), 'refused'],
      ])
      expect(factOf(left[0], 'error')).toBe(code)
    },
  )
})

describe('C103 a look at people', () => {
  test.each(lookRows)('$route is written down', async ({ action, line, hasSubject }) => {
    const { id: subject } = await join(server)
    const { id, answer } = await asking({ line: line(subject), ask: { token: admin.token } })
    expect(answer.status).toBe(200)
    const [entry, ...more] = await leftSoonBy(server, admin.token, id)
    expect([entry?.action, entry?.outcome, more]).toEqual([action, 'success', []])
    expect(entry?.subject_id).toBe(hasSubject ? subject : null)
    expect(entry).toMatchObject({ actor_kind: 'user', actor_id: admin.id })
  })

  test('a search tells whom it found, and of nobody only a digest of what was typed', async () => {
    const who = await join(server)
    const search = (text: string) =>
      asking({
        line: `GET /users/lookup?identifier=${encodeURIComponent(text)}`,
        ask: { token: admin.token },
      })
    const found = await search(who.email)
    const [entry] = await leftSoonBy(server, admin.token, found.id)
    expect(entry).toMatchObject({ action: 'people.searched', subject_id: who.id })
    expect(entry?.personal).toEqual([{ name: 'typed', value: who.email }])
    const typed = `nobody-${crypto.randomUUID()}@example.org`
    expect((await search(typed)).answer.status).toBe(404)
  })

  test('is nobody’s business when it is at the own account', async () => {
    const who = await join(server)
    const { id } = await asking({ line: `GET /users/${who.id}`, ask: { token: who.token } })
    const listed = await asking({ line: 'GET /users', ask: { token: who.token } })
    const administrators = await asking({ line: `GET /users/${admin.id}`, ask: { token: admin.token } })
    // Something that comes later is there: what came before would be.
    const last = await asking({ line: `GET /users/${who.id}`, ask: { token: admin.token } })
    await leftSoonBy(server, admin.token, last.id)
    expect(await leftBy(server, admin.token, id)).toEqual([])
    expect(await leftBy(server, admin.token, listed.id)).toEqual([])
    expect(await leftBy(server, admin.token, administrators.id)).toEqual([])
  })

  test('many alike at once are one entry that counts them', async () => {
    const who = await join(server)
    const line = `GET /users/${who.id}/details`
    await Promise.all(Array.from({ length: 40 }, () => send(server, line, { token: admin.token })))
    const last = await asking({ line: `GET /users/${who.id}`, ask: { token: admin.token } })
    await leftSoonBy(server, admin.token, last.id)
    const entries = (await auditOf(server, admin.token, `&subject=${who.id}&action=people.read`)).filter(
      ({ request_id }) => request_id !== last.id,
    )
    const times = entries.map((entry) => Number(factOf(entry, 'times') ?? 1))
    expect(times.reduce((sum, one) => sum + one, 0)).toBe(40)
    expect(entries.length).toBeLessThan(40)
  })

  test('a stranger’s is refused, and that is written down', async () => {
    const [stranger, who] = [await join(server), await join(server)]
    const { id, answer } = await asking({
      line: `GET /users/${who.id}/details`,
      ask: { token: stranger.token },
    })
    expect(answer.status).toBe(403)
    const [entry] = await leftSoonBy(server, admin.token, id)
    expect(entry).toMatchObject({
      action: 'people.read',
      outcome: 'refused',
      actor_id: stranger.id,
      subject_id: who.id,
    })
  })
})

describe('C103 a sign-in that fails', () => {
  const failing = async (username: string) => {
    const { id } = await asking({
      line: 'POST /auth/login',
      ask: { json: { username, password: 'not it at all' } },
    })
    return (await leftSoonBy(server, admin.token, id))[0]
  }

  test('says whose account it was and why, to whoever may read it', async () => {
    const who = await join(server)
    const entry = await failing(who.email)
    expect(entry).toMatchObject({ actor_kind: 'anonymous', actor_id: null, subject_id: who.id })
    expect(factOf(entry, 'cause')).toBe('wrong_password')
  })

  test('at no account keeps no name, only a keyed digest', async () => {
    const typed = `ghost-${crypto.randomUUID()}`
    const entry = await failing(typed)
    expect(entry?.subject_id).toBeNull()
    expect(factOf(entry, 'cause')).toBe('unknown_account')
    expect(factOf(entry, 'typed_digest')).toMatch(/^[\w-]{22}$/)
    expect(JSON.stringify(entry)).not.toContain(typed)
    expect(factOf(await failing(typed.toUpperCase()), 'typed_digest')).toBe(factOf(entry, 'typed_digest'))
  })
})

describe('C103 GET /audit', () => {
  test('is for those who may, asked by anybody else it is refused and that is written down', async () => {
    const stranger = await join(server)
    for (const line of [
      'GET /audit',
      'GET /audit/export',
      'GET /audit/access?at=2026-01-01',
      'GET /audit/checkpoint-key',
    ])
      expect((await send(server, line, { token: stranger.token })).status).toBe(403)
    const other = await join(server)
    const { id } = await asking({ line: 'GET /audit', ask: { token: other.token } })
    const left = await leftSoonBy(server, admin.token, id)
    expect(left.map(({ action, outcome }) => [action, outcome])).toEqual([['audit.read', 'refused']])
  })

  test('has what was answered before, looks and refusals too, and so has an export', async () => {
    const other = await join(server)
    for (const line of ['GET /audit', 'GET /audit/export?limit=1000']) {
      const { id } = await asking({ line: `GET /users/${admin.id}/details`, ask: { token: other.token } })
      const from = new Date(Date.now() - 10_000).toISOString()
      const read = await send(
        server,
        `${line}${line.includes('?') ? '&' : '?'}from=${from}&action=people.read`,
        {
          token: admin.token,
        },
      )
      expect(itemsOf(read).map(({ request_id }) => request_id)).toContain(id)
    }
  })

  test('a role may read it and not take it out', async () => {
    const json = { description: 'Reads along', permissions: ['audit:read'] }
    await send(server, 'PUT /roles/auditor', { token: admin.token, json })
    const auditor = await join(server)
    await setRoles(server, admin, auditor.id, ['auditor'])
    expect((await send(server, 'GET /audit', { token: auditor.token })).status).toBe(200)
    expect((await send(server, 'GET /audit/export', { token: auditor.token })).status).toBe(403)
  })

  test('there is no way to change it', async () => {
    const [entry] = await auditOf(server, admin.token)
    for (const method of ['PUT', 'POST', 'DELETE', 'PATCH']) {
      expect((await send(server, `${method} /audit`, { token: admin.token, json: {} })).status).toBe(405)
      const one = await send(server, `${method} /audit/${entry?.id}`, { token: admin.token, json: {} })
      expect([404, 405]).toContain(one.status)
    }
  })

  test('pages by cursor, each once, the newest first, and filters by every one of its words', async () => {
    const who = await join(server)
    for (const full_name of ['One', 'Two', 'Three'])
      await send(server, `PUT /users/${who.id}`, { token: who.token, json: { full_name } })
    const seen: unknown[] = []
    let cursor: unknown
    do {
      const query = `?subject=${who.id}&action=user.changed&limit=2${cursor ? `&cursor=${cursor}` : ''}`
      const page = await send(server, `GET /audit${query}`, { token: admin.token })
      seen.push(...itemsOf(page).map(({ id }) => id))
      cursor = fieldsOf(page).next_cursor
    } while (cursor)
    expect([seen.length, new Set(seen).size]).toEqual([3, 3])
    expect([...seen].sort().reverse()).toEqual(seen)
    const newest = (await auditOf(server, admin.token, `&subject=${who.id}`))[0]
    const at = String(newest?.at)
    expect(await auditOf(server, admin.token, `&subject=${who.id}&from=${at}&to=${at}`)).toEqual([])
    expect((await auditOf(server, admin.token, `&subject=${who.id}&from=${at}`)).length).toBeGreaterThan(0)
    const byActor = await auditOf(server, admin.token, `&actor=${who.id}`)
    expect(new Set(byActor.map(({ actor_id }) => actor_id))).toEqual(new Set([who.id]))
    const anonymous = await auditOf(server, admin.token, `&actor=anonymous`)
    expect(new Set(anonymous.map(({ actor_kind }) => actor_kind))).toEqual(new Set(['anonymous']))
    for (const wrong of ['cursor=nonsense', 'actor=root', 'from=2026-13-40', 'action=Nothing', 'subject=0'])
      expect((await send(server, `GET /audit?${wrong}`, { token: admin.token })).status).toBe(400)
  })

  test('an API key is named with its owner', async () => {
    const who = await join(server)
    const key = await send(server, 'POST /api-keys', {
      token: who.token,
      json: { name: 'Writes', scopes: ['self:write'] },
    })
    const { id } = await asking({
      line: `PUT /users/${who.id}`,
      ask: { token: String(fieldsOf(key).key), json: { full_name: 'By A Program' } },
    })
    const [entry] = await leftBy(server, admin.token, id)
    expect(entry).toMatchObject({ actor_kind: 'api_key', actor_id: who.id, actor_key: fieldsOf(key).id })
    const found = await auditOf(server, admin.token, `&actor=${String(fieldsOf(key).id)}`)
    expect(found.map(({ id }) => id)).toEqual([entry?.id])
  })
})

describe('C103 GET /users/me/activity', () => {
  test('is one’s own: what happened, by whom, and nothing of others’ addresses', async () => {
    const [who, other] = [await join(server), await join(server)]
    await send(server, 'POST /auth/login', { json: { username: who.username, password: 'not it' } })
    await send(server, `POST /users/${who.id}/enable`, { token: admin.token })
    await leftSoonBy(
      server,
      admin.token,
      (await asking({ line: `GET /users/${who.id}`, ask: { token: admin.token } })).id,
    )
    const items = itemsOf(await send(server, 'GET /users/me/activity', { token: who.token }))
    const told = items.map(({ action, outcome, reason, by, source_address }) => [
      action,
      outcome,
      reason,
      by,
      source_address !== null,
    ])
    expect(told).toEqual(
      expect.arrayContaining([
        ['people.read', 'success', null, 'somebody_else', false],
        ['user.enabled', 'success', null, 'somebody_else', false],
        ['session.refused', 'refused', 'invalid_credentials', 'not_signed_in', true],
        ['session.begun', 'success', null, 'yourself', true],
        ['user.created', 'success', null, 'not_signed_in', true],
      ]),
    )
    const others = itemsOf(await send(server, 'GET /users/me/activity', { token: other.token }))
    expect(others.map(({ id }) => id).filter((id) => items.some((one) => one.id === id))).toEqual([])
    for (const item of items) expect(Object.keys(item)).not.toContain('actor_id')
  })
})

describe('C103 erasure', () => {
  test('what was about somebody is gone with the account; that it happened is not', async () => {
    const who = await join(server)
    await send(server, `PUT /users/${who.id}`, { token: who.token, json: { full_name: 'Will Be Gone' } })
    const before = await auditOf(server, admin.token, `&subject=${who.id}`)
    expect(JSON.stringify(before)).toContain(who.username)
    await send(server, `DELETE /users/${who.id}`, { token: admin.token })
    const after = await auditOf(server, admin.token, `&subject=${who.id}`)
    expect(after.length).toBe(before.length + 1)
    for (const text of [who.username, who.email, 'Will Be Gone'])
      expect(JSON.stringify(after)).not.toContain(text)
    const changed = after.find(({ action }) => action === 'user.changed')
    expect(changed).toMatchObject({ is_erased: true, personal: [], source_address: null })
    // Whoever did the deleting is still told, for that account is there.
    expect(after.find(({ action }) => action === 'user.deleted')).toMatchObject({
      actor_id: admin.id,
      source_address: expect.any(String),
    })
  })
})

describe('C103 who had which role', () => {
  test('is answered for now, for before a change, and for those who are gone', async () => {
    const held = async (at: string, id: number) => {
      let cursor: unknown
      do {
        const query = `?at=${at}&limit=500${cursor ? `&cursor=${cursor}` : ''}`
        const page = await send(server, `GET /audit/access${query}`, { token: admin.token })
        expect(page.status).toBe(200)
        const found = itemsOf(page).find(({ user_id }) => user_id === id)
        if (found) return found
        cursor = fieldsOf(page).next_cursor
      } while (cursor)
      return undefined
    }
    const instant = async (id: number, action: string) =>
      String((await auditOf(server, admin.token, `&subject=${id}&action=${action}`))[0]?.at)
    const id = numberOf(await send(server, 'POST /users', { token: admin.token, json: person() }), 'id')
    await laterMillisecond()
    await setRoles(server, admin, id, ['user', 'admin'])
    const promoted = await instant(id, 'role.assigned')
    const made = await instant(id, 'user.created')
    const was = new Date(Date.parse(made) - 1).toISOString()
    expect(await held(was, id)).toBeUndefined()
    expect(await held(made, id)).toMatchObject({
      roles: ['user'],
      set_by: String(admin.id),
      is_deleted: false,
    })
    expect(await held(promoted, id)).toMatchObject({ roles: ['user', 'admin'], set_at: promoted })
    await laterMillisecond()
    await send(server, `DELETE /users/${id}`, { token: admin.token })
    expect(await held(promoted, id)).toMatchObject({
      roles: ['user', 'admin'],
      username: null,
      is_deleted: true,
    })
    expect(await held(await instant(id, 'user.deleted'), id)).toBeUndefined()
    const administrators = await send(server, `GET /audit/access?at=${promoted}&role=admin&limit=500`, {
      token: admin.token,
    })
    for (const { roles } of itemsOf(administrators)) expect(roles).toContain('admin')
  })
})

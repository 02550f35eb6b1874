// C102: every endpoint that changes something is asked, done and refused, with secrets that nothing else is spelled like; then all
// that the server has written, stored and tells of itself is searched for them.
import { expect, test } from 'bun:test'
import { join } from '../support/accounts.ts'
import { knownSecrets, secretsWithin } from '../support/canaries.ts'
import { latchkey } from '../support/command-line.ts'
import { returnsToApp } from '../support/hosted-sign-in.ts'
import { send } from '../support/http.ts'
import { useServer } from '../support/server.ts'
import { everythingStored } from '../support/stored.ts'
import { auditRows } from './audit-matrix/index.ts'

const server = useServer({
  dev: true,
  env: { ...returnsToApp, LOG_LEVEL: 'trace', LATCHKEY_AUDIT_CHECKPOINT_FILE: 'checkpoints.ndjson' },
})

test('C102 no password, token, link or key is in the log, the audit, an error or the database', async () => {
  const admin = await join(server)
  let asked = 0
  for (const row of auditRows) {
    if (!/^POST \/(?:setup|auth\/register\/confirm)/.test(row.route) && !row.takesDays) {
      const { line, ask } = await row.done({ server, admin })
      const { status } = await send(server, line, ask)
      expect([row.route, [200, 202].includes(status)]).toEqual([row.route, true])
      asked += 1
    }
    if (!row.refused || row.neverRefused) continue
    const { line, ask } = await row.refused({ server, admin })
    expect((await send(server, line, ask)).status).toBeGreaterThanOrEqual(400)
    asked += 1
  }
  // As a slip of the hand has it: the password where the name belongs.
  await send(server, 'POST /auth/login', { json: { username: admin.password, password: 'not the password' } })
  await send(server, `GET /users/lookup?identifier=${encodeURIComponent(admin.password)}`, {
    token: admin.token,
  })
  const world = { folder: server.folder }
  const exported = await latchkey(world, ['audit', 'export'])
  const listed = await latchkey(world, ['audit', 'list', '--limit', '100', '--json'])
  const csv = await latchkey(world, ['audit', 'export', '--format', 'csv'])
  expect([exported.code, listed.code, csv.code]).toEqual([0, 0, 0])
  const settings = await send(server, 'GET /server/settings', { token: admin.token })
  await server.stop()
  const kinds = [...knownSecrets()]
  expect(asked).toBeGreaterThan(50)
  // Of each kind there is some to be looked for.
  expect(kinds.some((one) => one.startsWith('eyJ'))).toBe(true)
  expect(kinds.some((one) => one.startsWith('lkr_'))).toBe(true)
  expect(kinds.some((one) => one.startsWith('lk_'))).toBe(true)
  expect(kinds.length).toBeGreaterThan(100)
  const places = {
    log: server.written.join('\n'),
    audit: exported.stdout + listed.stdout + csv.stdout,
    'what commands complained of': exported.stderr + listed.stderr + csv.stderr,
    settings: settings.text,
    database: everythingStored(server),
  }
  for (const [place, text] of Object.entries(places))
    expect([place, secretsWithin(text).length]).toEqual([place, 0])
  // What is looked for would be found.
  expect(secretsWithin(`a line with ${admin.password} in it`)).toEqual([admin.password])
}, 300_000)

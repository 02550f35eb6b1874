// Section C of the ledger: a password that others may know opens nothing, and changes nothing by itself.
import { describe, expect, test } from 'bun:test'
import { join, login } from '../support/accounts.ts'
import { expectRefusal, REFERENCE } from '../support/expect-answer.ts'
import { fieldsOf, send, textOf } from '../support/http.ts'
import { codeOf, enrol, finish, halfSignIn } from '../support/second-factors.ts'
import { useServer } from '../support/server.ts'
import { unthrottled } from '../support/unthrottled.ts'

const server = useServer({ dev: true, env: unthrottled })

describe('C012 another password that is asked for', () => {
  test('C062 is chosen behind the second factor where there is one', async () => {
    const admin = await join(server)
    const who = await enrol(server)
    const line = `POST /users/${who.id}/require-password-change`
    expect((await send(server, line, { token: admin.token })).status).toBe(200)
    const half = await login(server, who.username, who.password)
    expectRefusal(half, 401, 'mfa_required')
    expect(half.text).not.toContain('password_token')
    const pending = textOf(half, 'mfa_token')
    const choose = (password_token: string) =>
      send(server, 'POST /auth/login/password', {
        json: { password_token, new_password: 'heron lantern 51 meadow' },
      })
    expectRefusal(await choose(pending), 401, 'invalid_mfa_token')
    expectRefusal(await finish(server, pending, { kind: 'totp', code: '000000' }), 400, 'invalid_code')
    const shown = { kind: 'totp', code: codeOf(who.secret), trust_device: true }
    const due = await finish(server, pending, shown)
    expectRefusal(due, 403, 'password_change_required')
    expect(fieldsOf(due)).toEqual({
      detail: expect.any(String),
      status: 'error',
      code: 403,
      error: 'password_change_required',
      password_token: expect.stringMatching(/^pwd_[\w-]{43}$/),
      reference: expect.stringMatching(REFERENCE),
    })
    // Neither the half sign-in nor its code is left.
    expectRefusal(await finish(server, pending, shown), 401, 'invalid_mfa_token')
    expectRefusal(await finish(server, await halfSignIn(server, who), shown), 400, 'invalid_code')
    expect((await choose(textOf(due, 'password_token'))).status).toBe(200)
    const anew = { ...who, password: 'heron lantern 51 meadow' }
    const next = { kind: 'totp', code: codeOf(who.secret, 1) }
    expect((await finish(server, await halfSignIn(server, anew), next)).status).toBe(200)
  })
})

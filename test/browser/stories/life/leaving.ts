import { expect } from 'bun:test'
import { login } from '../../../support/accounts.ts'
import { send, textOf } from '../../../support/http.ts'
import { finish } from '../../../support/second-factors.ts'
import type { Life } from './life.ts'

/** Deleted: signed out everywhere, and nobody can sign in by the name. */
export async function leave(life: Life): Promise<void> {
  const { sitting, sit, who, server, codes } = life
  const half = textOf(await login(server, who.username, who.password), 'mfa_token')
  const code = codes.shift() ?? ''
  const token = textOf(await finish(server, half, { kind: 'recovery_code', code }), 'access_token')
  await sit({}, async (other) => {
    await other.open('/sign-in')
    await other.send('/sign-in', { username: who.username, password: who.password }, { status: 401 })
    await other.send('/sign-in/code', { code: codes.shift() ?? '' })
    await sitting.open('/account/delete')
    await sitting.send('/account/delete', { username: 'somebody.else' }, { status: 400 })
    await sitting.send('/account/delete', { username: who.username }, { status: 403 })
    await sitting.send('/account/prove', { password: who.password, code: codes.shift() ?? '' })
    for (const one of [sitting, other]) {
      await one.open('/account')
      expect(one.path).toBe('/sign-in')
    }
  })
  expect((await send(server, 'GET /users/me', { token })).status).toBe(401)
  await sitting.send('/sign-in', { username: who.username, password: who.password }, { status: 401 })
  expect(sitting.path).toBe('/sign-in')
  expect((await login(server, who.email, who.password)).status).toBe(401)
}

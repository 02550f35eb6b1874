// C090: what a full name may hold. Stored verbatim, and inert wherever it is shown.
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, count, join, person, signIn } from '../support/accounts.ts'
import { expectInvalid } from '../support/expect-answer.ts'
import { fieldsOf, send } from '../support/http.ts'
import { useServer } from '../support/server.ts'

const server = useServer({ dev: true })
let admin: Account
let someone: Account
beforeAll(async () => {
  admin = await join(server)
  someone = await join(server)
})

describe('C090 full_name', () => {
  const rename = async (full_name: string) =>
    await send(server, `PUT /users/${someone.id}`, { token: someone.token, json: { full_name } })

  test('200 code points, in any script, inert', async () => {
    for (const name of [
      'x',
      'x'.repeat(200),
      '\u{1f600}'.repeat(200),
      "<script>alert('x')</script>",
      '{{7*7}}',
      "=cmd()|'/c calc'!A1",
      "Robert'); DROP TABLE users;--",
      'Zoë Ångström 山田 太郎 שלום',
      '%s %d {x} \\u0000',
    ]) {
      expect(fieldsOf(await rename(name))).toMatchObject({ id: someone.id, full_name: name })
    }
    const decomposed = String(fieldsOf(await rename('Zoe\u0308')).full_name)
    expect(decomposed.normalize('NFC')).toBe('Zoë')
  })

  test('and nothing else', async () => {
    await rename('Before')
    const bad = ['', 'x'.repeat(201), '\u{1f600}'.repeat(201)]
    const characters = [
      '\u0000',
      '\u0001',
      '\t',
      '\n',
      '\r',
      '\u001b',
      '\u007f',
      '\u0085',
      '\u009b',
      '\u202e',
      '\u202a',
      '\u2066',
      '\u2069',
    ]
    for (const character of characters) bad.push(`a${character}b`)
    for (const full_name of bad) {
      expectInvalid(await rename(full_name), 'full_name')
      expectInvalid(
        await send(server, 'POST /auth/register', { json: { ...person(), full_name } }),
        'full_name',
      )
    }
    const token = await signIn(server, someone)
    expect(fieldsOf(await send(server, 'GET /users/me', { token })).full_name).toBe('Before')
    expect(await count(server, admin)).toBe(2)
  })
})

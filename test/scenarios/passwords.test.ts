// C001-C007 over HTTP: which passwords are taken, and that every character of them counts.
import { beforeAll, describe, expect, test } from 'bun:test'
import { type Account, count, join, login, person, register } from '../support/accounts.ts'
import { expectAlike, expectInvalid, expectRefusal } from '../support/expect-answer.ts'
import { type Answer, fieldsOf, send } from '../support/http.ts'
import { useServer } from '../support/server.ts'

const server = useServer({ dev: true })
let admin: Account
beforeAll(async () => {
  admin = await join(server)
})

async function expectTaken(password: string): Promise<string> {
  const who = { ...person(), password }
  const answer = await register(server, who)
  expect([password.slice(0, 30), answer.status, answer.text]).toEqual([
    password.slice(0, 30),
    200,
    answer.text,
  ])
  expect((await login(server, who.username, password)).status).toBe(200)
  return who.username
}

async function expectRefused(password: string, given: object = {}): Promise<void> {
  const before = await count(server, admin)
  const json = { ...person(), ...given, password }
  for (const answer of [
    await send(server, 'POST /auth/register', { json }),
    await send(server, 'POST /users', { json, token: admin.token }),
  ]) {
    expectInvalid(answer, 'password')
    const [first] = fieldsOf(answer).errors as { message: string }[]
    expect(first?.message.length).toBeGreaterThan(10)
    if (password.length > 0) expect(answer.text).not.toContain(password)
  }
  expect(await count(server, admin)).toBe(before)
}

async function expectWrong(username: string, ...passwords: string[]): Promise<void> {
  for (const password of passwords) {
    expectRefusal(await login(server, username, password), 401, 'invalid_credentials')
  }
}

/** `length` code points, no two neighbours alike, in no list. */
function text(length: number, alphabet = 'qzv7kxw3jyp9'): string {
  const letters = [...alphabet]
  return Array.from({ length }, (_, index) => letters[(index * 7 + (index >> 2)) % letters.length]).join('')
}

describe('C001 at least 8 code points', () => {
  test('7 are too few, 8 are enough', async () => {
    await expectRefused('')
    await expectRefused('q7z')
    await expectRefused('zq7vkxw')
    await expectTaken('zq7vkxwj')
  })

  test('code points are counted, not their halves', async () => {
    const emoji = [
      '\u{1f9ca}',
      '\u{1f33f}',
      '\u{1f6f6}',
      '\u{1f3bb}',
      '\u{1f994}',
      '\u{1fab5}',
      '\u{1f9f5}',
      '\u{1f3a0}',
    ]
    await expectRefused(emoji.slice(0, 4).join(''))
    await expectRefused(emoji.slice(0, 7).join(''))
    await expectTaken(emoji.join(''))
  })
})

describe('C002 V48 CVE-2025-22228 every one of up to 256 counts', () => {
  test('200 characters', async () => {
    const password = text(200)
    const username = await expectTaken(password)
    await expectWrong(
      username,
      `${password.slice(0, -1)}!`,
      password.slice(0, 72),
      `${password}q`,
      password.slice(0, 199),
    )
  })

  test('across byte 72, in many bytes a character', async () => {
    const password = text(60, 'äöüßéèñçåø')
    const username = await expectTaken(password)
    const bytes = Buffer.from(password)
    await expectWrong(username, bytes.subarray(0, 72).toString(), `${password.slice(0, -1)}x`, `${password}ä`)
  })

  test('256 are taken, 257 are not', async () => {
    await expectTaken(text(256))
    await expectTaken(text(256, '\u{1f9ca}\u{1f33f}\u{1f6f6}\u{1f3bb}\u{1f994}'))
    await expectRefused(text(257))
    await expectRefused(text(5000))
  })
})

describe('C003 V48 CVE-2025-22234 the limit holds before anybody is looked up', () => {
  test('too long a password at sign-in is the same for somebody and for nobody', async () => {
    const who = await join(server)
    for (const size of [257, 5000, 60_000]) {
      const answers: Answer[] = []
      for (const username of [who.username, 'nobody.here', who.email, 'nobody@example.org']) {
        answers.push(await login(server, username, text(size)))
      }
      const status = answers[0]?.status ?? 0
      expect([400, 401]).toContain(status)
      expectAlike(answers, status)
    }
  })
})

describe('C004 nothing is required but length, nothing is trimmed', () => {
  test.each([
    'aaaa bbbb cccc dddd',
    'only lower case words',
    'ONLY UPPER CASE WORDS',
    '8316 4720 9951',
    '!?%&/()=#+*~',
    'été à Nîmes',
    'пароль из слов',
    'tab\tinside it',
  ])('%p', async (password) => {
    await expectTaken(password)
  })

  test('blanks at the ends are part of it', async () => {
    const username = await expectTaken(' pass phrase 9 ')
    await expectWrong(
      username,
      'pass phrase 9',
      ' pass phrase 9',
      'pass phrase 9 ',
      ' pass  phrase 9 ',
      ' Pass phrase 9 ',
    )
  })
})

test('C005 one text in two compositions is one password, compatibility forms are not', async () => {
  const composed = 'caf\u00e9-violet-\u1e69-91'
  const username = await expectTaken(composed)
  expect((await login(server, username, composed.normalize('NFD'))).status).toBe(200)
  const other = await expectTaken(composed.normalize('NFD'))
  expect((await login(server, other, composed)).status).toBe(200)
  const ligature = await expectTaken('\ufb01ne-violet-tramway')
  await expectWrong(ligature, 'fine-violet-tramway')
})

describe('C006 NUL and ill-formed text', () => {
  test('NUL is refused, or it counts', async () => {
    const who = { ...person(), password: 'abcdqxzw\u0000X' }
    const answer = await register(server, who)
    if (answer.status === 200)
      await expectWrong(who.username, 'abcdqxzw\u0000Y', 'abcdqxzw', 'abcdqxzw\u0000')
    else expectInvalid(answer, 'password')
  })

  test('lone surrogates are 400 at registration and at sign-in, for somebody and for nobody', async () => {
    const who = await join(server)
    for (const password of [
      '\\ud800password-of-mine',
      'password\\udc00-of-mine',
      '\\ud801password-of-mine',
    ]) {
      for (const username of [who.username, 'nobody.here']) {
        const body = `{"username":"${username}","password":"${password}"}`
        expectRefusal(
          await send(server, 'POST /auth/login', { body, type: 'application/json' }),
          400,
          'invalid_request',
        )
      }
      const { password: _, ...rest } = person()
      const body = JSON.stringify({ ...rest, password: '@' }).replace('"@"', `"${password}"`)
      expectRefusal(
        await send(server, 'POST /auth/register', { body, type: 'application/json' }),
        400,
        'invalid_request',
      )
    }
  })
})

describe('C007 what everybody tries first is refused, with a reason', () => {
  test.each([
    'password1',
    'Password1',
    'PASSWORD1',
    '1234567890',
    'qwertyuiop',
    'iloveyou',
    'football',
    'sunshine',
    'trustno1',
    'aaaaaaaaaaaa',
    'abababababab',
    '12345678',
    'abcdefgh',
    '87654321',
    'latchkey',
    'LATCHKEY',
  ])('%s', async (password) => {
    await expectRefused(password)
  })

  test('so are the username and what stands before the @', async () => {
    await expectRefused('marguerite.k', { username: 'marguerite.k' })
    await expectRefused('Marguerite.K', { username: 'marguerite.k' })
    await expectRefused('winterthur.lena', { email: 'winterthur.lena@example.org' })
  })

  test('the list is bounded: the document’s own password is taken', async () => {
    await expectTaken('securepassword123')
    await expectTaken('correct horse battery')
  })
})

// C036, C038, V35: each kind of token is of use at its own place only, and in one spelling.
import { beforeAll, describe, expect, test } from 'bun:test'
import { createHash, randomBytes } from 'node:crypto'
import { type Account, join } from '../support/accounts.ts'
import { expectRefusal } from '../support/expect-answer.ts'
import { bytes, send } from '../support/http.ts'
import {
  type Going,
  goingOf,
  noticesOf,
  refresh,
  sessionOf,
  signInToStay,
  statusOf,
} from '../support/refreshing.ts'
import { useServer, withServer } from '../support/server.ts'
import { storedRows } from '../support/stored.ts'
import { otherSpellings } from '../support/tamper.ts'
import { unthrottled } from '../support/unthrottled.ts'

const server = useServer({ dev: true, env: unthrottled })
let user: Account
let going: Going
beforeAll(async () => {
  user = await join(server)
  going = await signInToStay(server, user)
})

/** Whoever was refused took nothing from the session: it goes on, and nobody was told of a theft. */
async function expectUnharmed(): Promise<void> {
  expect(await statusOf(server, going.token)).toBe(200)
  going = goingOf(await refresh(server, going.refresh))
  expect(await noticesOf(server, user.token)).toEqual([])
}

async function expectNoGrant(token: string): Promise<void> {
  expectRefusal(await refresh(server, token), 400, 'invalid_grant')
  const form = { grant_type: 'refresh_token', refresh_token: token }
  expectRefusal(await send(server, 'POST /auth/refresh', { form }), 400, 'invalid_grant')
}

describe('C036 one kind is never taken for the other', () => {
  test('a refresh token is no bearer token, on any route', async () => {
    const token = going.refresh
    const lines = [
      'GET /users/me',
      'GET /users',
      'GET /sessions',
      'GET /users/me/notices',
      `GET /users/${user.id}`,
    ]
    const writes = ['POST /auth/logout', 'POST /auth/logout-all', `DELETE /sessions/${going.session}`]
    for (const line of [...lines, ...writes, `DELETE /users/${user.id}`]) {
      const answer = await send(server, line, { token })
      expectRefusal(answer, 401, 'invalid_token')
      expect(answer.headers.get('www-authenticate')).toContain('error="invalid_token"')
    }
    await expectUnharmed()
  })

  test('an access token is no refresh token', async () => {
    for (const token of [going.token, user.token, `lkr_${going.token}`, ...going.token.split('.')])
      await expectNoGrant(token)
    await expectUnharmed()
  })

  test('nothing else that this server hands out is either', async () => {
    const rows = [
      going.session,
      going.session.slice(4),
      `lkr_${going.session}`,
      String(user.id),
      user.username,
    ]
    for (const token of [
      ...rows,
      user.password,
      'null',
      '0',
      'lkr_',
      'lkr',
      `lkr_${going.session.slice(4)}`,
    ]) {
      await expectNoGrant(token)
      expectRefusal(await send(server, 'GET /users/me', { token }), 401, 'invalid_token')
    }
    await expectUnharmed()
  })

  test('what the database keeps of it is none', async () => {
    await server.stop()
    const [row] = storedRows(server, `select * from sessions where id = '${going.session}'`)
    await server.start()
    const values = Object.values(row ?? {}).filter((value) => value !== null)
    expect(values.length).toBeGreaterThan(5)
    for (const value of values.map(String)) {
      for (const token of [value, `lkr_${value}`, going.refresh.slice(0, -value.length) + value]) {
        if (token !== going.refresh) await expectNoGrant(token)
      }
    }
    await expectUnharmed()
  })

  test('one of another server is none here', async () => {
    await withServer({ dev: true }, async (elsewhere) => {
      const who = await join(elsewhere)
      const theirs = await signInToStay(elsewhere, who)
      await expectNoGrant(theirs.refresh)
      expectRefusal(await refresh(elsewhere, going.refresh), 400, 'invalid_grant')
      expect((await refresh(elsewhere, theirs.refresh)).status).toBe(200)
    })
    await expectUnharmed()
  })
})

describe('C038 V35 a refresh token counts in one spelling', () => {
  test('cut and extended by one to n characters, at either end', async () => {
    const { refresh: secret } = going
    for (let cut = 1; cut < secret.length; cut += cut < 12 ? 1 : 7) {
      await expectNoGrant(secret.slice(0, -cut))
      await expectNoGrant(secret.slice(cut))
    }
    for (const more of [
      'A',
      '=',
      '==',
      '.',
      ' ',
      '\n',
      '\t',
      '\0',
      'AAAA',
      '%',
      '%00',
      '&',
      secret,
      `.${secret}`,
    ]) {
      await expectNoGrant(secret + more)
      await expectNoGrant(more + secret)
    }
    await expectUnharmed()
  })

  test('the unused bits of its last character, its case, its alphabet, its prefix', async () => {
    const { refresh: secret } = going
    const rows = [
      ...otherSpellings(secret),
      secret.toLowerCase(),
      secret.toUpperCase(),
      secret.replaceAll('-', '+').replaceAll('_', '/'),
      secret.replace('lkr_', 'LKR_'),
      secret.replace('lkr_', ''),
      secret.replace('lkr_', 'lk_'),
      secret.replace('lkr_', 'lkr_lkr_'),
      secret.replace('lkr_', 'lkr-'),
      `Bearer ${secret}`,
      `"${secret}"`,
      encodeURIComponent(secret).replaceAll('_', '%5F'),
      [...secret].join('\u200b'),
      secret.replace('l', 'ⅼ'),
      Buffer.from(secret).toString('base64url'),
    ].filter((row) => row !== secret)
    expect(rows.length).toBeGreaterThan(10)
    for (const row of rows) {
      const answer = await refresh(server, row)
      expectRefusal(answer, 400)
    }
    await expectUnharmed()
  })

  test('any one character that is another', async () => {
    const { refresh: secret } = going
    for (let at = 0; at < secret.length; at += 1) {
      const changed = secret.charAt(at) === 'A' ? 'B' : 'A'
      expectRefusal(
        await refresh(server, secret.slice(0, at) + changed + secret.slice(at + 1)),
        400,
        'invalid_grant',
      )
    }
    await expectUnharmed()
  })

  test('parts of two of them are none: neither of the same session nor of two', async () => {
    const another = await signInToStay(server, user)
    const before = going
    going = goingOf(await refresh(server, before.refresh))
    for (const [head, tail] of [
      [going, another],
      [another, going],
      [before, going],
      [going, before],
    ] as const) {
      for (let at = 5; at < going.refresh.length; at += 3) {
        const token = head.refresh.slice(0, at) + tail.refresh.slice(at)
        if (![before.refresh, going.refresh, another.refresh].includes(token)) await expectNoGrant(token)
      }
    }
    expect((await refresh(server, another.refresh)).status).toBe(200)
    await expectUnharmed()
  })
})

test('C045 who knows the name of a session, and its digest, cannot make a token of it', async () => {
  await server.stop()
  const [row] = storedRows(server, `select * from sessions where id = '${going.session}'`)
  await server.start()
  const guesses = Object.values(row ?? {}).flatMap((value) => {
    const text = String(value)
    return [
      createHash('sha256').update(text).digest('base64url'),
      createHash('sha256').update(`${going.session}${text}`).digest('base64url'),
      randomBytes(32).toString('base64url'),
    ]
  })
  for (const guess of guesses) {
    // In every place that has the length of one.
    for (let at = 4; at + guess.length <= going.refresh.length; at += 1)
      await refresh(server, going.refresh.slice(0, at) + guess + going.refresh.slice(at + guess.length)).then(
        (answer) => expectRefusal(answer, 400, 'invalid_grant'),
      )
  }
  await expectUnharmed()
})

test('C036 the token in the wrong place is no token: query, header, cookie', async () => {
  const { refresh: secret } = going
  const headers = [
    { authorization: `Bearer ${secret}` },
    { cookie: `refresh_token=${secret}` },
    { 'x-refresh-token': secret },
  ]
  for (const ask of headers) {
    expectRefusal(
      await send(server, 'POST /auth/refresh', { json: {}, headers: ask }),
      400,
      'validation_failed',
    )
    expectRefusal(
      await send(server, 'POST /auth/refresh', { body: bytes(''), headers: ask }),
      415,
      'unsupported_media_type',
    )
  }
  expect(sessionOf(going.token)).toBe(going.session)
  await expectUnharmed()
})

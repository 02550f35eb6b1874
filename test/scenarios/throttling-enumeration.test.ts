// C024: how often anybody is told that a name or an address is taken.
import { describe, expect, test } from 'bun:test'
import { create, join, person } from '../support/accounts.ts'
import { expectRefusal, REFERENCE } from '../support/expect-answer.ts'
import { believing, from, newSource } from '../support/guessing.ts'
import { fieldsOf, numberOf, send, textOf } from '../support/http.ts'
import { useServer, withServer } from '../support/server.ts'

/** Few, so that it does not take a thousand to be refused. */
const few = { LATCHKEY_GUARD_ENUMERATION_BURST: '20', LATCHKEY_GUARD_ENUMERATION_PER_DAY: '480' }
const server = useServer({ dev: true, env: { ...believing, ...few } })

const register = (who: object, source: string) =>
  send(server, 'POST /auth/register', { json: who, headers: from(source) })

describe('C024 whoever was told too often', () => {
  test('is told nothing more, of what is taken and of what is free', async () => {
    const [holder, asker] = [await join(server), newSource()]
    for (let i = 0; i < 20; i++) {
      const taken = i % 2 === 0 ? { username: holder.username } : { email: holder.email }
      const answer = await register(person(taken), asker)
      expectRefusal(answer, 409, i % 2 === 0 ? 'username_taken' : 'email_taken')
      expect(fieldsOf(answer).reference).toMatch(REFERENCE)
    }
    const answers = [
      await register(person({ username: holder.username }), asker),
      await register(person(), asker),
    ]
    for (const answer of answers) {
      expectRefusal(answer, 429, 'too_many_attempts')
      expect(answer.headers.get('ratelimit-policy')).toMatch(/^"register";q=1000;w=\d+$/)
    }
    // Nobody else hears of it.
    expect((await register(person(), newSource())).status).toBe(200)
  })

  test('by changing the own address to others’ is told no more by registering, nor the other way round', async () => {
    const [holder, who, asker] = [await join(server), await join(server), newSource()]
    const change = (email: string, source: string) =>
      send(server, `PUT /users/${who.id}`, { token: who.token, json: { email }, headers: from(source) })
    for (let i = 0; i < 10; i++) expectRefusal(await change(holder.email, asker), 409, 'email_taken')
    for (let i = 0; i < 10; i++)
      expectRefusal(await register(person({ email: holder.email }), asker), 409, 'email_taken')
    expectRefusal(await change(holder.email, asker), 429, 'too_many_attempts')
    expectRefusal(await register(person(), asker), 429, 'too_many_attempts')
    // Neither does it help to come from elsewhere: a user has a budget, too.
    let told = 0
    for (let i = 0; i < 20; i++) if ((await change(holder.email, newSource())).status === 409) told += 1
    expect(told).toBe(10)
    const json = { full_name: 'Still Myself' }
    expect((await send(server, `PUT /users/${who.id}`, { token: who.token, json })).status).toBe(200)
  })

  test('and an administrator, who may look, is not counted', async () => {
    await withServer({ dev: true }, async (own) => {
      const admin = await join(own)
      const [holder, other] = [await create(own, admin), await create(own, admin)]
      for (let i = 0; i < 25; i++) {
        const json = { email: holder.email }
        expectRefusal(
          await send(own, `PUT /users/${other.id}`, { token: admin.token, json }),
          409,
          'email_taken',
        )
      }
    })
  })
})

test('C024 of one source so many may register as the setting says', async () => {
  const env = { ...believing, LATCHKEY_GUARD_REGISTRATION_BURST: '5' }
  await withServer({ dev: true, env }, async (few) => {
    const [asker, statuses] = [newSource(), [] as number[]]
    for (let i = 0; i < 7; i++) {
      // What is no account is counted, too, and costs no hash.
      const json = person(i % 2 === 0 ? {} : { full_name: '\u200b' })
      statuses.push((await send(few, 'POST /auth/register', { json, headers: from(asker) })).status)
    }
    expect(statuses).toEqual([200, 400, 200, 400, 200, 429, 429])
    expect(
      (await send(few, 'POST /auth/register', { json: person(), headers: from(newSource()) })).status,
    ).toBe(200)
  })
})

test('whoever registered is known where it was', async () => {
  const [who, home] = [person(), newSource()]
  expect(numberOf(await register(who, home), 'id')).toBeGreaterThan(0)
  for (let i = 0; i < 20; i++)
    await send(server, 'POST /auth/login', {
      json: { username: who.username, password: 'not this one' },
      headers: from(newSource()),
    })
  const json = { username: who.username, password: who.password }
  const answer = await send(server, 'POST /auth/login', { json, headers: from(home) })
  expect(textOf(answer, 'access_token')).not.toBe('')
})

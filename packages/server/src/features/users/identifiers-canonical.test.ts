// C018: one canonical form, and what has the same one is a conflict to the database.
import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { type Storage, UniqueViolation } from '#storage'
import { everyDatabase } from '../../../../../test/support/every-database.ts'
import { canonicalEmail, canonicalUsername, identify } from './identifiers.ts'
import { userStore } from './store.ts'

const keyOf = (judged: object) => ('key' in judged ? (judged.key as string) : undefined)

describe('C018 the canonical form', () => {
  const ascii = fc.stringMatching(/^[A-Za-z0-9._-]{0,20}$/)
  const name = fc.oneof(ascii, fc.string({ unit: 'binary', maxLength: 12 }))
  const label = fc.stringMatching(/^[A-Za-z0-9äÖßéλж-]{1,8}$/)
  const domain = fc.array(label, { minLength: 1, maxLength: 3 }).map((labels) => labels.join('.'))
  const address = fc.oneof(
    fc.tuple(ascii, domain).map(([local, host]) => `${local}@${host}`),
    fc.emailAddress(),
    fc.string({ unit: 'binary', maxLength: 20 }),
  )

  test.each([
    ['username', canonicalUsername, name],
    ['e-mail address', canonicalEmail, address],
  ] as const)(
    'of a %s is its own canonical form, plain, and the same for every case',
    (_, canonical, any) => {
      fc.assert(
        fc.property(any, (text) => {
          const key = keyOf(canonical(text))
          if (key === undefined) return
          expect(keyOf(canonical(key))).toBe(key)
          expect(key).toMatch(/^[\x21-\x7e]+$/)
          expect(keyOf(canonical(key.toUpperCase()))).toBe(key)
          expect(key.isWellFormed()).toBe(true)
        }),
        { numRuns: 2_000 },
      )
    },
  )

  test('C017 of a username is never that of an address', () => {
    fc.assert(
      fc.property(fc.oneof(name, address), (text) => {
        const identifier = identify(text)
        if (identifier === undefined) return
        expect(identifier.key.includes('@')).toBe(identifier.kind === 'email')
        const judged = identifier.kind === 'email' ? canonicalUsername(text) : canonicalEmail(text)
        expect(keyOf(judged)).toBeUndefined()
      }),
      { numRuns: 1_000 },
    )
  })
})

/** The column in which two accounts collide, if they do. Nothing of either is kept. */
async function conflict(
  storage: Storage,
  first: [string, string],
  second: [string, string],
): Promise<string | undefined> {
  const store = userStore(storage)
  const person = (username: string, email: string) => ({
    username,
    usernameKey: keyOf(canonicalUsername(username)) ?? '',
    email,
    emailKey: keyOf(canonicalEmail(email)) ?? '',
    fullName: 'Robin',
    passwordHash: '',
    now: 0,
  })
  const undone = new Error('undone')
  let column: string | undefined
  const tried = storage.write(async (tx) => {
    await store.insert(tx, person(...first))
    await store.insert(tx, person(...second)).catch((error: unknown) => {
      if (!(error instanceof UniqueViolation)) throw error
      column = error.column
    })
    throw undone
  })
  expect(await tried.catch((error: unknown) => error)).toBe(undone)
  return column
}

/** Two texts of few letters, so that they are often the same but for their case. */
const pairOf = (text: fc.Arbitrary<string>) =>
  fc.oneof(
    fc.tuple(text, text),
    text.map((one): [string, string] => [one, one.toUpperCase()]),
  )

const letters = (of: string, min: number, max: number) =>
  fc.array(fc.constantFrom(...of), { minLength: min, maxLength: max }).map((parts) => parts.join(''))

everyDatabase((database) => {
  const expectEmpty = async () =>
    expect(await userStore(database.storage).list(database.storage, 0, 100)).toEqual({ total: 0, items: [] })

  test('two usernames are a conflict exactly when their canonical forms are one', async () => {
    const username = letters('aAb.', 3, 4).filter((text) => keyOf(canonicalUsername(text)) !== undefined)
    await fc.assert(
      fc.asyncProperty(pairOf(username), async ([a, b]) => {
        const isSame = keyOf(canonicalUsername(a)) === keyOf(canonicalUsername(b))
        const column = await conflict(database.storage, [a, 'first@example.org'], [b, 'second@example.org'])
        expect(column).toBe(isSame ? 'users.username_key' : undefined)
      }),
      { numRuns: 200 },
    )
    await expectEmpty()
  })

  test('two addresses are a conflict exactly when their canonical forms are one', async () => {
    const domain = fc.constantFrom('x.org', 'X.org', 'y.org', 'bücher.org', 'BÜCHER.org', 'xn--bcher-kva.org')
    const address = fc
      .tuple(letters('aA+.', 1, 2), domain)
      .map(([local, host]) => `${local}@${host}`)
      .filter((text) => keyOf(canonicalEmail(text)) !== undefined)
    await fc.assert(
      fc.asyncProperty(pairOf(address), async ([a, b]) => {
        const isSame = keyOf(canonicalEmail(a)) === keyOf(canonicalEmail(b))
        const column = await conflict(database.storage, ['first', a], ['second', b])
        expect(column).toBe(isSame ? 'user_emails.address_key' : undefined)
      }),
      { numRuns: 200 },
    )
    await expectEmpty()
  })
})

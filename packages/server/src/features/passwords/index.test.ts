import { describe, expect, test } from 'bun:test'
import type { PasswordHasher } from '#crypto/passwords'
import { passwordsFeature } from './index.ts'

const asked: string[] = []
const hasher: PasswordHasher = {
  hash: async (password) => `hash of ${password}`,
  verify: async (phc, password) => phc === `hash of ${password}`,
  spendDummyHash: async (password) => void asked.push(password),
  needsUpgrade: () => false,
  admit: () => undefined,
  close: async () => {},
  queued: 0,
  running: 0,
}
const passwords = passwordsFeature({ hasher, minLength: 8 })
const owner = { username: 'marlowe.p', email: 'philip@example.org' }

describe('C007: the feature refuses with the real list', () => {
  test.each([
    ['password1', 'common'],
    ['1234567890', 'repetitive'],
    ['qwertyuiop', 'repetitive'],
    ['aaaaaaaaaaaa', 'repetitive'],
    ['marlowe.p', 'personal'],
    ['Sunshine1', 'common'],
  ])('%s: %s', async (password, reason) => {
    expect((await passwords.judge(password, owner))?.reason as string | undefined).toBe(reason)
  })

  test.each(['securepassword123', 'aaaa bbbb cccc dddd', ' pass phrase 9 '])(
    '%j is accepted',
    async (password) => {
      expect(await passwords.judge(password, owner)).toBeUndefined()
    },
  )

  test('says the size and the version of the list', () => {
    expect(passwords.blocklist.entries).toBeGreaterThan(90_000)
    expect(passwords.blocklist.version).toMatch(/^common-\d+\.\d+\.\d+(?:_[a-z-]+-\d+\.\d+\.\d+)+$/)
  })
})

test('C005: hashing, verifying and the dummy work take any spelling', async () => {
  const decomposed = 'cafe\u0301-moth'
  const phc = await passwords.hash(decomposed)
  expect(phc).toBe(`hash of ${decomposed.normalize('NFC')}`)
  expect(await passwords.verify(phc, decomposed)).toBe(true)
  expect(await passwords.verify(await passwords.hash('\ufb01nd'), 'find')).toBe(false)
  await passwords.spendDummyHash(decomposed)
  expect(asked).toEqual([decomposed.normalize('NFC')])
})

test.each([7, 65, 8.5, Number.NaN])('a minimum length of %p is refused', (minLength) => {
  expect(() => passwordsFeature({ hasher, minLength })).toThrow(RangeError)
})

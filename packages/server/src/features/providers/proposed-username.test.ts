import { expect, test } from 'bun:test'
import { systemRandom } from '#kernel/random'
import { freeUsername, usernameFrom } from './proposed-username.ts'

test.each<[string | undefined, string | undefined]>([
  ['octocat', 'octocat'],
  ['Ada Lovelace', 'ada-lovelace'],
  ['Zoë Müller', 'zoe-muller'],
  ['ada@example.org', 'ada'],
  ['  ..Ada__ ', 'ada'],
  ['admin', undefined],
  ['12345', undefined],
  ['日本語', undefined],
  ['ab', undefined],
  ['', undefined],
  [undefined, undefined],
  ['x'.repeat(200), 'x'.repeat(40)],
])('%p makes the username %p', (text, name) => {
  expect(usernameFrom(text)).toBe(name)
})

const proposed = (taken: readonly string[], proposals: (string | undefined)[]) => {
  const users = { isUsernameTaken: async (_: unknown, name: string) => taken.includes(name) }
  return freeUsername({ users: users as never, random: systemRandom }, {} as never, proposals)
}

test('the first proposal that makes a name counts, with a number where somebody has it', async () => {
  expect(await proposed([], ['日本', 'ada'])).toBe('ada')
  expect(await proposed(['ada', 'ada-2'], ['ada'])).toBe('ada-3')
  expect(await proposed([], [undefined])).toBe('user-2')
})

test('where every number is taken it is told apart by chance', async () => {
  const taken = ['ada', ...Array.from({ length: 30 }, (_, n) => `ada-${n}`)]
  expect(await proposed(taken, ['ada'])).toMatch(/^ada-[0-9a-f]{12}$/)
})

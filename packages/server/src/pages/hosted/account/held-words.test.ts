import { describe, expect, test } from 'bun:test'
import { anonymous, parts } from '../../../features/your-data/held.ts'
import { languages } from '../../../kernel/language.ts'
import { partText, staysText } from './held-words.ts'

describe.each(languages)('in %s', (language) => {
  test('everything that is held of somebody, and all that stays, has its words', () => {
    for (const { part, about, stays } of [...parts, ...anonymous]) {
      const why = stays ?? ''
      for (const { text } of [
        partText(language, { part, about }),
        ...(stays === undefined ? [] : [staysText(language, { part, why })]),
      ])
        expect([part, text]).not.toEqual([part, expect.stringContaining('lang="en"')])
    }
  })
})

test('what has no words yet is English, and marked as that', () => {
  const { text } = partText('de', { part: 'boats', about: 'Your boats.' })
  expect(text).toBe('<span lang="en">Your boats.</span>')
})

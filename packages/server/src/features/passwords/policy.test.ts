import { describe, expect, test } from 'bun:test'
import fc from 'fast-check'
import { isTooLong, judge, normalise } from './policy.ts'

const common = new Set(['password1', 'correcthorse', 'ångström'])
const rules = {
  username: 'alice_w',
  email: 'a.walker@example.org',
  minLength: 8,
  isCommon: (folded: string) => common.has(folded),
}
const key = '🔑'
const distinct = (count: number) =>
  Array.from({ length: count }, (_, i) => (i * 7919).toString(36))
    .join(' ')
    .slice(0, count)

const rows: readonly [ledger: string, what: string, password: string, reason: string | undefined][] = [
  ['C001', 'seven characters', 'k7#qLm2', 'too_short'],
  ['C001', 'eight characters', 'k7#qLm2x', undefined],
  ['C001', 'four emoji, which are eight units', '🔑🚲🌵🎻', 'too_short'],
  ['C001', 'eight emoji', '🔑🚲🌵🎻🧭🪁🍐🛶', undefined],
  ['C001', 'eight units that compose to seven', 'café12é'.normalize('NFD'), 'too_short'],
  ['C002', '256 characters', distinct(256), undefined],
  ['C002', '257 characters', distinct(257), 'too_long'],
  ['C004', 'spaces between groups of one letter', 'aaaa bbbb cccc dddd', undefined],
  ['C004', 'spaces around, which are kept', ' pass phrase 9 ', undefined],
  ['C004', 'lower-case letters alone', 'gravelmoth', undefined],
  ['C004', 'digits alone', '8093175264', undefined],
  ['C006', 'NUL', 'abcdefgh\0X', 'control_character'],
  ['C006', 'another control character', 'gravel\tmoth', undefined],
  ['C006', 'half of a character', '\ud800 gravelmoth', 'ill_formed'],
  ['C007', 'on the list', 'password1', 'common'],
  ['C007', 'on the list in other letters', 'PassWord1', 'common'],
  ['C007', 'on the list, decomposed and in capitals', 'ÅNGSTRÖM'.normalize('NFD'), 'common'],
  ['C007', 'with a listed word inside', 'correcthorse battery', undefined],
  ['C007', 'the example of the documentation', 'securepassword123', undefined],
  ['C007', 'the product', 'Latchkey', 'personal'],
  ['C007', 'the product and a year', 'latchkey2026!', 'personal'],
  ['C007', 'the username and a digit', 'alice_w1', 'personal'],
  ['C007', 'the username between signs', '**ALICE_W**', 'personal'],
  ['C007', 'the username and a row of digits', 'alice_w1234567890', 'personal'],
  ['C007', 'the username and more than trivial digits', 'alice_w 80931752', undefined],
  ['C007', 'the username within a phrase', 'alice_w likes gravel', undefined],
  ['C007', 'the address', 'a.walker@example.org', 'personal'],
  ['C007', 'the local part', 'A.Walker', 'personal'],
  ['C007', 'the local part and signs', '2026 a.walker!', 'personal'],
  ['C007', 'one letter', 'aaaaaaaaaaaa', 'repetitive'],
  ['C007', 'two letters in turn', 'abababab', 'repetitive'],
  ['C007', 'a word over and over', 'MothmothMoth', 'repetitive'],
  ['C007', 'a unit and a piece of it', 'xk2xk2xk', 'repetitive'],
  ['C007', 'one emoji', key.repeat(8), 'repetitive'],
  ['C007', 'the digits', '1234567890', 'repetitive'],
  ['C007', 'the digits backwards', '9876543210', 'repetitive'],
  ['C007', 'a row of the keyboard', 'qwertyuiop', 'repetitive'],
  ['C007', 'a row of another keyboard', 'йцукенгшщ', 'repetitive'],
  ['C007', 'the alphabet', 'abcdefgh', 'repetitive'],
  ['C007', 'several runs', 'abcd4321qwer', 'repetitive'],
  ['C007', 'runs and two characters besides', 'abcd4321xk', undefined],
]

describe('a new password', () => {
  test.each(rows)('%s: %s', (_ledger, _what, password, reason) => {
    expect(judge(password, rules)?.reason as string | undefined).toBe(reason)
  })

  test('C001: the strict profile wants fifteen', () => {
    const strict = { ...rules, minLength: 15 }
    expect(judge('gravelmoth lamp', strict)).toBeUndefined()
    expect(judge('gravelmoth lam', strict)).toEqual({
      reason: 'too_short',
      sentence: 'The password is too short. Use at least 15 characters.',
    })
  })

  test('C007: an owner without names, and names that are empty, forbid nothing', () => {
    const { minLength, isCommon } = rules
    expect(judge('k7#qLm2x', { minLength, isCommon })).toBeUndefined()
    expect(judge('k7#qLm2x', { minLength, isCommon, username: '', email: '@' })).toBeUndefined()
    expect(judge('1234567890', { minLength, isCommon, username: '', email: '@' })?.reason).toBe('repetitive')
  })

  test('C007: the username itself, whatever it is', () => {
    const username = fc
      .string({ minLength: 8, maxLength: 40, unit: 'grapheme' })
      .filter((name) => !name.includes('\0'))
    fc.assert(
      fc.property(username, (name) => {
        expect(judge(name, { ...rules, username: name })?.reason).toBeOneOf([
          'personal',
          'too_short',
          'too_long',
        ])
      }),
    )
  })

  test('never throws, and never says the password', () => {
    const text = fc.string({ unit: 'binary', maxLength: 300 })
    const anything = fc.oneof(
      text,
      fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units)),
    )
    fc.assert(
      fc.property(anything, anything, anything, (password, username, email) => {
        const refusal = judge(password, { ...rules, username, email })
        if (refusal && password.length > 3) expect(refusal.sentence.includes(password)).toBe(false)
      }),
    )
  })
})

describe('C003: too long is known without hashing', () => {
  test.each([
    [256, false],
    [257, true],
    [60_000, true],
  ])('%d code points: %p', (count, verdict) => {
    expect(isTooLong('x'.repeat(count))).toBe(verdict)
    expect(isTooLong(key.repeat(count))).toBe(verdict)
    // Counted as they are stored: four code points of this one compose to one.
    expect(isTooLong('\u1f82'.normalize('NFD').repeat(count))).toBe(verdict)
  })
})

describe('C005: one spelling', () => {
  test('composed and decomposed are one password', () => {
    expect(normalise('cafe\u0301')).toBe('caf\u00e9')
  })

  test('compatibility, case, and spaces stay apart', () => {
    for (const text of ['\ufb01nd', 'FIND', ' find ', '\u00a0find', 'find\u3000'])
      expect(normalise(text)).toBe(text)
  })

  test('normalising twice changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) =>
        expect(normalise(normalise(text))).toBe(normalise(text)),
      ),
    )
  })
})

import { describe, expect, test } from 'bun:test'
import { canonicalEmail, canonicalUsername, identify, judgeFullName, refusalsOf } from './identifiers.ts'

const keyOf = (judged: object) => ('key' in judged ? (judged.key as string) : undefined)

describe('C013, C014 a username', () => {
  test.each([
    ['alice', 'alice'],
    ['Alice', 'alice'],
    ['ALICE', 'alice'],
    ['a.b_c-d9', 'a.b_c-d9'],
    ['abc', 'abc'],
    ['x'.repeat(64), 'x'.repeat(64)],
    ['1a2', '1a2'],
    ['.a.', '.a.'],
    ['adminx', 'adminx'],
  ])('%p is %p', (username, key) => expect(canonicalUsername(username)).toEqual({ key }))

  test.each([
    'ab',
    'x'.repeat(65),
    '',
    'a b',
    ' alice',
    'alice ',
    'alice\n',
    'alice\0',
    'al/ice',
    'a@x.org',
    'ali:ce',
    'a+b',
    'ａｌｉｃｅ',
    'ali\u00adce',
    'alice\u200b',
    'a\u0301lice',
    'ålice',
    'аdmin',
    '\u212aevin',
    '\u017fam',
    'İpek',
    '１２３',
    'me',
    'ME',
    'admin',
    'Admin',
    'ROOT',
    'system',
    'administrator',
    'latchkey',
    'null',
    'undefined',
    'security',
    'support',
    '12345',
    '007',
    '...',
    '..',
    '.',
    '---',
    '_._',
  ])('%p is refused', (username) => expect(keyOf(canonicalUsername(username))).toBeUndefined())
})

describe('C015, C016 an address', () => {
  test.each([
    ['a@x.org', 'a@x.org'],
    ['A@X.org', 'a@x.org'],
    ['a+1@x.org', 'a+1@x.org'],
    ['a.b@x.org', 'a.b@x.org'],
    ["o'neil!#$%&*/=?^_`{|}~-@x.org", "o'neil!#$%&*/=?^_`{|}~-@x.org"],
    ['a@sub.x-y.org', 'a@sub.x-y.org'],
    ['a@bücher.example', 'a@xn--bcher-kva.example'],
    ['a@BÜCHER.example', 'a@xn--bcher-kva.example'],
    ['a@XN--Bcher-kva.example', 'a@xn--bcher-kva.example'],
    ['a@x.travel1', 'a@x.travel1'],
    [`${'l'.repeat(64)}@x.org`, `${'l'.repeat(64)}@x.org`],
  ])('%p is %p', (email, key) => expect(canonicalEmail(email)).toEqual({ key }))

  test.each([
    'a@x,v@y',
    '"a@evil x"@good',
    'a＠x.org',
    'a@b@c',
    'a@x\r\nBcc: z@z',
    'a@[127.0.0.1]',
    'a@127.0.0.1',
    'a@[::1]',
    '@',
    '',
    'a',
    'a@',
    '@x.org',
    'a@x',
    'a@.org',
    'a@x..org',
    'a@x.org.',
    'a@-x.org',
    'a@x-.org',
    'a@x_y.org',
    'a@x.1',
    '.a@x.org',
    'a.@x.org',
    'a..b@x.org',
    'a b@x.org',
    'a@x.org ',
    ' a@x.org',
    'a@x.org\n',
    'a\0@x.org',
    '<a@x.org>',
    'A <a@x.org>',
    'a@x.org>',
    'a;b@x.org',
    'a:b@x.org',
    '(c)a@x.org',
    'a\\@x.org',
    '"a"@x.org',
    'mailto:a@x.org',
    'mıke@x.org',
    'ä@x.org',
    'a@x。org',
    'a@ｘ.org',
    'a@x\u00ad.org',
    'a@x\u200b.org',
    'a@℀.org',
    'a@xn--zzzzzzz--.org',
    `${'l'.repeat(65)}@x.org`,
    `a@${'d'.repeat(64)}.org`,
    `a@${'d.'.repeat(130)}org`,
    `${'a'.repeat(300)}@x.org`,
  ])('%p is refused', (email) => expect(keyOf(canonicalEmail(email))).toBeUndefined())

  test('is never longer than what SMTP carries, before and after its canonical form', () => {
    const long = `${'l'.repeat(64)}@${'d'.repeat(63)}.${'d'.repeat(63)}.${'d'.repeat(57)}.org`
    expect(long).toHaveLength(254)
    expect(keyOf(canonicalEmail(long))).toBe(long)
    expect(keyOf(canonicalEmail(long.replace('.org', 'x.org')))).toBeUndefined()
  })
})

test('C018 signing in looks for the canonical form', () => {
  expect(identify('Alice')).toEqual({ kind: 'username', key: 'alice' })
  expect(identify('A@X.org')).toEqual({ kind: 'email', key: 'a@x.org' })
  for (const nobody of ['', 'a@b@c', 'me', 'ali\u00adce', 'a@x', "' or 1=1"])
    expect(identify(nobody)).toBeUndefined()
})

describe('C090 a full name', () => {
  test.each([
    ['John Doe', 'John Doe'],
    ['J', 'J'],
    ['cafe\u0301', 'caf\u00e9'],
    ['<script>{{7*7}}=cmd()', '<script>{{7*7}}=cmd()'],
    ['李小龍 👩‍👩‍👧', '李小龍 👩‍👩‍👧'],
    ['😀'.repeat(200), '😀'.repeat(200)],
    [' spaced ', ' spaced '],
  ])('%p is kept as %p', (given, value) => expect(judgeFullName(given)).toEqual({ value }))

  test.each([
    '',
    ' ',
    '\u00a0\u3000',
    'a\0b',
    'a\nb',
    'a\u001bb',
    'a\u0085b',
    'a\u2028b',
    'a\u202eb',
    'a\u2066b',
    'a\u200fb',
    '😀'.repeat(201),
  ])('%p is refused', (given) => expect(judgeFullName(given)).toHaveProperty('refusal'))
})

test('refusals are named by their fields, in order', () => {
  const judged = {
    username: { key: 'a' },
    email: { refusal: 'is wrong.' },
    full_name: { refusal: 'is empty.' },
  }
  expect(refusalsOf(judged)).toEqual([
    { field: 'email', message: 'is wrong.' },
    { field: 'full_name', message: 'is empty.' },
  ])
})

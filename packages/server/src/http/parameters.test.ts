import { describe, expect, test } from 'bun:test'
import { contract, Problem } from '@latchkey/contract'
import fc from 'fast-check'
import { readParams, readQuery } from './parameters.ts'

const ById = contract.users.get.input.params
const Paging = contract.users.list.input.query
const LARGEST = 9_007_199_254_740_991n

const tried = <T>(read: () => T): T | Problem => {
  try {
    return read()
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
}
const idOf = (text: string) => tried(() => readParams(ById, { id: text }))
const query = (text: string) => tried(() => readQuery(Paging, `http://localhost/users${text}`))

function expectInvalid(outcome: unknown, ...fields: string[]): void {
  expect(outcome).toBeInstanceOf(Problem)
  expect((outcome as Problem).code).toBe('validation_failed')
  expect((outcome as Problem).errors?.map(({ field }) => field)).toEqual(fields)
}

/** What an integer of the wire is: one spelling, in its range. Written the slow way, to be held against. */
function canonical(text: string, from: bigint, to: bigint): bigint | undefined {
  if (!/^(?:0|[1-9]\d*)$/.test(text)) return undefined
  const value = BigInt(text)
  return value >= from && value <= to ? value : undefined
}

/** Texts near the border between what counts and what does not. */
const nearly = fc.oneof(
  fc.bigInt({ min: -10n, max: 110n }).map(String),
  fc.bigInt({ min: LARGEST - 3n, max: LARGEST + 3n }).map(String),
  fc.bigInt({ min: 0n, max: 10n ** 25n }).map(String),
  fc
    .tuple(
      fc.constantFrom('', '0', '+', '-', ' ', '１'),
      fc.nat(),
      fc.constantFrom('', '.0', 'e0', ' ', '\n', 'n'),
    )
    .map((t) => t.join('')),
  fc.stringMatching(/^[0-9eE.+-]{0,20}$/),
  fc.string({ unit: 'binary' }),
)

describe('C091 the id of a path', () => {
  test.each([
    ['1', 1],
    ['2147483648', 2_147_483_648],
    ['9007199254740991', 9_007_199_254_740_991],
  ])('%s is one', (text, id) => expect(idOf(text)).toEqual({ id }))

  test.each([
    '',
    '0',
    '-0',
    '-1',
    '+1',
    '01',
    '00',
    '1.0',
    '1.',
    '.1',
    '1e3',
    '1E0',
    '0x1',
    '0b1',
    ' 1',
    '1 ',
    '1\n',
    '1\0',
    '１',
    '١',
    '1_000',
    '1,0',
    '1n',
    'NaN',
    'Infinity',
    'null',
    'undefined',
    'true',
    'me',
    'ME',
    '[object Object]',
    '9007199254740992',
    '9007199254740993',
    '9223372036854775808',
    '99999999999999999999',
    '1'.repeat(500),
  ])('%p is none', (text) => expectInvalid(idOf(text), 'id'))

  test('any text is one exactly when it is a canonical decimal from 1 to 2^53 - 1', () => {
    fc.assert(
      fc.property(nearly, (text) => {
        const id = canonical(text, 1n, LARGEST)
        if (id === undefined) expectInvalid(idOf(text), 'id')
        else expect(idOf(text)).toEqual({ id: Number(id) })
      }),
      { numRuns: 2_000 },
    )
  })

  test('one that is missing is none', () =>
    expectInvalid(
      tried(() => readParams(ById, {})),
      'id',
    ))
})

describe('C092 paging', () => {
  test.each([
    ['', { skip: 0, limit: 10 }],
    ['?', { skip: 0, limit: 10 }],
    ['?skip=0&limit=1', { skip: 0, limit: 1 }],
    ['?limit=100', { skip: 0, limit: 100 }],
    ['?skip=1000000000', { skip: 1_000_000_000, limit: 10 }],
    ['?s%6bip=3', { skip: 3, limit: 10 }],
    ['?skip=3#limit=0', { skip: 3, limit: 10 }],
  ])('%p is read', (text, values) => expect(query(text)).toEqual(values))

  test.each([
    ['?skip=-1', 'skip'],
    ['?skip=1.5', 'skip'],
    ['?skip=1e3', 'skip'],
    ['?skip=', 'skip'],
    ['?skip', 'skip'],
    ['?skip=abc', 'skip'],
    ['?skip=9223372036854775808', 'skip'],
    ['?skip=00', 'skip'],
    ['?skip=+1', 'skip'],
    ['?skip=%201', 'skip'],
    ['?skip=1%00', 'skip'],
    ['?skip=%ff', 'skip'],
    ['?limit=0', 'limit'],
    ['?limit=-1', 'limit'],
    ['?limit=101', 'limit'],
    ['?limit=1e2', 'limit'],
    ['?limit=%205', 'limit'],
    ['?limit=010', 'limit'],
    ['?limit=1&limit=9', 'limit'],
    ['?limit=1&limit=1', 'limit'],
    ['?limit=1&lim%69t=1', 'limit'],
    ['?limit[]=1', 'limit[]'],
    ['?Limit=1', 'Limit'],
    ['?page=1', 'page'],
    ['?__proto__=1', '__proto__'],
    ['?constructor=1', 'constructor'],
    ['?toString', 'toString'],
    ['?access_token=x', 'access_token'],
  ])('%p is refused', (text, field) => expectInvalid(query(text), field))

  test('every parameter that is wrong is named, and not endlessly many', () => {
    expectInvalid(query('?skip=x&limit=0&page=1'), 'skip', 'limit', 'page')
    const many = query(`?${Array.from({ length: 500 }, (_, i) => `p${i}=1`).join('&')}`)
    expect((many as Problem).errors).toHaveLength(20)
  })

  test('any text is accepted exactly when it is a canonical decimal in range', () => {
    fc.assert(
      fc.property(nearly, nearly, (skip, limit) => {
        const expected = { skip: canonical(skip, 0n, LARGEST), limit: canonical(limit, 1n, 100n) }
        const outcome = query(`?${new URLSearchParams({ skip, limit })}`)
        const wrong = (['skip', 'limit'] as const).filter((name) => expected[name] === undefined)
        if (wrong.length > 0) expectInvalid(outcome, ...wrong)
        else expect(outcome).toEqual({ skip: Number(expected.skip), limit: Number(expected.limit) })
      }),
      { numRuns: 2_000 },
    )
  })
})

describe('a route without parameters', () => {
  test('takes none', () => {
    expect(readQuery(undefined, 'http://localhost/users/me')).toEqual({})
    expect(readQuery(undefined, 'http://localhost/users/me?')).toEqual({})
    expectInvalid(
      tried(() => readQuery(undefined, 'http://localhost/users/me?a=1')),
      'a',
    )
  })
})

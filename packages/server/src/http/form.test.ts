import { describe, expect, test } from 'bun:test'
import { Problem } from '@latchkey/contract'
import fc from 'fast-check'
import { parseForm } from './form.ts'

const refusalOf = (text: string): Problem | undefined => {
  try {
    parseForm(text)
    return undefined
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
}

describe('a form', () => {
  test.each([
    ['', {}],
    ['a=1', { a: '1' }],
    ['a=1&b=2', { a: '1', b: '2' }],
    ['&&a=1&&', { a: '1' }],
    ['a', { a: '' }],
    ['a=', { a: '' }],
    ['=1', { '': '1' }],
    ['a=b=c', { a: 'b=c' }],
    ['a=one+two', { a: 'one two' }],
    ['a=one%2Btwo%20three', { a: 'one+two three' }],
    ['p%61ssword=x', { password: 'x' }],
    ['a=%26%3D%25', { a: '&=%' }],
    ['a=%F0%9F%98%80', { a: '😀' }],
    ['a=1;b=2', { a: '1;b=2' }],
    ['a=1&A=2', { a: '1', A: '2' }],
  ])('%p', (text, fields) => {
    expect({ ...parseForm(text) }).toEqual(fields)
  })

  test.each([
    ['a field twice', 'a=1&a=2'],
    ['a field twice with the same value', 'a=1&a=1'],
    ['a field twice in two spellings', 'a=1&%61=2'],
    ['a field twice, once with a space', 'a+b=1&a%20b=2'],
    ['a field twice without a value', 'a&a'],
    ['half an escape', 'a=%'],
    ['an escape that is none', 'a=%zz'],
    ['an escape of half a byte', 'a=%4'],
    ['bytes that are not UTF-8', 'a=%ff'],
    ['an overlong slash', 'a=%c0%af'],
    ['a surrogate as bytes', 'a=%ed%a0%80'],
    ['a name that is not UTF-8', '%ff=1'],
  ])('%s is refused', (_, text) => {
    expect(refusalOf(text)?.code).toBe('invalid_request')
  })

  test('has no prototype: names of its methods are names', () => {
    const fields = parseForm('__proto__=x&constructor=y&toString=z')
    expect(Object.getPrototypeOf(fields)).toBeNull()
    expect(Object.entries(fields)).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
      ['toString', 'z'],
    ])
  })

  test('what URLSearchParams wrote comes back as it went', () => {
    const text = fc.string({ unit: 'binary' })
    fc.assert(
      fc.property(fc.dictionary(text, text, { noNullPrototype: true }), (fields) => {
        const written = new URLSearchParams(Object.entries(fields)).toString()
        expect(Object.entries(parseForm(written)).sort()).toEqual(Object.entries(fields).sort())
      }),
    )
  })

  test('any text is read or refused, never anything else', () => {
    const pieces = fc.constantFrom('a', 'b', '=', '&', '%', '%61', '%ff', '+', '%F0%9F', ';')
    const nearly = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(fc.oneof(nearly, fc.string({ unit: 'binary' })), (text) => {
        const refusal = refusalOf(text)
        if (refusal) expect(refusal.code).toBe('invalid_request')
      }),
      { numRuns: 1_000 },
    )
  })
})

import { describe, expect, test } from 'bun:test'
import { Problem } from '@latchkey/contract'
import fc from 'fast-check'
import { parseJson } from './json.ts'

/** The refusal of a text; undefined when it was taken. Anything but a declared problem is thrown on. */
function refusalOf(text: string): Problem | undefined {
  try {
    parseJson(text)
    return undefined
  } catch (error) {
    if (error instanceof Problem) return error
    throw error
  }
}

function parsed(text: string): { value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) }
  } catch {
    return undefined
  }
}

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
const object = (keys: number) =>
  JSON.stringify(Object.fromEntries(Array.from({ length: keys }, (_, i) => [`k${i}`, i])))

describe('C088 what is refused', () => {
  test.each([
    ['nothing', ''],
    ['spaces', '  \n'],
    ['a byte order mark', '\ufeff{"a":1}'],
    ['a trailing comma', '{"a":1,}'],
    ['a trailing comma in an array', '[1,]'],
    ['NaN', '{"a":NaN}'],
    ['Infinity', '{"a":-Infinity}'],
    ['a comment', '{"a":1 /* one */}'],
    ['a line comment', '{"a":1} // one'],
    ['single quotes', "{'a':1}"],
    ['a key without quotes', '{a:1}'],
    ['two documents', '{"a":1}{"b":2}'],
    ['two documents on two lines', '{"a":1}\n{"b":2}'],
    ['an open object', '{"a":1'],
    ['an open text', '{"a":"b'],
    ['an open escape', '{"a":"\\'],
    ['a stray closing brace', '{"a":1}}'],
    ['a line end in a text', '{"a":"b\nc"}'],
    ['a NUL', '{"a":1}\0'],
    ['a leading zero', '{"a":01}'],
    ['hexadecimal', '{"a":0x1}'],
    ['a plus sign', '{"a":+1}'],
    ['half a \\u escape', '{"a":"\\u00"}'],
    ['undefined', 'undefined'],
    ['a non-breaking space between', '{"a":\u00a01}'],
    ['the same key twice', '{"a":1,"a":2}'],
    ['the same key twice, escaped', '{"a":1,"\\u0061":2}'],
    ['the same key twice, both escaped otherwise', '{"/":1,"\\/":2}'],
    ['the same key twice with a comma between', '{"a":"x,y","b":[1,2],"a":2}'],
    ['the same key twice inside', '{"o":[{"a":1,"a":2}]}'],
    ['the same key twice behind an inner object', '{"a":{"b":1},"a":2}'],
    ['__proto__ twice', '{"__proto__":1,"__proto__":2}'],
    ['the empty key twice', '{"":1,"":2}'],
    ['a lone high surrogate', '{"a":"\\ud800"}'],
    ['a lone low surrogate', '{"a":"\\udc00x"}'],
    ['surrogates the wrong way round', '{"a":"\\udc00\\ud800"}'],
    ['a lone surrogate in a key', '{"\\ud800":1}'],
    ['a lone surrogate deep inside', '{"a":[{"b":["\\uD800"]}]}'],
    ['17 arrays in one another', nested(17)],
    ['17 objects in one another', `${'{"a":'.repeat(17)}1${'}'.repeat(17)}`],
    ['20,000 arrays in one another', nested(20_000)],
    ['20,000 that are never closed', '['.repeat(20_000)],
    ['1,001 keys', object(1_001)],
    ['100,000 keys', object(100_000)],
    ['1,001 keys in many objects', `[${'{"a":1},'.repeat(1_000)}{"a":1}]`],
  ])('%s', (_, text) => {
    const refusal = refusalOf(text)
    expect(refusal?.code).toBe('invalid_request')
    expect(refusal?.status).toBe(400)
  })

  test('never repeats the body', () => {
    for (const text of ['{"hunter2":1,"hunter2":2}', '{"a":"hunter2', '{"hunter2":"\\ud800"}', 'hunter2']) {
      expect(refusalOf(text)?.detail).not.toContain('hunter2')
    }
  })
})

describe('C088, C089 what is taken', () => {
  test.each([
    ['null', null],
    ['[]', []],
    ['{}', {}],
    ['1', 1],
    ['"text"', 'text'],
    [' {"a" : 1 } ', { a: 1 }],
    ['{"a":1,"A":2}', { a: 1, A: 2 }],
    ['{"a":{"a":{"a":1}}}', { a: { a: { a: 1 } } }],
    ['[{"a":1},{"a":2}]', [{ a: 1 }, { a: 2 }]],
    ['{"a":"{\\"a\\":1,\\"a\\":2}"}', { a: '{"a":1,"a":2}' }],
    ['{"a":"\\\\","b":"\\""}', { a: '\\', b: '"' }],
    ['{"a":"]}[{,"}', { a: ']}[{,' }],
    ['["a","a","a"]', ['a', 'a', 'a']],
    ['{"a":"\\ud83d\\ude00"}', { a: '😀' }],
    ['{"a":"\\u0000"}', { a: '\0' }],
    ['{"caf\u00e9":1,"cafe\u0301":2}', { 'caf\u00e9': 1, 'cafe\u0301': 2 }],
    ['{"constructor":1,"toString":2}', { constructor: 1, toString: 2 }],
  ])('%s', (text, value: unknown) => {
    expect(parseJson(text)).toEqual(value)
  })

  test('16 deep and 1,000 keys', () => {
    expect(refusalOf(nested(16))).toBeUndefined()
    expect(refusalOf(object(1_000))).toBeUndefined()
  })

  test('__proto__ is a key like any other', () => {
    const value = parseJson('{"__proto__":{"admin":true}}') as object
    expect(Object.keys(value)).toEqual(['__proto__'])
    expect('admin' in value).toBe(false)
  })
})

describe('C088 any text', () => {
  const wellFormed = fc.jsonValue({ maxDepth: 10, stringUnit: 'binary' })
  const spaces = fc.constantFrom(undefined, ' ', '\n', '\t', '\r\n ')

  test('what JSON.stringify wrote comes back as it went', () => {
    fc.assert(
      fc.property(wellFormed, spaces, (value, space) => {
        const text = JSON.stringify(value, null, space)
        expect(parseJson(text)).toEqual(JSON.parse(text))
      }),
      { numRuns: 500 },
    )
  })

  test('a key that is put in a second time is found, however it is spelled', () => {
    const escaped = (key: string) =>
      [...key]
        .map((c) => (c.length === 1 ? `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}` : c))
        .join('')
    const fields = fc.dictionary(fc.string({ unit: 'binary' }), wellFormed, { minKeys: 1, maxKeys: 5 })
    fc.assert(
      fc.property(fields, fc.nat(), wellFormed, fc.boolean(), (given, which, value, isEscaped) => {
        const keys = Object.keys(given)
        const key = keys[which % keys.length] ?? ''
        const again = isEscaped ? `"${escaped(key)}"` : JSON.stringify(key)
        const text = `${JSON.stringify(given).slice(0, -1)},${again}:${JSON.stringify(value)}}`
        expect(parsed(text)).toBeDefined()
        expect(refusalOf(text)?.detail).toContain('twice')
      }),
      { numRuns: 500 },
    )
  })

  test('is a problem or what JSON.parse makes of it, never anything else', () => {
    const pieces = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '\\',
      '"a"',
      '"\\u0061"',
      '1',
      'null',
      ' ',
      '\\ud800',
    )
    const nearly = fc.array(pieces, { maxLength: 14 }).map((parts) => parts.join(''))
    const cut = fc
      .tuple(wellFormed, fc.nat({ max: 200 }))
      .map(([value, at]) => JSON.stringify(value).slice(0, at))
    fc.assert(
      fc.property(fc.oneof(nearly, cut, fc.string({ unit: 'binary' })), (text) => {
        const expected = parsed(text)
        const refusal = refusalOf(text)
        if (expected === undefined) expect(refusal?.code).toBe('invalid_request')
        else if (refusal === undefined) expect(parseJson(text)).toEqual(expected.value)
      }),
      { numRuns: 3_000 },
    )
  })
})

import { describe, expect, test } from 'bun:test'
import { contract } from '@latchkey/contract'
import fc from 'fast-check'
import Type from 'typebox'
import { serialiser } from './serialise.ts'

const user = { id: 1, username: 'john_doe', email: 'john@example.com', full_name: 'John Doe' }
const writeUser = serialiser(contract.users.me.output)
const writePage = serialiser(contract.users.list.output)

describe('an answer', () => {
  test('has the documented keys in the documented order', () => {
    expect(writeUser({ full_name: 'John Doe', email: 'john@example.com', id: 1, username: 'john_doe' })).toBe(
      '{"id":1,"username":"john_doe","email":"john@example.com","full_name":"John Doe"}',
    )
  })

  test('never has a key that its schema does not know, at any depth', () => {
    const row = { ...user, password_hash: 'secret', toJSON: () => 'secret' }
    expect(writeUser(row)).not.toContain('secret')
    const page = { total: 1, items: [row], skip: 0, limit: 10, internal: 'secret' }
    expect(JSON.parse(writePage(page))).toEqual({ total: 1, items: [user], skip: 0, limit: 10 })
  })

  test('fails when it lacks what its schema requires', () => {
    const { email: _, ...incomplete } = user
    expect(() => writeUser(incomplete)).toThrow()
    expect(() => writeUser({ ...user, email: undefined })).toThrow()
    expect(() => writePage({ total: 1, items: [incomplete], skip: 0, limit: 10 })).toThrow()
  })

  test('may leave out what its schema does not require', () => {
    const write = serialiser(Type.Object({ a: Type.Integer(), b: Type.Optional(Type.String()) }))
    expect(write({ a: 1 })).toBe('{"a":1}')
    expect(write({ a: 1, b: undefined })).toBe('{"a":1}')
    expect(write({ a: 1, b: 'x' })).toBe('{"a":1,"b":"x"}')
  })

  test('begins with a key that is required or not', () => {
    const write = serialiser(Type.Object({ a: Type.Optional(Type.Integer()), b: Type.Integer() }))
    expect(write({ b: 2 })).toBe('{"b":2}')
    expect(serialiser(Type.Object({ a: Type.Optional(Type.Integer()) }))({})).toBe('{}')
  })

  test('is the same JSON that JSON.stringify would make of its keys', () => {
    const text = fc.string({ unit: 'binary' })
    const any = fc.record({ id: fc.nat(), username: text, email: text, full_name: text })
    fc.assert(
      fc.property(fc.array(any, { maxLength: 5 }), (items) => {
        const page = { total: items.length, items, skip: 0, limit: 10 }
        expect(writePage(page)).toBe(JSON.stringify(page))
        for (const one of items) expect(writeUser(one)).toBe(JSON.stringify(one))
      }),
    )
  })
})

describe('a frozen value', () => {
  test('is written once: its text is remembered as long as it is', () => {
    let reads = 0
    const counted = Object.freeze({
      ...user,
      get id() {
        reads++
        return 1
      },
    })
    const first = writeUser(counted)
    expect([writeUser(counted), reads]).toEqual([first, 1])
  })

  test('is remembered by itself, not by what is equal to it, and by each schema for itself', () => {
    const narrow = serialiser(Type.Object({ id: Type.Integer() }))
    const frozen = Object.freeze({ ...user })
    expect(writeUser(frozen)).toBe(JSON.stringify(user))
    expect(narrow(frozen)).toBe('{"id":1}')
    expect(writeUser(Object.freeze({ ...user, id: 2 }))).toContain('"id":2')
  })

  test('is the only kind that is remembered', () => {
    const changing = { ...user }
    writeUser(changing)
    changing.email = 'new@example.com'
    expect(writeUser(changing)).toContain('new@example.com')
  })
})

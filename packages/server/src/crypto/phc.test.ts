import { describe, expect, test } from 'bun:test'
import { hashSync, verifySync } from '@node-rs/argon2'
import fc from 'fast-check'
import { type Argon2Hash, formatPhc, parsePhc } from './phc.ts'

const salt = 'c2FsdHNhbHRzYWx0c2FsdA'
const tag = 'dGFndGFndGFndGFndGFndGFndGFndGFndGFndGFndGE'

const readable = fc.record<Argon2Hash>({
  algorithm: fc.constantFrom('argon2d', 'argon2i', 'argon2id'),
  version: fc.constantFrom(16, 19),
  memoryKib: fc.integer({ min: 8 * 16, max: 65_536 }),
  timeCost: fc.integer({ min: 1, max: 64 }),
  parallelism: fc.integer({ min: 1, max: 16 }),
  salt: fc.uint8Array({ minLength: 8, maxLength: 64 }),
  tag: fc.uint8Array({ minLength: 16, maxLength: 64 }),
})

describe('a PHC string', () => {
  test('comes back as it was written', () => {
    fc.assert(fc.property(readable, (hash) => expect(parsePhc(formatPhc(hash))).toEqual(hash)))
  })

  test('of another program is read, and another program reads ours', () => {
    const theirs = parsePhc(hashSync('moth', { memoryCost: 64, timeCost: 2, parallelism: 1 }))
    expect(theirs).toMatchObject({
      algorithm: 'argon2id',
      version: 19,
      memoryKib: 64,
      timeCost: 2,
      parallelism: 1,
    })
    expect(theirs && verifySync(formatPhc(theirs), 'moth')).toBe(true)
  })

  test('without a version is of version 16', () => {
    expect(parsePhc(`$argon2i$m=64,t=1,p=1$${salt}$${tag}`)?.version).toBe(16)
  })

  test.each([
    ['nothing', ''],
    ['bcrypt', '$2b$12$abcdefghijklmnopqrstuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuuu'],
    ['an unknown version', `$argon2id$v=20$m=64,t=1,p=1$${salt}$${tag}`],
    ['a line after it', `$argon2id$v=19$m=64,t=1,p=1$${salt}$${tag}\n`],
    ['a number with a zero before it', `$argon2id$v=19$m=064,t=1,p=1$${salt}$${tag}`],
    ['no passes', `$argon2id$v=19$m=64,t=0,p=1$${salt}$${tag}`],
    ['less memory than the lanes need', `$argon2id$v=19$m=8,t=1,p=2$${salt}$${tag}`],
    ['memory past 1 GiB', `$argon2id$v=19$m=1048577,t=1,p=1$${salt}$${tag}`],
    ['work past 4 GiB', `$argon2id$v=19$m=65536,t=65,p=1$${salt}$${tag}`],
    ['a short salt', `$argon2id$v=19$m=64,t=1,p=1$c2FsdA$${tag}`],
    ['a short tag', `$argon2id$v=19$m=64,t=1,p=1$${salt}$dGFn`],
    ['spare bits in base64', `$argon2id$v=19$m=64,t=1,p=1$${salt.slice(0, -1)}B$${tag}`],
    ['padding', `$argon2id$v=19$m=64,t=1,p=1$${salt}==$${tag}`],
  ])('with %s is not one', (_what, phc) => {
    expect(parsePhc(phc)).toBeUndefined()
  })
})

import { describe, expect, test } from 'bun:test'
import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { keyedDigest } from './keyed-digest.ts'
import { type RefreshTokens, refreshTokens } from './refresh-tokens.ts'

const made = (seed = 'one'): RefreshTokens => {
  const of = (purpose: string) => keyedDigest(Buffer.from(`${purpose} of ${seed}`.padEnd(32, '.')))
  return refreshTokens({ code: of('code'), digest: of('digest'), successor: of('successor') })
}
const session = `ses_${Buffer.alloc(20, 7).toString('base64url')}`
const tokens = made()
const first = tokens.begin(session, Buffer.alloc(32, 1))

describe('a refresh token', () => {
  test('names its session, says how often it was renewed, and is stored as a digest alone', () => {
    expect(tokens.read(first.token)).toMatchObject({
      sessionId: session,
      generation: 0,
      digest: first.digest,
    })
    expect(first.token).toMatch(/^lkr_[\w-]{100}$/)
    expect(first.token).not.toContain(first.digest)
  })

  test('C046 has one successor for each nonce, whoever asks and wherever', () => {
    const one = tokens.read(first.token)?.successor('nonce')
    expect(made().read(first.token)?.successor('nonce')).toEqual(one)
    expect(tokens.read(first.token)?.successor('another')).not.toEqual(one)
    expect(tokens.read(one?.token ?? '')).toMatchObject({ sessionId: session, generation: 1 })
  })

  test('C045 of another chance, session or server has nothing in common with it', () => {
    const others = [
      tokens.begin(session, Buffer.alloc(32, 2)),
      tokens.begin(`ses_${Buffer.alloc(20, 8).toString('base64url')}`, Buffer.alloc(32, 1)),
      made('two').begin(session, Buffer.alloc(32, 1)),
    ]
    expect(new Set([first, ...others].map(({ digest }) => digest)).size).toBe(4)
    expect(made('two').read(first.token)).toBeUndefined()
  })

  test('V35 CVE-2026-27840 is nothing when cut, prolonged, or changed in any place', () => {
    for (let length = 0; length < first.token.length; length++)
      expect(tokens.read(first.token.slice(0, length))).toBeUndefined()
    for (const end of ['A', '=', ' ', '\n', '\0']) expect(tokens.read(first.token + end)).toBeUndefined()
    for (let i = 0; i < first.token.length; i++) {
      const other = first.token[i] === 'A' ? 'B' : 'A'
      expect(tokens.read(first.token.slice(0, i) + other + first.token.slice(i + 1))).toBeUndefined()
    }
  })

  test('C038 is not read in the other alphabet of base64', () => {
    const spelled = fc.sample(fc.uint8Array({ minLength: 32, maxLength: 32 }), 50).map((bytes) => {
      const { token } = tokens.begin(session, Buffer.from(bytes))
      return [token, token.slice(4).replaceAll('-', '+').replaceAll('_', '/')] as const
    })
    for (const [token, other] of spelled)
      if (!token.endsWith(other)) expect(tokens.read(`lkr_${other}`)).toBeUndefined()
  })

  test('is what was issued, for any session and chance', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 52, maxLength: 52 }), (bytes) => {
        const id = `ses_${Buffer.from(bytes.subarray(0, 20)).toString('base64url')}`
        const issued = tokens.begin(id, Buffer.from(bytes.subarray(20)))
        const read = tokens.read(issued.token)
        expect([read?.sessionId, read?.digest]).toEqual([id, issued.digest])
      }),
    )
  })

  test('is made of all that it needs, or not at all', () => {
    expect(() => tokens.begin('ses_short', randomBytes(32))).toThrow(RangeError)
    expect(() => tokens.begin(session, randomBytes(31))).toThrow(RangeError)
  })
})

// C036, C037: what a token that our own key signed must say, and when.
import { describe, expect, test } from 'bun:test'
import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { KeyRing } from './key-ring.ts'
import { openTokenKey } from './token-key.ts'
import { type AccessClaims, issueBy, verifyBy } from './tokens.ts'

/** HS256 by this key and no other. */
function tokensOf(bytes: Buffer) {
  const key = openTokenKey({ kid: 'sig_0aB1cD2e', algorithm: 'HS256', bytes })
  const ring = new KeyRing([{ key, signsFrom: 0, verifiesUntil: Number.POSITIVE_INFINITY }])
  return {
    issue: (claims: AccessClaims) => issueBy(ring, claims),
    verify: (token: string, now: number) => verifyBy(ring, token, now),
  }
}

const key = Buffer.alloc(32, 7)
const tokens = tokensOf(key)
const now = 1_800_000_000
const [header = ''] = tokens.issue({ sub: '1', sid: 'ses_1', iat: now, exp: now + 60 }).split('.')

const good = { iss: 'latchkey', aud: 'latchkey', sub: '12', sid: 'ses_1', iat: now - 10, exp: now + 1_800 }

/** A token of our own key with this text as its payload. */
function signedText(text: string): string {
  const signed = `${header}.${Buffer.from(text).toString('base64url')}`
  return `${signed}.${createHmac('sha256', key).update(signed).digest('base64url')}`
}
const signed = (payload: unknown) => signedText(JSON.stringify(payload))
const verdict = (changes: object) => tokens.verify(signed({ ...good, ...changes }), now)

test('the control: what is not changed is accepted', () => {
  expect(tokens.verify(signed(good), now)).toMatchObject({ sub: '12', sid: 'ses_1' })
})

describe('C036 the kind of a token', () => {
  test.each([
    ['iss', [undefined, '', 'latchkey/', 'Latchkey', 'https://latchkey', ['latchkey'], null, 1, { a: 1 }]],
    ['aud', [undefined, '', 'latchkey ', 'console', ['latchkey'], ['latchkey', 'other'], null, 1]],
    ['sub', [undefined, '', null, 12, ['12'], { id: 12 }, true]],
    ['sid', [undefined, null, 1, ['ses_1'], { id: 'ses_1' }, false]],
  ])('%s is a text of ours', (name, values: unknown[]) => {
    for (const value of values) {
      expect({ value, verdict: verdict({ [name]: value }) }).toEqual({ value, verdict: undefined })
    }
  })
})

describe('C037 instants', () => {
  const strange = ['9999999999', '', null, -1, 1.5, true, [now + 60], { seconds: now }]

  test.each(['iat', 'exp'])('%s must be there', (name) => {
    expect(verdict({ [name]: undefined })).toBeUndefined()
  })

  test.each(['iat', 'exp', 'nbf'])('%s is a whole number from 0', (name) => {
    for (const value of strange) {
      expect({ value, verdict: verdict({ [name]: value }) }).toEqual({ value, verdict: undefined })
    }
  })

  test.each(['1e400', '-1e400', '9007199254740993', '1e20', '01', '0x10', 'NaN', '+1'])(
    'exp spelled %s is refused',
    (spelling) => {
      const text = JSON.stringify(good).replace(/"exp":\d+/, `"exp":${spelling}`)
      expect(tokens.verify(signedText(text), now)).toBeUndefined()
    },
  )

  test('none is counted from 1970 by mistake: milliseconds are far in the future', () => {
    expect(verdict({ iat: now * 1_000 })).toBeUndefined()
  })

  const boundaries: [string, object, boolean][] = [
    ['the last moment', { exp: now + 1 }, true],
    ['the moment of its end', { exp: now }, false],
    ['a moment later: no grace', { exp: now - 1 }, false],
    ['issued within the skew of clocks', { iat: now + 60 }, true],
    ['issued beyond it', { iat: now + 61 }, false],
    ['not before, within the skew', { nbf: now + 60 }, true],
    ['not before, beyond it', { nbf: now + 61 }, false],
    ['not before, long past', { nbf: 0 }, true],
  ]
  test.each(boundaries)('%s', (_, changes, isAccepted) => {
    expect(verdict(changes) !== undefined).toBe(isAccepted)
  })

  test('a token that was accepted ends with its time: what is remembered is no verdict', () => {
    const token = signed(good)
    expect(tokens.verify(token, now)).toBeDefined()
    expect(tokens.verify(token, good.exp - 0.001)).toBeDefined()
    expect(tokens.verify(token, good.exp)).toBeUndefined()
    expect(tokens.verify(token, now)).toBeDefined()
  })

  test('a clock that went back beyond the skew refuses what is from the future', () => {
    expect(tokens.verify(signed(good), good.iat - 61)).toBeUndefined()
  })
})

describe('a payload', () => {
  test.each([
    '',
    'null',
    '[]',
    '1',
    '"text"',
    'true',
    '{',
    '{}',
    '{"iss":"latchkey"}',
    '[{"iss":"latchkey"}]',
  ])('%p is refused', (text) => expect(tokens.verify(signedText(text), now)).toBeUndefined())

  test('any JSON that is not those claims is refused, and nothing is thrown', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => expect(tokens.verify(signed(value), now)).toBeUndefined()),
    )
  })

  test('any bytes are refused, and nothing is thrown', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) =>
        expect(tokens.verify(signedText(text), now)).toBeUndefined(),
      ),
    )
  })

  test('longer than what is ever issued is refused, even well signed', () => {
    expect(verdict({ padding: 'x'.repeat(2_000) })).toBeUndefined()
  })
})

test('remembering is bounded and never mixes people up', () => {
  const people = Array.from({ length: 25_000 }, (_, i) => ({ ...good, sub: String(i), sid: `ses_${i}` }))
  const all = people.map(({ sub, sid, iat, exp }) => tokens.issue({ sub, sid, iat, exp }))
  for (let pass = 0; pass < 2; pass++) {
    for (const [i, token] of all.entries()) {
      const found = tokens.verify(token, now)
      if (found?.sid !== `ses_${i}` || found.sub !== String(i))
        expect(found).toMatchObject({ sid: `ses_${i}` })
    }
  }
})

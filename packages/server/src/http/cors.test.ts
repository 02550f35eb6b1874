// C098: other origins' pages.
import { describe, expect, test } from 'bun:test'
import { cors } from './cors.ts'

const GOOD = 'https://good.example'
const { allow, isPreflight } = cors([GOOD, 'http://localhost:5173'])

const fields = (origin: string | null) => {
  const headers = new Headers({ Vary: 'Accept' })
  allow(headers, origin)
  return Object.fromEntries(headers)
}
const asked = (origin: string | null, method = 'OPTIONS') =>
  isPreflight(
    new Request('http://localhost/users/me', {
      method,
      headers: { ...(origin === null ? {} : { origin }), 'access-control-request-method': 'GET' },
    }),
  )

const strangers = [
  'null',
  'https://good.example.evil.example',
  'https://evilgood.example',
  'https://sub.good.example',
  'http://good.example',
  'https://good.example:444',
  'https://good.example:443',
  'https://good.example/',
  'https://GOOD.example',
  'https://good.example, https://evil.example',
  'https://good.example https://evil.example',
  'https://good.example\0',
  '*',
  '',
  'https://',
  'file://',
]

describe('an answer', () => {
  test.each([GOOD, 'http://localhost:5173'])(
    'to %s says so, and never that credentials are taken',
    (origin) => {
      expect(fields(origin)).toEqual({
        vary: 'Accept, Origin',
        'access-control-allow-origin': origin,
        'access-control-expose-headers': 'X-Request-Id, Retry-After, RateLimit, RateLimit-Policy',
      })
    },
  )

  test.each([...strangers, null])('to %p says nothing, but that it depends', (origin) => {
    expect(fields(origin)).toEqual({ vary: 'Accept, Origin' })
  })
})

describe('a preflight', () => {
  test('is answered to an allowed origin', () => {
    expect(asked(GOOD)).toBe(true)
  })

  test.each(strangers.filter((origin) => !origin.includes('\0')))('of %p is not', (origin) => {
    expect(asked(origin)).toBe(false)
  })

  test('is an OPTIONS with an Origin', () => {
    expect(asked(null)).toBe(false)
    expect(asked(GOOD, 'GET')).toBe(false)
  })
})

test('without origins it is off, and allows nobody', () => {
  const off = cors([])
  expect(off.isOn).toBe(false)
  expect(cors([GOOD]).isOn).toBe(true)
  expect(
    off.isPreflight(new Request('http://localhost/', { method: 'OPTIONS', headers: { origin: GOOD } })),
  ).toBe(false)
})

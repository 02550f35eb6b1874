import { describe, expect, test } from 'bun:test'
import { randomBytes } from 'node:crypto'
import { secretWeakness } from './weak-secret.ts'

describe('weakness (C042)', () => {
  test.each([
    ['T4h0Zq9sVn2LxPbWc7RkYd1mGu5EoJf', 'it is shorter than 32 characters'],
    ['abababababababababababababababababab', 'it has fewer than 10 different characters'],
    ['aB3$xY9!aB3$xY9!aB3$xY9!aB3$xY9!', 'it has fewer than 10 different characters'],
    ['aB3$xY9!kQzaB3$xY9!kQzaB3$xY9!kQzaB3$', 'it repeats a pattern'],
    ['T4h0Zq9sVn2LxPbWT4h0Zq9sVn2LxPbW', 'it repeats a pattern'],
    ...[
      '0123456789abcdef0123456789ABCDEF',
      'abcdefghijklmnopqrstuvwxyz0123456789',
      'zyxwvutsrqponmlkjihgfedcba987654',
      'ABCDEFGHIJKLMNOPQRSTUVWXYZ-changeme',
      'changeme-please-this-is-an-example-secret',
      'latchkey-secret-password-for-production',
      'your-super-secret-jwt-token-with-at-least-32-characters-long',
      'a-string-secret-at-least-256-bits-long',
      'correct horse battery staple password',
      'qwertyuiopasdfghjklzxcvbnm123456',
      'P-A-S-S-W-O-R-D-1-2-3-4-5-6-7-8-9-0',
    ].map((text) => [text, 'it is made of a well-known example'] as const),
  ])('%s', (secret, weakness) => {
    expect(secretWeakness(secret)).toBe(weakness)
  })

  test.each([
    'T4h0Zq9sVn2LxPbWc7RkYd1mGu5EoJfA',
    'c3b7f0d24e9a1856bb02f7d94c61e83a5d90f2476e1bc8a3f5072d9e64b18ac1',
    'q83vEjRWeJq83u7dzLqpmIdlQyEQ/u3LqYdlQyEP7c4=',
    'f47ac10b-58cc-4372-a567-0e02b2c3d479',
    'latchkey-T4h0Zq9sVn2LxPbWc7RkYd1mGu5EoJfA',
  ])('%s is strong enough', (secret) => {
    expect(secretWeakness(secret)).toBeUndefined()
  })

  test('what the server generates is always strong enough', () => {
    for (let i = 0; i < 1000; i++)
      expect(secretWeakness(randomBytes(32).toString('base64url'))).toBeUndefined()
  })
})

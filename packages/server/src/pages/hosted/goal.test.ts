import { describe, expect, test } from 'bun:test'
import { goalOf, nextOf, pathOf, type ReturnGoal, returnGoalOf } from './goal.ts'
import { returnAddresses } from './return-address.ts'

const CHALLENGE = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'
const asking = (changes: Record<string, string | undefined> = {}) => {
  const all: Record<string, string | undefined> = {
    return_to: 'https://app.example.com/callback',
    state: 'a state',
    code_challenge: CHALLENGE,
    code_challenge_method: 'S256',
    ...changes,
  }
  return returnGoalOf((name) => all[name])
}
const LISTED = [
  'https://app.example.com/callback',
  'https://root.example.com/',
  'https://query.example.com/cb?tenant=1',
  'http://127.0.0.1:*/callback',
  'http://localhost:3000/callback',
  'com.example.app:/callback',
]

/** What has been taken for an address of one's own, somewhere (C101). */
const ELSEWHERE = [
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  'https:evil.example',
  'https:/evil.example',
  'https://evil.example',
  'http:evil.example',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'java\nscript:alert(1)',
  'data:text/html,x',
  'blob:https://app.example.com/callback',
  '%2f%2fevil.example',
  '/%2fevil.example',
  '/%5cevil.example',
  '@evil.example',
  '/account@evil.example',
  '/account/@evil.example',
  '.evil.example',
  '/account/../..//evil.example',
  '/account?next=//evil.example',
  '/account#//evil.example',
  '/account//evil.example',
  '/account\r\nLocation: https://evil.example',
  '/account%0d%0aLocation:%20https://evil.example',
  '/account\u0000',
  '/account/',
  '/accountevil',
  '/account/Evil',
  '/account/évil',
  '／／evil.example',
  '/account/․․/evil',
  'https://app。example。com/callback',
  'https://app．example．com/callback',
  ' /account',
  '/account ',
  '',
]

describe('C101 next', () => {
  test.each(ELSEWHERE)('%j is the account', (text) => {
    expect(goalOf(text)).toEqual({ kind: 'page', path: '/account' })
    expect(nextOf(text)).toBe('/account')
  })
  test.each(['/account', '/account/sessions', '/account/api-keys/new'])('%s is itself', (text) => {
    expect(nextOf(text)).toBe(text)
  })
  test('a return is written in one way only, and read back', () => {
    const goal = asking({ state: 'a & b=c?/\\#\'<"> //evil' }) as ReturnGoal
    const path = pathOf(goal)
    expect(goalOf(path)).toEqual(goal)
    expect(path).toMatch(/^\/sign-in\/return\?[\x21-\x7e]+$/)
    expect(nextOf(`${path}&next=//evil.example`)).toBe(path)
  })
  test.each(ELSEWHERE)('a return to %j keeps its path on this server', (return_to) => {
    const goal = asking({ return_to })
    const path = typeof goal === 'string' ? '/account' : pathOf(goal)
    const url = new URL(path, 'https://id.example.com')
    expect([url.origin, nextOf(path)]).toEqual(['https://id.example.com', path])
  })
})

describe('C101 return_to', () => {
  const { find } = returnAddresses(LISTED)
  test.each(ELSEWHERE)('%j is no address of the list', (text) => {
    expect(find(text)).toBeUndefined()
  })
  test.each([
    'https://app.example.com',
    'https://app.example.com/',
    'https://app.example.com/callback/',
    'https://app.example.com/callback?',
    'https://app.example.com/callback#',
    'https://app.example.com/callback?a=b',
    'https://app.example.com/callback/../callback',
    'https://app.example.com/Callback',
    'https://APP.example.com/callback',
    'HTTPS://app.example.com/callback',
    'https://app.example.com:443/callback',
    'https://app.example.com./callback',
    'https://app.example.com:8443/callback',
    'https://app.example.com@evil.example/callback',
    'https://me@app.example.com/callback',
    'https://app.example.com.evil.example/callback',
    'https://evil.example/https://app.example.com/callback',
    'https:\\\\app.example.com\\callback',
    'https:app.example.com/callback',
    ' https://app.example.com/callback',
    'https://app.example.com/call\tback',
    'https://app.example.com/%63allback',
    'http://app.example.com/callback',
    'http://127.0.0.1:*/callback',
    'http://127.0.0.1:3000/other',
    'http://127.0.0.1:3000@evil.example/callback',
    'http://127.0.0.1.evil.example:3000/callback',
    'http://127.1:3000/callback',
    'http://2130706433:3000/callback',
    'https://127.0.0.1:3000/callback',
    'http://localhost:3001/callback',
    'http://localhost/callback',
    'com.example.app:callback',
    'com.example.app://callback',
    'com.example.other:/callback',
    'https://query.example.com/cb',
    'https://query.example.com/cb?tenant=2',
    'https://query.example.com/cb?tenant=1&code=x',
  ])('%j is none either', (text) => {
    expect(find(text)).toBeUndefined()
  })
  test.each([
    ['https://app.example.com/callback', 'https://app.example.com/callback'],
    ['https://root.example.com', 'https://root.example.com/'],
    ['https://query.example.com/cb?tenant=1', 'https://query.example.com/cb?tenant=1'],
    ['http://127.0.0.1:53682/callback', 'http://127.0.0.1:53682/callback'],
    ['http://127.0.0.1/callback', 'http://127.0.0.1/callback'],
    ['http://localhost:3000/callback', 'http://localhost:3000/callback'],
    ['com.example.app:/callback', 'com.example.app:/callback'],
  ])('%s is', (text, found) => {
    expect(find(text)).toBe(found)
  })
  test('without a list there is none', () => {
    expect(returnAddresses([]).find('https://app.example.com/callback')).toBeUndefined()
  })
})

describe('what else an app says', () => {
  test.each([
    ['state', { state: undefined }],
    ['state', { state: '' }],
    ['state', { state: 'x'.repeat(513) }],
    ['state', { state: 'a\r\nb' }],
    ['state', { state: 'é' }],
    ['code_challenge', { code_challenge: undefined }],
    ['code_challenge', { code_challenge: 'short' }],
    ['code_challenge', { code_challenge: `${CHALLENGE}=` }],
    ['code_challenge', { code_challenge_method: undefined }],
    ['code_challenge', { code_challenge_method: 'plain' }],
    ['code_challenge', { code_challenge_method: 's256' }],
    ['return_to', { return_to: undefined }],
    ['return_to', { return_to: `https://app.example.com/${'x'.repeat(2_048)}` }],
  ])('%s is wrong in %j', (fault, changes) => {
    expect(asking(changes)).toBe(fault as ReturnType<typeof asking>)
  })
})

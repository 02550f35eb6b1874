import { describe, expect, test } from 'bun:test'
import { isForPeople, negotiator } from './negotiate.ts'

const bare = negotiator(false)
const enveloped = negotiator(true)

describe('what a request gets that asks', () => {
  test.each([
    [null, false, false],
    ['*/*', false, false],
    ['application/json', false, false],
    ['', false, false],
    ['text/html,application/xhtml+xml,*/*;q=0.8', false, false],
    ['application/json; profile="envelope"', true, false],
    ['application/json;profile=envelope', true, false],
    ['Application/JSON; Profile="Envelope"', true, false],
    ['application/json ; q=0.9 ; profile = "envelope"', true, false],
    ['text/html, application/json; profile="envelope"; q=0.5', true, false],
    ['application/json; profile="envelope", */*', true, false],
    ['application/json; profile="envelopes"', false, false],
    ['application/json; profile="other"', false, false],
    ['application/json; myprofile="envelope"', false, false],
    ['application/jsonx; profile="envelope"', false, false],
    ['text/html; profile="envelope"', false, false],
    ['application/json, text/html; profile="envelope"', false, false],
    ['profile="envelope"', false, false],
    ['application/problem+json', false, true],
    ['Application/Problem+JSON', false, true],
    ['application/json, application/problem+json', false, true],
    ['application/json; profile="envelope", application/problem+json', true, true],
    ['application/problem', false, false],
  ])('%p', (accept, wrapped, problemJson) => {
    expect(bare(accept)).toEqual({ wrapped, problemJson })
  })

  test('a server that wraps by default wraps whatever is asked, and answers problems as asked', () => {
    for (const accept of [
      null,
      '*/*',
      'application/json',
      'text/html',
      'application/json; profile="envelope"',
    ]) {
      expect(enveloped(accept)).toEqual({ wrapped: true, problemJson: false })
    }
    expect(enveloped('application/problem+json')).toEqual({ wrapped: true, problemJson: true })
  })
})

describe('a field that is longer than anybody’s', () => {
  const long = 16_000
  test.each([
    ['the type again and again', 'application/json;'.repeat(long / 17)],
    ['the type and the parameter', 'application/json;profile'.repeat(long / 24)],
    ['with spaces', `application/json;profile${' '.repeat(100)}`.repeat(long / 124)],
    ['what would count, at the end of it', `${'application/json;'.repeat(long / 17)}profile=envelope`],
    ['a problem, at the end of it', `${' '.repeat(long)}, application/problem+json`],
  ])('is not read: %s', (_, accept) => {
    expect(bare(accept)).toEqual({ wrapped: false, problemJson: false })
    expect(enveloped(accept)).toEqual({ wrapped: true, problemJson: false })
  })
})

describe('who looks at the answer', () => {
  test.each([
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', true],
    ['Text/HTML', true],
    ['*/*, text/html ; q=0.5', true],
    ['text/html;q=0', false],
    ['text/html; q=0.000', false],
    ['text/html; q=0.001', true],
    ['text/html, application/json', false],
    ['application/problem+json, text/html', false],
    ['text/htmlx', false],
    ['x-text/html', false],
    ['text/*', false],
    ['*/*', false],
    ['', false],
    [null, false],
    [`text/html,${' '.repeat(16_000)}`, false],
  ])('%p', (accept, isIt) => {
    expect(isForPeople(accept)).toBe(isIt)
  })
})

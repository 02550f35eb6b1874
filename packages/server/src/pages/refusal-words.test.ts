// What is refused is said in the reader's language: every code of what the forms send to, every reason against a password, a name
// or an address. What no language has words for is English, and marked as English.
import { describe, expect, test } from 'bun:test'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { contract, type EndpointDefinition, type ErrorCode, Problem, problem } from '@latchkey/contract'
import { judge } from '../features/passwords/policy.ts'
import { canonicalEmail, canonicalUsername, judgeFullName } from '../features/users/identifiers.ts'
import { bodyValidator } from '../http/validate.ts'
import { languages } from '../kernel/language.ts'
import { fieldMessage, messageNameOf, reasonOf, refusalText } from './refusal-words.ts'

const folder = import.meta.dirname
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.ts'),
)
/** What the pages ask for, as their sources name it. */
const endpoints: readonly EndpointDefinition[] = [
  ...new Set(
    sources.flatMap(
      (file) => readFileSync(join(folder, file), 'utf8').match(/(?<=contract\.)\w+\.\w+/g) ?? [],
    ),
  ),
]
  // Only the name of a provider is taken from it.
  .filter((name) => name !== 'providers.change')
  .flatMap((name) => {
    const [feature = '', endpoint = ''] = name.split('.')
    const found = (contract as Readonly<Record<string, Readonly<Record<string, EndpointDefinition>>>>)[
      feature
    ]?.[endpoint]
    return found ? [found] : []
  })
/** What the edge refuses of a form, whatever it is for. */
const ofEveryForm: readonly ErrorCode[] = [
  'invalid_request',
  'validation_failed',
  'invalid_token',
  'forbidden',
  'payload_too_large',
  'unsupported_media_type',
  'too_many_requests',
  'overloaded',
  'storage_unavailable',
]
/** What comes of going to a provider. */
const ofProviders: readonly ErrorCode[] = [
  'provider_refused',
  'provider_unavailable',
  'provider_not_found',
  'address_not_proved',
  'identity_taken',
]
const codes = new Set([
  ...ofEveryForm,
  ...ofProviders,
  ...endpoints.flatMap(({ errors }) => errors as readonly ErrorCode[]),
])

test('the pages ask for much', () => {
  expect(endpoints.length).toBeGreaterThan(50)
})

test.each([...codes])('%s has its words in every language', (code) => {
  expect(reasonOf(problem(code))).toBeDefined()
  for (const language of languages.filter((one) => one !== 'en')) {
    const { text } = refusalText(problem(code, { retryAfterSeconds: 240 }), language)
    expect([language, text]).not.toEqual([language, expect.stringContaining('lang="en"')])
    expect([language, text]).toEqual([language, expect.stringContaining('4')])
  }
})

test.each([
  [1, 'Try again in 1 second.'],
  [119, 'Try again in 119 seconds.'],
  [120, 'Try again in 2 minutes.'],
  [1_064, 'Try again in 18 minutes.'],
])('whoever has to wait for %d s reads how long in every language', (retryAfterSeconds, inEnglish) => {
  const detail = `There were too many attempts. Try again in ${retryAfterSeconds} s.`
  const refusal = problem('too_many_attempts', { detail, retryAfterSeconds })
  expect(refusalText(refusal, 'en').text).toBe(`There were too many attempts. ${inEnglish}`)
  if (retryAfterSeconds > 120)
    for (const language of languages) {
      const { text } = refusalText(refusal, language)
      expect([language, text.includes('18'), text.includes('1064')]).toEqual([language, true, false])
    }
})

test('what the document says of an own contact is known as that', () => {
  const { account_not_suitable: detail } = contract.wayBack.acceptContact.details
  expect(reasonOf(problem('account_not_suitable', { detail }))).toBe('ownContact')
})

const sentences = [
  ...[
    'short',
    'a\0bcdefghij',
    '\ud800bcdefghij',
    'x'.repeat(300),
    'latchkey1',
    'abababababab',
    'password1',
  ].map(
    (password) => judge(password, { minLength: 8, isCommon: (folded) => folded === 'password1' })?.sentence,
  ),
  ...['a b', 'x'.repeat(65), '12345', '...', 'admin'].map((name) => refusalOf(canonicalUsername(name))),
  refusalOf(canonicalEmail('nobody')),
  ...['', '\u200b', 'a\u0007b'].map((name) => refusalOf(judgeFullName(name))),
  'An account with this username exists already.',
  'An account with this e-mail address exists already.',
  // Of the pages themselves.
  'is required: your account has a second factor.',
  'The password is wrong. Nothing was changed.',
  'This is not the username of this account.',
]

function refusalOf(judged: object): string | undefined {
  return 'refusal' in judged ? String(judged.refusal) : undefined
}

describe('what is said beside a field', () => {
  test.each(sentences)('%p', (message) => {
    expect(message).toBeDefined()
    expect([message, messageNameOf(message ?? '')]).not.toEqual([message, undefined])
  })

  test('whatever the schema of a form refuses has its words', async () => {
    for (const { input, path } of endpoints) {
      const body = input?.body
      if (body === undefined) continue
      const validate = await bodyValidator(body)
      const wrong = Object.keys(body.properties).flatMap((name) =>
        ['', 'a b \u0007', 'x'.repeat(5_000)].map((value) => ({ [name]: value })),
      )
      for (const given of [{}, ...wrong]) {
        const refusal = await Promise.try(() => validate(given)).catch((error: unknown) => error)
        for (const { field, message } of (refusal instanceof Problem && refusal.errors) || []) {
          // A boolean is no field of a form, and what is unknown has no label to be said beside.
          if (/^must be an? /.test(message) || message === 'is not a field here.') continue
          expect([path, field, message, messageNameOf(message)]).not.toEqual([
            path,
            field,
            message,
            undefined,
          ])
        }
      }
    }
  })

  test('numbers are those of the rule', () => {
    const message = 'must have at least 15 characters.'
    expect(fieldMessage('en', 'Password', message)).toEqual({
      text: 'Password must have at least 15 characters.',
    })
    expect(fieldMessage('de', 'Passwort', message)).toEqual({ text: 'Passwort: mindestens 15 Zeichen.' })
  })

  test('what no language knows is English, and marked as that', () => {
    expect(fieldMessage('ja', 'X', 'must be a colour.')).toEqual({ text: 'X must be a colour.', lang: 'en' })
    const { text } = refusalText(problem('role_in_use', { detail: 'Take it from everybody.' }), 'ar')
    expect(text).toBe('<span lang="en">Take it from everybody.</span>')
  })
})

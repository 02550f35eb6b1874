import { describe, expect, test } from 'bun:test'
import { type AnyLanguage, languages, PSEUDO_LANGUAGE } from '#kernel/language'
import { counted } from '#kernel/plurals'
import { compose } from './compose.ts'
import { noticeKinds, type Template, templateNames } from './letter.ts'
import { samples } from './samples.ts'
import { spanOf } from './span.ts'
import { wordsIn } from './words.ts'

const HOUR = 3_600_000
const BASE = 'https://id.example.com'
const NOW = 1_800_000_000_000
const all = samples(BASE, NOW)
const templates: Template[] = [
  ...templateNames.map((kind) => ({ kind, ...all[kind] }) as Template),
  ...noticeKinds.map((noticeKind) => ({ kind: 'notice' as const, ...all.notice, noticeKind })),
]
const composed = (template: Template, language: AnyLanguage) =>
  compose({ template, language, place: 'id.example.com', goodForMs: HOUR })

/** What is there to be set apart: links, codes, and whatever stands in isolation. */
const withoutValues = (text: string) =>
  text
    .replaceAll(/[\u2066\u2068][^\u2069]*\u2069/g, '')
    .replaceAll(/https?:\S+/g, '')
    .replaceAll('12345678', '')

describe.each(languages)('in %s', (language) => {
  test('every template is said, in text and in HTML, and differs from English', async () => {
    for (const template of templates) {
      const mail = await composed(template, language)
      const english = await composed(template, 'en')
      expect(mail.subject.length).toBeGreaterThan(3)
      expect(mail.text.length).toBeGreaterThan(60)
      expect(mail.html).toContain(`lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}"`)
      for (const part of ['undefined', 'NaN', '[object', '#']) expect(mail.text).not.toContain(part)
      if (language === 'en') continue
      expect(mail.subject).not.toBe(english.subject)
      // No paragraph of the English one is left in it.
      const left = new Set(
        withoutValues(english.text)
          .split(/\n+/)
          .filter((line) => line.trim().length > 3),
      )
      for (const line of withoutValues(mail.text).split(/\n+/)) expect(left).not.toContain(line)
    }
  })

  test('says each number of its own plural rules', async () => {
    const { words } = await wordsIn[language]()
    const rules = new Intl.PluralRules(language)
    // `many` of Spanish and French begins at a million, which no lifetime has; it is said all the same.
    const categories = [...rules.resolvedOptions().pluralCategories].sort()
    for (const forms of Object.values(words.durations)) {
      expect(Object.keys(forms).sort()).toEqual(categories)
      for (const number of [0, 1, 2, 3, 10, 11, 60, 100]) {
        const said = counted(language, number, forms)
        expect(said).toBe((forms[rules.select(number)] ?? '').replace('#', String(number)))
        expect(said).not.toContain('#')
      }
    }
  })

  test('sets apart what it puts in, and neither a link nor a code has anything invisible in it', async () => {
    for (const template of templates) {
      const { text } = await composed(template, language)
      expect(text.split(/[\u2066\u2068]/).length).toBe(text.split('\u2069').length)
      for (const [url] of text.matchAll(/https?:\S+/g)) expect(url).toMatch(/^[\x21-\x7e]+$/)
      if (template.kind === 'sign_in_code') expect(text.split('\n')).toContain('12345678')
    }
    const { text } = await composed({ kind: 'reset_password', url: `${BASE}/reset?token=x` }, language)
    expect(text).toContain('\u2068id.example.com\u2069')
    expect(text.split('\n')).toContain(`${BASE}/reset?token=x`)
  })
})

test('an address keeps its direction where it has no letter, among words that go the other way', async () => {
  const { text } = await composed({ kind: 'notice', ...all.notice, sourceAddress: '::1' } as Template, 'ar')
  expect(text).toContain('\u2066::1\u2069')
})

test('Arabic has six ways to count', async () => {
  const { words } = await wordsIn.ar()
  const said = [0, 1, 2, 3, 11, 100].map((number) => counted('ar', number, words.durations.minutes))
  expect(said).toEqual(['0 دقيقة', 'دقيقة واحدة', 'دقيقتين', '3 دقائق', '11 دقيقة', '100 دقيقة'])
})

test('the pseudo-language shows that nothing is said past the words of a language', async () => {
  for (const template of templates) {
    const mail = await composed(template, PSEUDO_LANGUAGE)
    for (const text of [mail.subject, withoutValues(mail.text)]) expect(text).not.toMatch(/[A-Za-z]{2,}/)
    const visible = withoutValues(mail.html.replaceAll(/<style[\s\S]*?<\/style>|<[^>]*>/g, ''))
    expect(visible).not.toMatch(/[A-Za-z]{2,}/)
    expect(mail.text.length).toBeGreaterThan((await composed(template, 'en')).text.length * 1.1)
  }
})

test.each([
  [59_999, { number: 1, unit: 'minutes' }],
  [HOUR, { number: 60, unit: 'minutes' }],
  [2 * HOUR - 1, { number: 119, unit: 'minutes' }],
  [2 * HOUR, { number: 2, unit: 'hours' }],
  [47 * HOUR, { number: 47, unit: 'hours' }],
  [72 * HOUR, { number: 3, unit: 'days' }],
] as const)('%p ms are said as %p: never longer than it is', (milliseconds, expected) => {
  expect(spanOf(milliseconds)).toEqual(expected)
})

test('what somebody typed is one line, makes no link, and does not turn the text around', async () => {
  const by = 'Eve\r\nBcc: x@y.example \u202e https://evil.example/steal?x=1 <b>\u2069'
  const mail = await composed({ kind: 'invitation', url: `${BASE}/register`, by }, 'en')
  const [line = ''] = mail.text.split('\n')
  expect(line).toContain('\u2069 invites you')
  expect(line).not.toMatch(/:\/\/|@|evil\.example|\u202e/)
  expect(line.split('\u2069')).toHaveLength(3)
  expect(mail.html).not.toContain('<b>')
})

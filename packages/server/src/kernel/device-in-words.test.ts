import { expect, test } from 'bun:test'
import { deviceIn, deviceInWords } from './device-in-words.ts'

test.each([
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0', 'Firefox on Windows'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1',
    'Safari on iOS',
  ],
  [
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
    'Chrome on Linux',
  ],
  [
    'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
    'Chrome on Android',
  ],
  ['curl/8.5.0', 'curl'],
  ['okhttp/4.12.0', 'okhttp'],
  ['python-requests/2.32.3', 'python-requests'],
  ['', null],
  ['   ', null],
  [null, null],
  ['\u202e<script>', null],
])('%p is %p', async (userAgent, words) => {
  expect(await deviceInWords(userAgent)).toBe(words)
})

test.each([
  ['en', 'Firefox on Linux', 'Firefox on Linux'],
  ['de', 'Firefox on Linux', 'Firefox unter Linux'],
  ['ja', 'Chrome on Android', 'AndroidのChrome'],
  ['fr', 'curl', 'curl'],
] as const)('in %s %p is %p', (language, words, said) => {
  expect(deviceIn(language, words)).toBe(said)
})

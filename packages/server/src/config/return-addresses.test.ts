import { expect, test } from 'bun:test'
import { readReturnAddress } from './return-addresses.ts'

test.each([
  ['https://app.example.com', 'https://app.example.com/'],
  ['https://app.example.com/', 'https://app.example.com/'],
  ['https://app.example.com/callback', 'https://app.example.com/callback'],
  ['https://app.example.com:8443/cb?tenant=1', 'https://app.example.com:8443/cb?tenant=1'],
  ['http://localhost:3000/callback', 'http://localhost:3000/callback'],
  ['http://127.0.0.1:3000/callback', 'http://127.0.0.1:3000/callback'],
  ['http://127.0.0.1:*/callback', 'http://127.0.0.1:*/callback'],
  ['http://127.0.0.1:*', 'http://127.0.0.1:*/'],
  ['http://[::1]:*/callback', 'http://[::1]:*/callback'],
  ['com.example.app:/callback', 'com.example.app:/callback'],
])('%s is read as %s', (text, read) => {
  expect(readReturnAddress(text)).toBe(read)
})

test.each([
  'app.example.com',
  '/callback',
  '//app.example.com',
  'https:app.example.com',
  'https://APP.example.com/',
  'https://app.example.com/#there',
  'https://app.example.com/#',
  'https://me:secret@app.example.com/',
  'https://@app.example.com/',
  'https://*.example.com/callback',
  'https://app.example.com:*/callback',
  'https://app.example.com/a/../b',
  'https://app.example.com/\\b',
  'https://app.example.com/ä',
  'https://app.example.com/cb?code=1',
  'https://app.example.com/cb?a=b&state=1',
  'http://app.example.com/callback',
  'http://localhost:*/callback',
  'http://127.0.0.2:3000/callback',
  'http://127.0.0.1:*evil.example/callback',
  'http://127.0.0.1:*@evil.example/callback',
  'javascript:alert(1)',
  'data:text/html,x',
  'file:///etc/passwd',
  'ftp://app.example.com/',
  'myapp:/callback',
  '',
])('%j is none', (text) => {
  expect(readReturnAddress(text)).toBeUndefined()
})

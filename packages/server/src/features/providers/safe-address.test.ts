import { expect, test } from 'bun:test'
import { isSafe } from './safe-address.ts'

test.each([
  ['https://login.example.com', true, true],
  ['http://localhost:9000', true, false],
  ['http://LOCALHOST/realm', true, false],
  ['http://127.0.0.1', true, false],
  ['http://127.1.2.3:80', true, false],
  ['http://0x7f.1', true, false],
  ['http://[::1]:9000', true, false],
  ['http://idp.example.com', false, false],
  ['http://localhost.example.com', false, false],
  ['http://127.0.0.1.example.com', false, false],
  ['http://192.168.0.1', false, false],
  ['http://0.0.0.0', false, false],
  ['http://[::]', false, false],
  ['http://[::2]', false, false],
  ['ftp://localhost', false, false],
])('%s is asked in development: %p, else: %p', (address, inDevelopment, otherwise) => {
  expect([isSafe(new URL(address), true), isSafe(new URL(address), false)]).toEqual([
    inDevelopment,
    otherwise,
  ])
})

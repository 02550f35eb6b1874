import { expect, test } from 'bun:test'
import type { PageRequest } from '@latchkey/contract'
import { devMailPage } from './dev-mail.ts'

test('a mail is waited for no longer than a silent connection is kept', async () => {
  let now = 0
  const page = devMailPage({
    look: async () => [],
    waitForMail: async (milliseconds) => {
      now += milliseconds
    },
    monotonic: () => now,
  })
  const asked: Record<string, string> = { as: 'json', wait: '3600' }
  const request = { query: (name: string) => asked[name], facts: { header: () => null } }
  const { body } = await page.answer(request as unknown as PageRequest)
  expect([body, now]).toEqual(['{"items":[]}', 8_000])
})

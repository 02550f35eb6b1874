import { expect, test } from 'bun:test'
import { mailLines } from './mail-lines.ts'

const mail = {
  id: 'mail_1',
  to: 'ada@example.com',
  template: 'reset_password',
  language: 'en',
  createdAt: 0,
  link: undefined,
  code: undefined,
  composed: { subject: 'Choose a new password', text: '', html: '' },
}

test.each([
  [
    'its link',
    { link: 'https://id.example.com/reset?token=x' },
    '\n    https://id.example.com/reset?token=x\n',
  ],
  ['its code', { code: '12345678' }, '\n    12345678\n'],
  ['nothing to follow', {}, '\n'],
  [
    'what would move the cursor made visible',
    { link: 'https://x/\u001b[2J' },
    '\n    https://x/\\u001b[2J\n',
  ],
])('a mail is shown with %s', (_, given, end) => {
  const lines = mailLines({ ...mail, ...given })
  expect(lines).toStartWith('  Mail to ada@example.com: Choose a new password')
  expect(lines).toEndWith(`new password${end}`)
})

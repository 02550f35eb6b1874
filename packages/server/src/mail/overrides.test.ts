import { afterAll, expect, test } from 'bun:test'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { compose } from './compose.ts'
import { readOverrides, TemplateUnusable } from './overrides.ts'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-templates-'))
  folders.push(folder)
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
  return folder
}

const TEXT = 'Subject: Your new password\n\nHello!\n\n{{ link }}\n\n{{footer}}\n'
const reset = { kind: 'reset_password', url: 'https://id.example.com/reset?token=a&b' } as const
const composedWith = (files: Readonly<Record<string, string>>, language: 'en' | 'de' = 'en') =>
  compose({
    template: reset,
    language,
    place: 'id.example.com',
    goodForMs: 60_000,
    overrides: readOverrides(folderOf(files)),
  })

test('a text of the operator takes the place of ours, in its language only', async () => {
  const files = { 'reset_password.en.txt': TEXT }
  const mail = await composedWith(files)
  expect(mail.subject).toBe('Your new password')
  expect(mail.text).toContain('Hello!\n\nhttps://id.example.com/reset?token=a&b')
  expect(mail.html).toContain('token=a&#38;b')
  expect((await composedWith(files, 'de')).subject).toBe('Wählen Sie ein neues Passwort')
})

test('an HTML of the operator is sent as it is, and what is put in is escaped', async () => {
  const mail = await composedWith({
    'reset_password.en.txt': TEXT,
    'reset_password.en.html': '<a href="{{link}}">go</a>',
  })
  expect(mail.html).toBe('<a href="https://id.example.com/reset?token=a&#38;b">go</a>')
})

test.each<[string, Readonly<Record<string, string>>, string]>([
  ['without its link', { 'reset_password.en.txt': 'Subject: X\n\nHello' }, '{{link}} is not in it'],
  ['with a word nobody knows', { 'reset_password.en.txt': `${TEXT}{{password}}` }, '{{password}}'],
  ['of no template', { 'nothing.en.txt': TEXT }, 'nothing.en.txt'],
  ['of no language', { 'reset_password.xx.txt': TEXT }, 'xx is none of the languages'],
  ['without a subject', { 'reset_password.en.txt': 'Hello {{link}}' }, 'Subject'],
  ['with a value in its subject', { 'reset_password.en.txt': 'Subject: {{link}}\n\n{{link}}' }, 'plain text'],
  ['that is HTML alone', { 'reset_password.en.html': '{{link}}' }, 'missing beside it'],
])('a file %s is refused', (_, files, reason) => {
  const read = () => readOverrides(folderOf(files))
  expect(read).toThrow(TemplateUnusable)
  expect(read).toThrow(reason)
})

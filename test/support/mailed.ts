import { createDecipheriv, hkdfSync } from 'node:crypto'
import { rootSecretOf } from './sealed-keys.ts'
import type { Server } from './server.ts'
import { storedRows } from './stored.ts'

/** What the newest mail of this template to a person is filled in with, as whoever has database and root secret reads it. */
function mailed(server: Server, template: string, userId: number): Record<string, unknown> | undefined {
  const [row] = storedRows(
    server,
    `select id, data from mails where template = '${template}' and user_id = ${userId} order by number desc limit 1`,
  )
  if (row === undefined) return undefined
  return openedMail(rootSecretOf(server), String(row.id), String(row.data))
}

/** Nothing of the server is used. */
export function openedMail(secret: Buffer, id: string, data: string): Record<string, unknown> {
  const [version, name, text = ''] = data.split('.')
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'latchkey/v1/sealed', 32))
  const bytes = Buffer.from(text, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
  decipher.setAAD(Buffer.from(JSON.stringify([version, name, 'mails', id, 'data'])))
  decipher.setAuthTag(bytes.subarray(-16))
  const plain = Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()])
  return JSON.parse(plain.toString()) as Record<string, unknown>
}

/** The token of the link in it. */
export function mailedToken(server: Server, template: string, userId: number): string {
  const token = findMailedToken(server, template, userId)
  if (token === undefined) throw new Error(`nobody was mailed a ${template}`)
  return token
}

/** Undefined where none was mailed yet. */
export function findMailedToken(server: Server, template: string, userId: number): string | undefined {
  const data = mailed(server, template, userId)
  if (data === undefined) return undefined
  return new URL(String(data['url'] ?? data['cancelUrl'])).searchParams.get('token') ?? ''
}

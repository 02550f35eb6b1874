import { createDecipheriv, createHash, hkdfSync } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Server } from './server.ts'
import { storedRows } from './stored.ts'

export type StoredKey = {
  kid: string
  algorithm: string
  sealed_private: string | null
  public_jwk: string | null
}

/** The signing keys that a stopped server left behind, sealed as they are. */
export const storedKeys = (server: Server): StoredKey[] =>
  storedRows(
    server,
    'select kid, algorithm, sealed_private, public_jwk from signing_keys order by created_at',
  ) as unknown as StoredKey[]

/** What somebody who has the root secret besides the database makes of a sealed key. Nothing of the server is used. */
export function unseal(secret: string | Buffer, { kid, sealed_private }: StoredKey): Buffer {
  const [version, name, text = ''] = String(sealed_private).split('.')
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'latchkey/v1/sealed', 32))
  const bytes = Buffer.from(text, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
  decipher.setAAD(Buffer.from(JSON.stringify([version, name, 'signing_keys', kid, 'sealed_private'])))
  decipher.setAuthTag(bytes.subarray(-16))
  return Buffer.concat([decipher.update(bytes.subarray(12, -16)), decipher.final()])
}

/** The root secret that development made in the data folder. */
export function rootSecretOf(server: Server): Buffer {
  const path = join(server.dataFolder, 'secret')
  if (!existsSync(path)) throw new Error('the server was given its secret')
  return readFileSync(path)
}

export const sha256 = (text: string | Buffer): Buffer => createHash('sha256').update(text).digest()

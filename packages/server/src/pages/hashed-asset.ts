import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import type { Page, PageAnswer } from '@latchkey/contract'

interface HashedAsset {
  /** What its address begins with, below /assets/. */
  readonly name: string
  /** With the dot; none for what has no ending of its own. */
  readonly ending?: string
  readonly type: string
  readonly body: string | Uint8Array
  readonly headers?: PageAnswer['headers']
}

/** Something that is named by its bytes and therefore never changes: asked for once, and kept for ever. */
export function hashedAsset({ name, ending = '', type, body, headers }: HashedAsset): Page {
  const hash = createHash('sha256').update(body).digest('base64url').slice(0, 16)
  const packed = gzipSync(body, { level: 9 })
  const answer: PageAnswer = {
    type,
    body: { gzip: new Uint8Array(packed) },
    isForEver: true,
    ...(headers ? { headers } : {}),
  }
  return { method: 'GET', path: `/assets/${name}.${hash}${ending}`, answer: () => answer }
}

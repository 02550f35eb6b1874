import { createHash } from 'node:crypto'
import type { Packed, Page, PageAnswer } from '@latchkey/contract'

interface Asset extends Pick<Page, 'path' | 'isShared'> {
  readonly type: string
  readonly headers?: PageAnswer['headers']
  load(): Promise<string | Packed>
}

export const CSS_TYPE = 'text/css; charset=utf-8'
export const SCRIPT_TYPE = 'text/javascript; charset=utf-8'

/** Something that is the same for everybody: loaded when it is first asked for, kept, and named by its bytes. */
export function asset({ path, type, headers, isShared = false, load }: Asset): Page {
  let answer: PageAnswer | undefined
  return {
    method: 'GET',
    path,
    isShared,
    async answer() {
      if (answer) return answer
      const body = await load()
      const etag = `"${createHash('sha256')
        .update(typeof body === 'string' ? body : body.gzip)
        .digest('base64url')
        .slice(0, 22)}"`
      answer = { type, body, etag, ...(headers ? { headers } : {}) }
      return answer
    },
  }
}

/** What a module of `generated/` holds. It stays packed: unpacked, the two bundles have 2.5 MB. */
export function packed({ buffer, byteOffset, byteLength }: Buffer): Packed {
  // What base64 was read into is shared with no other thread.
  return { gzip: new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength) }
}

import { brotliCompressSync, gzipSync } from 'node:zlib'

/** Bytes as they are, and as a proxy in front of the server would pack them. */
export interface Weight {
  readonly bytes: number
  readonly gzipBytes: number
  readonly brotliBytes: number
}

export function weightOf(body: Uint8Array): Weight {
  return {
    bytes: body.byteLength,
    gzipBytes: gzipSync(body).byteLength,
    brotliBytes: brotliCompressSync(body).byteLength,
  }
}

/** What a page loads: its style sheet, and its script where it has one. */
export const assetsOf = (html: string): string[] =>
  [...html.matchAll(/<(?:link rel="stylesheet" href|script type="module" src)="([^"]+)"/g)].map(
    ([, path = '']) => path,
  )

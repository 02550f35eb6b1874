import type { Page } from '@latchkey/contract'
import { asset, CSS_TYPE, packed, SCRIPT_TYPE } from './asset.ts'
import { HTML_TYPE } from './html.ts'

/**
 * ReDoc adds two style elements while it runs: an empty one, which it fills rule by rule, and its scroll bars'. Their
 * hashes are all the inline style that counts here.
 */
const styles =
  "'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=' 'sha256-QMIg+bpjm3JdElJ388KYke01izlUW0UoNOeKjpMxdgc='"

const policy =
  `default-src 'none'; script-src 'self'; style-src ${styles}; img-src 'self' data:; connect-src 'self'; ` +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** GET /redoc: ReDoc, to read. Nothing of it is loaded before somebody opens it. */
export const redoc: readonly Page[] = [
  asset({
    path: '/redoc',
    type: HTML_TYPE,
    headers: { 'Content-Security-Policy': policy },
    load: async () => (await import('./redoc-page.ts')).document,
  }),
  asset({
    path: '/redoc/page.css',
    type: CSS_TYPE,
    load: async () => (await import('./redoc-page.ts')).styleSheet,
  }),
  asset({
    path: '/redoc/start.js',
    type: SCRIPT_TYPE,
    load: async () => (await import('./redoc-page.ts')).script,
  }),
  asset({
    path: '/redoc/redoc.standalone.js',
    type: SCRIPT_TYPE,
    load: async () => packed((await import('./generated/redoc-standalone.ts')).read()),
  }),
]

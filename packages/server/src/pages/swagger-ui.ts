import type { Page } from '@latchkey/contract'
import { asset, CSS_TYPE, packed, SCRIPT_TYPE } from './asset.ts'
import { HTML_TYPE } from './html.ts'

/** Everything from here, no inline script or style; its pictures are part of its style sheet. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** GET /docs: Swagger UI. Nothing of it is loaded before somebody opens it. */
export const swaggerUi: readonly Page[] = [
  asset({
    path: '/docs',
    type: HTML_TYPE,
    headers: { 'Content-Security-Policy': policy },
    load: async () => (await import('./swagger-ui-page.ts')).document,
  }),
  asset({
    path: '/docs/page.css',
    type: CSS_TYPE,
    load: async () => (await import('./swagger-ui-page.ts')).styleSheet,
  }),
  asset({
    path: '/docs/start.js',
    type: SCRIPT_TYPE,
    load: async () => (await import('./swagger-ui-page.ts')).script,
  }),
  asset({
    path: '/docs/swagger-ui.css',
    type: CSS_TYPE,
    load: async () => packed((await import('./generated/swagger-ui-css.ts')).read()),
  }),
  asset({
    path: '/docs/swagger-ui-bundle.js',
    type: SCRIPT_TYPE,
    load: async () => packed((await import('./generated/swagger-ui-bundle.ts')).read()),
  }),
]

import type { Page } from '@latchkey/contract'
import { asset, packed } from './asset.ts'

/** GET /openapi.json: the contract as OpenAPI 3.1. */
export const apiDocument: Page = asset({
  path: '/openapi.json',
  type: 'application/json; charset=utf-8',
  isShared: true,
  load: async () => packed((await import('./generated/openapi.ts')).read()),
})

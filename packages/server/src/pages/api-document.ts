import type { Page } from '@latchkey/contract'
import { asset } from './asset.ts'

/** `info.version` of the document; every package of the workspace has the same. */
const version = '0.1.0'

/** GET /openapi.json: the contract as OpenAPI 3.1. */
export const apiDocument: Page = asset({
  path: '/openapi.json',
  type: 'application/json; charset=utf-8',
  isShared: true,
  async load() {
    const { openApiDocument } = await import('@latchkey/contract/openapi')
    return JSON.stringify(openApiDocument({ version }))
  },
})

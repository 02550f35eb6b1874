import type { Page } from '@latchkey/contract'
import { packed, SCRIPT_TYPE } from './asset.ts'
import { hash, read } from './generated/pages-script.ts'

/** The one script of the pages. Another one has another name: nobody asks whether it changed (RFC 8246). */
export const pageScript: Page = {
  method: 'GET',
  path: `/assets/pages.${hash}.js`,
  answer: () => ({ type: SCRIPT_TYPE, body: packed(read()), isForEver: true }),
}

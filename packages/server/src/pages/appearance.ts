import type { Page } from '@latchkey/contract'
import { CSS_TYPE } from './asset.ts'
import { hashedAsset } from './hashed-asset.ts'
import { pageScript } from './page-script.ts'
import type { Look } from './shell.ts'
import type { Accents } from './style/accent.ts'
import { styleSheet } from './style/index.ts'

export { accentsOf } from './style/accent.ts'

/** What the operator chose of how the pages look. */
export interface AppearanceInput {
  readonly name: string
  readonly accents: Accents
  readonly logo: { readonly bytes: Buffer; readonly type: 'image/png' | 'image/svg+xml' } | undefined
  /** Behind the style of the house. */
  readonly css: string
}

interface Appearance {
  readonly look: Look
  /** What the pages load. */
  readonly assets: readonly Page[]
}

/** A drawing is a document as well: opened by itself, nothing in it runs or loads. */
const AS_PICTURE = {
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'",
}

export function appearanceOf({ name, accents, logo, css }: AppearanceInput): Appearance {
  const style = hashedAsset({
    name: 'pages',
    ending: '.css',
    type: CSS_TYPE,
    body: styleSheet(accents, css),
  })
  const picture =
    logo && hashedAsset({ name: 'logo', type: logo.type, body: logo.bytes, headers: AS_PICTURE })
  return {
    look: { name, style: style.path, logo: picture?.path, script: pageScript.path },
    assets: picture ? [style, pageScript, picture] : [style, pageScript],
  }
}

/** PNG (ISO/IEC 15948) section 5.2. */
const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

export const isPng = (bytes: Buffer): boolean => bytes.subarray(0, PNG.length).equals(PNG)

/** Whether it begins as a drawing does: maybe with an XML declaration, a document type and comments before it. */
export const isDrawing = (bytes: Buffer): boolean =>
  /^\uFEFF?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!DOCTYPE\s+svg[^>]*>\s*|<!--(?:(?!-->)[\s\S])*-->\s*)*<svg[\s>]/.test(
    bytes.subarray(0, 4_096).toString('utf8'),
  )

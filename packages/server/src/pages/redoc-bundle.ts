import { unpack } from './asset.ts'
import { brotliBase64 } from './generated/redoc-standalone.ts'

/** The one thing that ReDoc would ask of another server: a picture beside its name. */
const PICTURE = 'https://cdn.redoc.ly/redoc/logo-mini.svg'
const NO_PICTURE = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E"

/** redoc.standalone.js as npm has it, but for the picture. */
export const readBundle = (): Uint8Array<ArrayBuffer> =>
  Buffer.from(Buffer.from(unpack(brotliBase64)).toString().replace(PICTURE, NO_PICTURE))

import { readFile } from 'node:fs/promises'
import { gunzipSync } from 'node:zlib'

/** The one thing that ReDoc would ask of another server: a picture beside its name. */
const PICTURE = 'https://cdn.redoc.ly/redoc/logo-mini.svg'
const NO_PICTURE = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E"

/** redoc.standalone.js as npm has it, but for the picture. */
export async function readBundle(): Promise<Uint8Array<ArrayBuffer>> {
  const packed = await readFile(new URL('./redoc/redoc.standalone.js.gz', import.meta.url))
  const text = gunzipSync(packed).toString()
  return Buffer.from(text.replace(PICTURE, NO_PICTURE))
}

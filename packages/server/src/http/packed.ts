import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import type { Packed } from '@latchkey/contract'

/** Characters. A longer field is nobody's. */
const LONGEST = 1_024

const CODING = /^\s*([\w*!#$%&'+.^`|~-]+)\s*(?:;\s*q\s*=\s*([01](?:\.[0-9]{0,3})?)\s*)?$/i

/** Whether gzip is among what the field takes (RFC 9110 section 12.5.3); its own weight counts before that of `*`. */
export function acceptsGzip(acceptEncoding: string | null): boolean {
  if (acceptEncoding === null || acceptEncoding.length > LONGEST) return false
  const weights = new Map<string, number>()
  for (const element of acceptEncoding.split(',')) {
    const [, coding, weight = '1'] = CODING.exec(element) ?? []
    if (coding !== undefined) weights.set(coding.toLowerCase(), Number(weight))
  }
  return (weights.get('gzip') ?? weights.get('x-gzip') ?? weights.get('*') ?? 0) > 0
}

const inflate = promisify(gunzip)

type Bytes = Uint8Array<ArrayBuffer>
const underWay = new WeakMap<Packed, Promise<Bytes>>()
const unpacked = new WeakMap<Packed, WeakRef<Bytes>>()

/** Beside the event loop, once for all who ask meanwhile, and kept no longer than memory has room for it. */
export async function unpack(packed: Packed): Promise<Bytes> {
  const present = unpacked.get(packed)?.deref()
  if (present) return present
  const current = underWay.get(packed) ?? inflated(packed)
  underWay.set(packed, current)
  try {
    const bytes = await current
    unpacked.set(packed, new WeakRef(bytes))
    return bytes
  } finally {
    underWay.delete(packed)
  }
}

/** In one piece: the last four bytes say how much there is (RFC 1952 section 2.3.1). Filled, it would begin another. */
function inflated({ gzip }: Packed): Promise<Bytes> {
  const size = new DataView(gzip.buffer, gzip.byteOffset).getUint32(gzip.byteLength - 4, true)
  return inflate(gzip, { chunkSize: size + 1 })
}

import { Problem, problem } from '@latchkey/contract'
import type { Fields, Incoming } from './transport.ts'

/** Bytes. The runtime's own limit lies above it, so that this refusal is the one people see. */
const MAX_BODY_BYTES = 64 * 1024

const tooLarge = (): Problem =>
  problem('payload_too_large', {
    detail: `The body is larger than ${MAX_BODY_BYTES} bytes.`,
    closesConnection: true,
  })

// The byte order mark is kept, so that the parser refuses it (RFC 8259 section 8.1).
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

export type MediaType = 'application/json' | 'application/x-www-form-urlencoded'

const MEDIA_TYPE = /^\s*([a-z-]+\/[a-z0-9.+-]+)\s*(?:;\s*charset\s*=\s*"?utf-8"?\s*)?$/i

/** Throws `unsupported_media_type` for anything but the accepted types in UTF-8, not encoded. */
export function mediaTypeOf(headers: Fields, accepted: readonly MediaType[]): MediaType {
  const encoding = headers.get('content-encoding')
  if (encoding !== null && encoding.toLowerCase() !== 'identity') {
    throw problem('unsupported_media_type', { detail: 'Send the body without Content-Encoding.' })
  }
  const contentType = headers.get('content-type') ?? ''
  // Two fields, which runtimes join: whoever reads the other one frames or reads the body otherwise.
  if (contentType.includes(',')) {
    throw problem('invalid_request', { detail: 'Send one Content-Type field.', closesConnection: true })
  }
  const given = MEDIA_TYPE.exec(contentType)?.[1]?.toLowerCase()
  const type = accepted.find((candidate) => candidate === given)
  if (!type) {
    throw problem('unsupported_media_type', {
      detail: `Send the body with Content-Type: ${accepted.join(' or ')} (in UTF-8).`,
    })
  }
  return type
}

/**
 * The body as text, read no further than the limit.
 *
 * Throws `payload_too_large`, and `invalid_request` for what is not UTF-8.
 */
export async function readText(request: Incoming): Promise<string> {
  const bytes = await readBytes(request).catch(refuseCutOff)
  try {
    return utf8.decode(bytes)
  } catch {
    throw problem('invalid_request', { detail: 'The body is not valid UTF-8.' })
  }
}

/** Whoever sent it hung up, or sent chunks that are none: nothing of the server failed. */
function refuseCutOff(error: unknown): never {
  if (error instanceof Problem) throw error
  throw problem('invalid_request', {
    detail: 'The body ended before it was complete.',
    closesConnection: true,
  })
}

async function readBytes(request: Incoming): Promise<Uint8Array> {
  const declared = request.headers.get('content-length')
  if (declared !== null) {
    if (Number(declared) > MAX_BODY_BYTES) throw tooLarge()
    return new Uint8Array(await request.arrayBuffer())
  }
  if (!request.body) return new Uint8Array()
  return readBounded(request.body)
}

/** A body of unknown length (chunked): counted while it comes. */
async function readBounded(body: ReadableStream<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return Buffer.concat(chunks, size)
    size += value.byteLength
    if (size > MAX_BODY_BYTES) {
      await reader.cancel()
      throw tooLarge()
    }
    chunks.push(value)
  }
}

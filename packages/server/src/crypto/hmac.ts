import { hash } from 'node:crypto'

const BLOCK_BYTES = 64
const DIGEST_BYTES = 32
const INNER_PAD = 0x36
const OUTER_PAD = 0x5c

/** Characters, each of at most three bytes of UTF-8 (a pair of surrogates is two of them). */
const LONGEST_TEXT = 4_096
const MOST_BYTES = 3 * LONGEST_TEXT

function padded(key: Buffer, pad: number, room: number): Buffer {
  const block = Buffer.alloc(BLOCK_BYTES + room)
  block.fill(pad, 0, BLOCK_BYTES)
  key.forEach((byte, i) => {
    block[i] = byte ^ pad
  })
  return block
}

/**
 * HMAC-SHA256 of a text in base64url (RFC 2104, FIPS 198-1), for one key of at most 64 bytes, as two one-shot
 * hashes over prepared blocks. A token check is the cost of a request: `createHmac` makes a stream for each, which
 * costs three times this. It is held against `createHmac` by a test. Throws a RangeError for more than 4,096
 * characters.
 */
export function hmacSha256(key: Buffer): (text: string) => string {
  if (key.length > BLOCK_BYTES) throw new RangeError('an HMAC key has at most 64 bytes here')
  const inner = padded(key, INNER_PAD, MOST_BYTES)
  const outer = padded(key, OUTER_PAD, DIGEST_BYTES)
  return (text) => {
    if (text.length > LONGEST_TEXT) throw new RangeError('the text is too long to be signed')
    // As UTF-8, which differs where texts differ; Latin-1 would cut a wide character to its low byte.
    const end = BLOCK_BYTES + inner.write(text, BLOCK_BYTES, 'utf8')
    outer.write(hash('sha256', inner.subarray(0, end), 'binary'), BLOCK_BYTES, 'latin1')
    return hash('sha256', outer, 'base64url')
  }
}

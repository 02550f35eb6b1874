import {
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type KeyObject,
  sign as signBytes,
  verify as verifyBytes,
} from 'node:crypto'

/** RFC 7518 section 3.1, RFC 8037 section 3.1. */
export type AsymmetricAlgorithm = 'EdDSA' | 'ES256' | 'RS256'

/** The public half (RFC 7517): these members and no others, whatever else a key has. */
export interface PublicJwk {
  readonly kty: 'OKP' | 'EC' | 'RSA'
  readonly crv?: string
  readonly x?: string
  readonly y?: string
  readonly n?: string
  readonly e?: string
}

interface Algorithm {
  readonly digest: 'sha256' | null
  /** Bytes of a signature. */
  readonly length: number
  generate(): Promise<KeyObject>
  /** The spelling of a signature that is ours, where an algorithm has two for one message. */
  canonical?(signature: Buffer): Buffer
}

const generated = (make: (done: (error: Error | null, _: KeyObject, key: KeyObject) => void) => void) =>
  new Promise<KeyObject>((resolve, reject) => {
    make((error, _, key) => (error ? reject(error) : resolve(key)))
  })

/** Each of at least 128 bits of security (ASVS 5.0 11.2.3), so RSA has 3,072. */
const algorithms: Record<AsymmetricAlgorithm, Algorithm> = {
  EdDSA: {
    digest: null,
    length: 64,
    generate: () => generated((done) => generateKeyPair('ed25519', {}, done)),
  },
  ES256: {
    digest: 'sha256',
    length: 64,
    generate: () => generated((done) => generateKeyPair('ec', { namedCurve: 'P-256' }, done)),
    canonical: withLowS,
  },
  RS256: {
    digest: 'sha256',
    length: 384,
    generate: () => generated((done) => generateKeyPair('rsa', { modulusLength: 3_072 }, done)),
  },
}

/** A new key pair: the private half as PKCS #8. */
export async function generateAsymmetric(algorithm: AsymmetricAlgorithm): Promise<Buffer> {
  const key = await algorithms[algorithm].generate()
  return key.export({ type: 'pkcs8', format: 'der' })
}

export interface AsymmetricKey {
  readonly publicJwk: PublicJwk
  /** In base64url. */
  sign(text: string): string
  verify(text: string, signature: string): boolean
}

/** One key and its one algorithm (RFC 8725 section 3.1): what a token says of either is never asked. */
export function openAsymmetric(algorithm: AsymmetricAlgorithm, pkcs8: Buffer): AsymmetricKey {
  const { digest, length, canonical = (same: Buffer) => same } = algorithms[algorithm]
  const key = createPrivateKey({ key: pkcs8, type: 'pkcs8', format: 'der' })
  const publicKey = createPublicKey(key)
  // RFC 7518 section 3.4 has the two numbers of ECDSA one behind the other; the others have no such choice.
  const dsaEncoding = 'ieee-p1363'
  return {
    publicJwk: publicMembers(publicKey.export({ format: 'jwk' }) as PublicJwk),
    sign: (text) =>
      canonical(signBytes(digest, Buffer.from(text), { key, dsaEncoding })).toString('base64url'),
    verify(text, spelled) {
      const bytes = Buffer.from(spelled, 'base64url')
      if (bytes.length !== length || canonical(bytes) !== bytes) return false
      // One spelling: base64url leaves bits of the last character unused, and skips what is none of its characters.
      if (bytes.toString('base64url') !== spelled) return false
      return verifyBytes(digest, Buffer.from(text), { key: publicKey, dsaEncoding }, bytes)
    },
  }
}

function publicMembers({ kty, crv, x, y, n, e }: PublicJwk): PublicJwk {
  const members = Object.entries({ crv, x, y, n, e }).filter(([, value]) => value !== undefined)
  return { kty, ...Object.fromEntries(members) }
}

/** The order of P-256 (FIPS 186-5, SEC 2 section 2.4.2). */
const ORDER = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n

/** Whoever has an ECDSA signature (r, s) has (r, n - s) as well: only the lower of the two is ours. */
function withLowS(signature: Buffer): Buffer {
  const s = BigInt(`0x${signature.toString('hex', 32)}`)
  if (s <= ORDER / 2n) return signature
  const low = (ORDER - s).toString(16).padStart(64, '0')
  return Buffer.concat([signature.subarray(0, 32), Buffer.from(low, 'hex')])
}

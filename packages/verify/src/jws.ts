/** A public key of the server (RFC 7517). */
export interface Jwk extends JsonWebKey {
  readonly kid: string
  readonly alg: string
}

/** One algorithm a key (RFC 8725 section 3.1): what a token says of it is compared, never followed. */
const ALGORITHMS: Readonly<
  Record<
    string,
    {
      readonly import: AlgorithmIdentifier | EcKeyImportParams
      readonly verify: AlgorithmIdentifier | EcdsaParams
    }
  >
> = {
  EdDSA: { import: { name: 'Ed25519' }, verify: { name: 'Ed25519' } },
  ES256: { import: { name: 'ECDSA', namedCurve: 'P-256' }, verify: { name: 'ECDSA', hash: 'SHA-256' } },
  RS256: {
    import: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as never,
    verify: { name: 'RSASSA-PKCS1-v1_5' },
  },
}

/** `true` for a signature of this key over these bytes. */
export type CheckSignature = (
  signed: Uint8Array<ArrayBuffer>,
  signature: Uint8Array<ArrayBuffer>,
) => Promise<boolean>

/** Undefined for a key of an algorithm that the server has not, or a newer one has. */
export async function readKey(jwk: Jwk): Promise<CheckSignature | undefined> {
  const algorithm = ALGORITHMS[jwk.alg]
  if (!algorithm) return undefined
  const { kty, crv, x, y, n, e } = jwk
  const members = Object.fromEntries(
    Object.entries({ kty, crv, x, y, n, e }).filter(([, value]) => value !== undefined),
  )
  const key = await crypto.subtle.importKey('jwk', members, algorithm.import, false, ['verify'])
  return (signed, signature) => crypto.subtle.verify(algorithm.verify, key, signature, signed)
}

/** A compact JWS (RFC 7515 section 3.1), taken apart and not believed yet. */
export interface Jws {
  readonly kid: string
  readonly alg: string
  readonly typ: string
  readonly payload: Readonly<Record<string, unknown>>
  readonly signed: Uint8Array<ArrayBuffer>
  readonly signature: Uint8Array<ArrayBuffer>
}

const LONGEST = 8_192
const SHAPE = /^[\w-]+\.[\w-]+\.[\w-]+$/
const HEADER_MEMBERS = ['alg', 'kid', 'typ']

/** Undefined for whatever is none, says more in its header than is known, or is longer than `longest` characters. */
export function readJws(text: string, longest = LONGEST): Jws | undefined {
  if (text.length > longest || !SHAPE.test(text)) return undefined
  const [head = '', body = '', tail = ''] = text.split('.')
  const [header, payload, signature] = [objectOf(head), objectOf(body), bytesOf(tail)]
  if (!header || !payload || !signature) return undefined
  // What is critical, embeds a key or names another place is nothing of ours (RFC 8725 section 3.10).
  if (Object.keys(header).some((name) => !HEADER_MEMBERS.includes(name))) return undefined
  const { alg, kid, typ } = header
  if (typeof alg !== 'string' || typeof kid !== 'string' || typeof typ !== 'string') return undefined
  return { alg, kid, typ, payload, signature, signed: new TextEncoder().encode(`${head}.${body}`) }
}

function objectOf(part: string): Record<string, unknown> | undefined {
  const bytes = bytesOf(part)
  if (!bytes) return undefined
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    return undefined
  }
}

/** Undefined unless it is the one spelling of its bytes (RFC 4648 section 3.5). */
function bytesOf(part: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const text = atob(part.replaceAll('-', '+').replaceAll('_', '/'))
    const again = btoa(text).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '')
    return again === part ? Uint8Array.from(text, (character) => character.charCodeAt(0)) : undefined
  } catch {
    return undefined
  }
}

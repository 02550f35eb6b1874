import { timingSafeEqual } from 'node:crypto'
import type { Random } from '#kernel/random'
import { type AsymmetricAlgorithm, generateAsymmetric, openAsymmetric, type PublicJwk } from './asymmetric.ts'
import { encoded, type ReadClaims, readClaims } from './claims.ts'
import { hmacSha256 } from './hmac.ts'
import { Remembered } from './remembered.ts'

export type TokenAlgorithm = 'HS256' | AsymmetricAlgorithm

/** A key as it is kept: what is to be sealed, and what anybody may see. */
export interface TokenKeyMaterial {
  readonly kid: string
  readonly algorithm: TokenAlgorithm
  /** Of HS256 the key itself, else PKCS #8. */
  readonly bytes: Buffer
}

/** One key, its one algorithm, and the one header that its access tokens have. */
export interface TokenKey {
  readonly kid: string
  readonly algorithm: TokenAlgorithm
  /** None of HS256, which has no half to hand out. */
  readonly publicJwk: PublicJwk | undefined
  /** What each access token of this key begins with: its header as it is spelled, and the dot. */
  readonly header: string
  /** An access token of this payload, which is spelled already. */
  signAccess(payload: string): string
  /** A compact JWS of another kind (RFC 7515 section 3.1). Throws a RangeError for the kind of access tokens. */
  signCompact(payload: object, typ: string): string
  /** The claims of a token that begins with `header`, if this key signed it; whether they count is not asked here. */
  verify(token: string): ReadClaims | undefined
}

const ACCESS = 'at+jwt'
/** Verified tokens of each key whose claims are kept. */
const REMEMBERED = 20_000
/** 32 bytes in base64url. */
const HMAC_LENGTH = 43

/** 48 random bits: no two keys of a database are alike, which its primary key sees to. */
const newKid = (random: Random): string => `sig_${random.bytes(6).toString('base64url')}`

export async function generateTokenKey(algorithm: TokenAlgorithm, random: Random): Promise<TokenKeyMaterial> {
  const bytes = algorithm === 'HS256' ? random.bytes(32) : await generateAsymmetric(algorithm)
  return { kid: newKid(random), algorithm, bytes }
}

const headerOf = (alg: TokenAlgorithm, typ: string, kid: string): string => `${encoded({ alg, typ, kid })}.`

/** What each access token of a key begins with. */
export const accessHeader = ({ kid, algorithm }: Pick<TokenKey, 'kid' | 'algorithm'>): string =>
  headerOf(algorithm, ACCESS, kid)

const OURS = /^\{"alg":"(?:HS256|EdDSA|ES256|RS256)","typ":"at\+jwt","kid":"sig_[\w-]{8}"\}$/

/**
 * Whether a token looks as if a key of ours that is not known here had signed it. Nothing but this is read from a header,
 * and nothing follows from it but that the database may be asked for its keys.
 */
export function mayBeOfUnknownKey(token: string): boolean {
  const dot = token.indexOf('.')
  return dot > 0 && dot <= 80 && OURS.test(Buffer.from(token.slice(0, dot), 'base64url').toString('latin1'))
}

export function openTokenKey({ kid, algorithm, bytes }: TokenKeyMaterial): TokenKey {
  const header = accessHeader({ kid, algorithm })
  const own =
    algorithm === 'HS256' ? symmetric(header, bytes) : asymmetric(header, openAsymmetric(algorithm, bytes))
  const signed = (text: string): string => `${text}.${own.sign(text)}`
  return {
    kid,
    algorithm,
    publicJwk: own.publicJwk,
    header,
    signAccess: (payload) => signed(header + payload),
    signCompact(payload, typ) {
      // RFC 8725 section 3.11: one kind is never taken for another.
      if (typ === ACCESS) throw new RangeError('access tokens are signed as such')
      return signed(headerOf(algorithm, typ, kid) + encoded(payload))
    },
    verify: own.verify,
  }
}

interface Own extends Pick<TokenKey, 'publicJwk' | 'verify'> {
  sign(text: string): string
}

function symmetric(header: string, key: Buffer): Own {
  const sign = hmacSha256(key)
  const isSignature = signatureComparison()
  return {
    publicJwk: undefined,
    sign,
    verify: remembering(header, (text, signature) => isSignature(sign(text), signature)),
  }
}

function asymmetric(header: string, { publicJwk, sign, verify }: ReturnType<typeof openAsymmetric>): Own {
  return { publicJwk, sign, verify: remembering(header, verify) }
}

/**
 * Whether a signature is of this key is a pure function of the token as it is spelled: what held is remembered by the whole
 * text. What did not hold is not, so that nobody fills memory with it.
 */
function remembering(header: string, holds: (text: string, signature: string) => boolean): Own['verify'] {
  const known = new Remembered<ReadClaims>(REMEMBERED)
  return (token) => {
    const found = known.find(token)
    if (found) return found
    const dot = token.lastIndexOf('.')
    if (dot < header.length || !holds(token.slice(0, dot), token.slice(dot + 1))) return undefined
    const claims = readClaims(token.slice(header.length, dot))
    if (claims) known.keep(copied(token), claims)
    return claims
  }
}

/** A text of its own: a slice would keep alive all of what it was cut from. */
const copied = (ascii: string): string => Buffer.from(ascii, 'latin1').toString('latin1')

/** Compares in constant time, as spelled, without making buffers for each token. */
function signatureComparison(): (expected: string, given: string) => boolean {
  const a = Buffer.alloc(HMAC_LENGTH)
  const b = Buffer.alloc(HMAC_LENGTH)
  return (expected, given) => {
    // In UTF-8 only 43 ASCII characters fill 43 bytes with what can be equal; Latin-1 would drop upper bytes.
    if (given.length !== HMAC_LENGTH || b.write(given, 'utf8') !== HMAC_LENGTH) return false
    a.write(expected, 'latin1')
    return timingSafeEqual(a, b)
  }
}

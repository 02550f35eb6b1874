import { isSameDigest, type KeyedDigest } from './keyed-digest.ts'

/** `lkr_`, so that scanners of sources and logs can tell what they found. */
const PREFIX = 'lkr_'
const SESSION_BYTES = 20
const GENERATION_BYTES = 4
const SECRET_BYTES = 32
/** Makes the text end where a byte ends, so that each token has one spelling; says which layout it is. */
const LAYOUT = 1
const BODY_BYTES = 1 + SESSION_BYTES + GENERATION_BYTES + SECRET_BYTES
const BODY_LENGTH = (BODY_BYTES / 3) * 4
/** 144 bits of the code that says that a token was issued here. */
const CODE_LENGTH = 24
const SHAPE = new RegExp(`^${PREFIX}[A-Za-z0-9_-]{${BODY_LENGTH + CODE_LENGTH}}$`)

/** What is stored of a token, and what its holder is given. */
export interface IssuedRefreshToken {
  readonly token: string
  readonly digest: string
}

/** A token that was issued here, once: whether it still counts only the database knows. */
export interface PresentedRefreshToken {
  readonly sessionId: string
  readonly generation: number
  readonly digest: string
  /** The one that comes after it, by the nonce that was stored when it was spent: the same for everybody who asks. */
  successor(nonce: string): IssuedRefreshToken
}

export interface RefreshTokens {
  /** The first of a session. `secret` is 32 bytes of chance. Throws a RangeError for an id that is not of 160 bits. */
  begin(sessionId: string, secret: Buffer): IssuedRefreshToken
  /** Undefined for whatever was not issued here, without asking the database. */
  read(token: string): PresentedRefreshToken | undefined
}

interface Keys {
  /** Says that a token was issued here. */
  readonly code: KeyedDigest
  /** What is stored of it. */
  readonly digest: KeyedDigest
  /** Makes the secret of the next from the secret of the one before. */
  readonly successor: KeyedDigest
}

/**
 * Opaque tokens of 256 bits (ASVS 5.0 10.4.5, RFC 9700 section 4.14): which session, which generation of it, and a secret.
 * The next secret is made of the one before and a nonce that is stored when that one is spent: whoever presents the spent
 * one in time is given the same successor, on any server and after any restart, and whoever reads the database, even with
 * the root secret, has none.
 */
export function refreshTokens({ code, digest, successor }: Keys): RefreshTokens {
  const issue = (session: Buffer, generation: number, secret: Buffer): IssuedRefreshToken => {
    const body = Buffer.alloc(BODY_BYTES)
    body.writeUInt8(LAYOUT, 0)
    session.copy(body, 1)
    body.writeUInt32BE(generation, 1 + SESSION_BYTES)
    secret.copy(body, BODY_BYTES - SECRET_BYTES)
    const text = body.toString('base64url')
    return { token: `${PREFIX}${text}${code(text).slice(0, CODE_LENGTH)}`, digest: digest(text) }
  }
  return {
    begin(sessionId, secret) {
      const session = Buffer.from(sessionId.slice(SESSION_PREFIX.length), 'base64url')
      if (session.length !== SESSION_BYTES || secret.length !== SECRET_BYTES)
        throw new RangeError('a refresh token is made of 20 bytes of a session id and 32 of chance')
      return issue(session, 0, secret)
    },
    read(token) {
      if (!SHAPE.test(token)) return undefined
      const text = token.slice(PREFIX.length, PREFIX.length + BODY_LENGTH)
      if (!isSameDigest(code(text).slice(0, CODE_LENGTH), token.slice(-CODE_LENGTH))) return undefined
      const body = Buffer.from(text, 'base64url')
      if (body.readUInt8(0) !== LAYOUT) return undefined
      const session = body.subarray(1, 1 + SESSION_BYTES)
      const generation = body.readUInt32BE(1 + SESSION_BYTES)
      return {
        sessionId: SESSION_PREFIX + session.toString('base64url'),
        generation,
        digest: digest(text),
        successor: (nonce) =>
          issue(session, generation + 1, Buffer.from(successor(`${text}.${nonce}`), 'base64url')),
      }
    },
  }
}

const SESSION_PREFIX = 'ses_'

import { createPrivateKey, sign } from 'node:crypto'

interface AppleKey {
  readonly teamId: string
  readonly keyId: string
  readonly clientId: string
  /** PKCS #8 in PEM, as Apple gives it away. */
  readonly privateKey: string
}

/** Apple takes no more than half a year; one that is made anew for each use need not live. */
const LIFETIME_SECONDS = 300

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/** What Apple takes for a client secret: a token signed by the team's key (RFC 7523 section 2.2 in spirit, ES256). */
export function appleSecret({ teamId, keyId, clientId, privateKey }: AppleKey, nowSeconds: number): string {
  const iat = Math.floor(nowSeconds)
  const text = `${part({ alg: 'ES256', kid: keyId, typ: 'JWT' })}.${part({
    iss: teamId,
    iat,
    exp: iat + LIFETIME_SECONDS,
    aud: 'https://appleid.apple.com',
    sub: clientId,
  })}`
  const key = createPrivateKey(privateKey)
  const signature = sign('sha256', Buffer.from(text), { key, dsaEncoding: 'ieee-p1363' })
  return `${text}.${signature.toString('base64url')}`
}

/** Whether it is a key of the curve that Apple asks for. */
export function isAppleKey(pem: string): boolean {
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(pem)
    return asymmetricKeyType === 'ec' && asymmetricKeyDetails?.namedCurve === 'prime256v1'
  } catch {
    return false
  }
}

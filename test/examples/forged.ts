import { createPublicKey } from 'node:crypto'
import { assemble, encode, otherSpellings, partsOf, sign } from '../support/tamper.ts'

export type Forged = readonly [what: string, token: string]

/** Signatures that nobody with the private key made. */
export function forgedSignatures(token: string): Forged[] {
  const { header, payload, signature } = partsOf(token)
  const [head = '', body = ''] = token.split('.')
  return [
    ...['none', 'None', 'nOnE'].map(
      (alg): Forged => [`alg ${alg}`, assemble({ ...header, alg }, payload, '')],
    ),
    ['alg none under the old signature', assemble({ ...header, alg: 'none' }, payload, signature)],
    ['no signature', `${head}.${body}.`],
    ['a signature of one byte', `${head}.${body}.AA`],
    ['a signature of zeros', `${head}.${body}.${'A'.repeat(signature.length)}`],
    ...['EdDSA', 'ES256', 'RS256']
      .filter((alg) => alg !== header.alg)
      .map((alg): Forged => [`${alg} under this kid`, assemble({ ...header, alg }, payload, signature)]),
    ...otherSpellings(token).map((other): Forged => ['another spelling of the signature', other]),
    ['padding', `${token}=`],
    ['a fourth part', `${token}.${body}`],
  ]
}

/** HMAC with what everybody can read, in each spelling in which a library may take it for a secret. */
export function signedByThePublicKey(token: string, jwk: JsonWebKey): Forged[] {
  const { header, payload } = partsOf(token)
  const key = createPublicKey({ key: jwk, format: 'jwk' })
  const spellings: [string, string | Buffer][] = [
    ['SPKI as PEM', key.export({ format: 'pem', type: 'spki' })],
    ['SPKI as DER', key.export({ format: 'der', type: 'spki' })],
    ['a JWK', JSON.stringify(jwk)],
    ['its x or n', Buffer.from(String(jwk.x ?? jwk.n), 'base64url')],
    ['its x or n as text', String(jwk.x ?? jwk.n)],
    ...(jwk.kty === 'RSA'
      ? ([
          ['PKCS #1 as PEM', key.export({ format: 'pem', type: 'pkcs1' })],
          ['PKCS #1 as DER', key.export({ format: 'der', type: 'pkcs1' })],
        ] as [string, string | Buffer][])
      : []),
  ]
  return spellings.map(([what, secret]) => [
    `HS256 keyed with ${what}`,
    sign({ ...header, alg: 'HS256' }, payload, secret),
  ])
}

/** Headers that name another key, or where to find one. */
export function otherKeys(token: string, url: string): Forged[] {
  const { header, payload, signature } = partsOf(token)
  const kids = [
    'sig_unknown1',
    '../../dev/null',
    "' or 1=1--",
    'k'.repeat(4_000),
    'k'.repeat(10_000),
    { a: 1 },
    null,
    7,
  ]
  const more = {
    jku: url,
    x5u: url,
    jwk: { kty: 'OKP' },
    x5c: ['AA=='],
    crit: ['exp'],
    b64: false,
    cty: 'JWT',
  }
  return [
    ...kids.map(
      (kid): Forged => [
        `kid ${JSON.stringify(kid).slice(0, 20)}`,
        assemble({ ...header, kid }, payload, signature),
      ],
    ),
    ['no kid', assemble({ alg: header.alg, typ: header.typ }, payload, signature)],
    ...Object.entries(more).map(
      ([name, value]): Forged => [name, assemble({ ...header, [name]: value }, payload, signature)],
    ),
  ]
}

/** Claims that somebody would like to have, under the old signature. */
export function changedClaims(token: string): Forged[] {
  const { header, payload, signature } = partsOf(token)
  const [head = ''] = token.split('.')
  const changes = { sub: '2', exp: 9_999_999_999, sid: 'ses_another', iat: 0 }
  return [
    ...Object.entries(changes).map(
      ([name, value]): Forged => [name, assemble(header, { ...payload, [name]: value }, signature)],
    ),
    ['no object', `${head}.${encode('[]')}.${signature}`],
    ['no JSON', `${head}.${encode('{')}.${signature}`],
    ['deep', `${head}.${encode('['.repeat(5_000))}.${signature}`],
    ['too long', `${head}.${encode({ ...payload, more: 'x'.repeat(9_000) })}.${signature}`],
  ]
}

/** Other kinds than access tokens. */
export const otherTypes = (token: string): Forged[] => {
  const { header, payload, signature } = partsOf(token)
  return ['JWT', 'AT+JWT', 'logout+jwt', 'latchkey-revocations+jwt', '', null].map((typ) => [
    `typ ${typ}`,
    assemble({ ...header, typ }, payload, signature),
  ])
}

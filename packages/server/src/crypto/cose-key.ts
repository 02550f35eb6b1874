import { generateKeyPairSync } from 'node:crypto'

/** A key that nobody has, so that a credential that there is not costs what one costs that there is. */
let nobodys: string | undefined
export function nobodysPublicKey(): string {
  if (nobodys) return nobodys
  const { x = '', y = '' } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey.export({
    format: 'jwk',
  })
  // {1: 2, 3: -7, -1: 1, -2: x, -3: y} (RFC 9053 section 7.1.1).
  const [begin, between] = [Buffer.from('a5010203262001215820', 'hex'), Buffer.from('225820', 'hex')]
  const cose = Buffer.concat([begin, Buffer.from(x, 'base64url'), between, Buffer.from(y, 'base64url')])
  nobodys = cose.toString('base64url')
  return nobodys
}

import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'

/** What is signed of a chain: how long it is, and how it ends. */
export interface Checkpoint {
  readonly seq: number
  /** Milliseconds since the epoch. */
  readonly at: number
  readonly mac: string
  readonly count: number
}

/** What stands before the 32 bytes of an Ed25519 seed in PKCS #8 (RFC 8410 section 7). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex')
/** Likewise before a public key (RFC 8410 section 4). */
const SPKI = Buffer.from('302a300506032b6570032100', 'hex')

/** What is signed: the name of the form, so that no other signature of this key is ever one of these. */
const signedText = ({ seq, at, mac, count }: Checkpoint): Buffer =>
  Buffer.from(JSON.stringify(['latchkey audit checkpoint 1', seq, at, mac, count]))

export interface CheckpointKey {
  /** The 32 bytes in base64url. */
  readonly publicKey: string
  sign(checkpoint: Checkpoint): string
  verify(checkpoint: Checkpoint, signature: string): boolean
}

export function checkpointKey(seed: Buffer): CheckpointKey {
  const key = createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' })
  const publicKey = createPublicKey(key)
  return {
    publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64url'),
    sign: (checkpoint) => sign(null, signedText(checkpoint), key).toString('base64url'),
    verify: (checkpoint, signature) => isSignedBy(publicKey, checkpoint, signature),
  }
}

const isSignedBy = (key: KeyObject, checkpoint: Checkpoint, signature: string): boolean =>
  verify(null, signedText(checkpoint), key, Buffer.from(signature, 'base64url'))

/** For whoever has no more than the public key. Throws for what is none. */
export function checkpointVerifier(
  publicKey: string,
): (checkpoint: Checkpoint, signature: string) => boolean {
  const bytes = Buffer.from(publicKey, 'base64url')
  if (bytes.length !== 32) throw new RangeError('a public key of checkpoints has 32 bytes')
  const key = createPublicKey({ key: Buffer.concat([SPKI, bytes]), format: 'der', type: 'spki' })
  return (checkpoint, signature) => isSignedBy(key, checkpoint, signature)
}

import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

/** What a test makes wrong about one answer of an authenticator, one thing at a time. */
export interface Mutation {
  readonly challenge?: string
  readonly origin?: string
  readonly type?: string
  /** Written into the client data as it is. */
  readonly clientData?: Record<string, unknown>
  readonly rpId?: string
  /** Bits of the flags (Web Authentication Level 3 section 6.1) that are turned round. */
  readonly flip?: number
  readonly counter?: number
  readonly userHandle?: string | null
  readonly credentialId?: Buffer
  /** What the public key says of its algorithm. */
  readonly alg?: number
  readonly fmt?: string
  readonly attStmt?: Cbor | ((clientData: Buffer) => Cbor)
  /** In place of the whole of it. */
  readonly attestationObject?: Buffer
  /** Behind the attestation object, or behind the authenticator data. */
  readonly trailing?: Buffer
  readonly trailingAuthData?: Buffer
  readonly signature?: Buffer
  /** Signed by another key than the credential's. */
  readonly signedBy?: KeyObject
  readonly credentialType?: string
}

export type Cbor = number | string | Buffer | Cbor[] | Map<number | string, Cbor>

/** RFC 8949, as much as a credential needs. */
function cbor(value: Cbor): Buffer {
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value)
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value])
  if (typeof value === 'string') {
    const bytes = Buffer.from(value)
    return Buffer.concat([head(3, bytes.length), bytes])
  }
  if (Array.isArray(value)) return Buffer.concat([head(4, value.length), ...value.map(cbor)])
  return Buffer.concat([head(5, value.size), ...[...value].flatMap(([key, one]) => [cbor(key), cbor(one)])])
}

function head(major: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(major << 5) | length])
  if (length < 256) return Buffer.from([(major << 5) | 24, length])
  return Buffer.from([(major << 5) | 25, length >> 8, length & 255])
}

export const UP = 1
export const UV = 4
export const BE = 8
export const BS = 16
const AT = 64

interface Options {
  readonly challenge: string
  readonly rp?: { readonly id: string }
  readonly rpId?: string
  readonly user?: { readonly id: string }
}

const base64url = (bytes: Buffer | string): string => Buffer.from(bytes).toString('base64url')
const sha256 = (bytes: Buffer | string): Buffer => createHash('sha256').update(bytes).digest()

/** An authenticator with one ES256 credential: what it makes is real, unless it is told to make something wrong. */
export class Authenticator {
  readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  readonly credentialId = randomBytes(32)
  readonly #origin: string
  #rpId = ''
  #handle = ''
  /** 0 for ever, as of passkeys that are on several devices, or counting. */
  counter: number
  flags: number

  constructor(origin: string, { counter = 0, flags = UP | UV | BE | BS } = {}) {
    this.#origin = origin
    this.counter = counter
    this.flags = flags
  }

  get id(): string {
    return base64url(this.credentialId)
  }

  #clientData(type: string, options: Options, wrong: Mutation): Buffer {
    return Buffer.from(
      JSON.stringify({
        type: wrong.type ?? type,
        challenge: wrong.challenge ?? options.challenge,
        origin: wrong.origin ?? this.#origin,
        crossOrigin: false,
        ...wrong.clientData,
      }),
    )
  }

  #authData(rpId: string, flags: number, attested: Buffer, wrong: Mutation): Buffer {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(wrong.counter ?? this.counter)
    return Buffer.concat([
      sha256(wrong.rpId ?? rpId),
      Buffer.from([flags ^ (wrong.flip ?? 0)]),
      counter,
      attested,
      wrong.trailingAuthData ?? Buffer.alloc(0),
    ])
  }

  /** What `navigator.credentials.create()` gives. */
  create(options: Options, wrong: Mutation = {}) {
    this.#rpId = options.rp?.id ?? ''
    this.#handle = options.user?.id ?? ''
    const { x = '', y = '' } = this.keys.publicKey.export({ format: 'jwk' })
    const key = new Map<number, Cbor>([
      [1, 2],
      [3, wrong.alg ?? -7],
      [-1, 1],
      [-2, Buffer.from(x, 'base64url')],
      [-3, Buffer.from(y, 'base64url')],
    ])
    const credentialId = wrong.credentialId ?? this.credentialId
    const length = Buffer.from([credentialId.length >> 8, credentialId.length & 255])
    const attested = Buffer.concat([Buffer.alloc(16), length, credentialId, cbor(key)])
    const authData = this.#authData(this.#rpId, this.flags | AT, attested, wrong)
    const clientData = this.#clientData('webauthn.create', options, wrong)
    const { attStmt = new Map() } = wrong
    const object = new Map<string, Cbor>([
      ['fmt', wrong.fmt ?? 'none'],
      ['attStmt', typeof attStmt === 'function' ? attStmt(clientData) : attStmt],
      ['authData', authData],
    ])
    const attestation =
      wrong.attestationObject ?? Buffer.concat([cbor(object), wrong.trailing ?? Buffer.alloc(0)])
    return {
      id: base64url(credentialId),
      rawId: base64url(credentialId),
      type: wrong.credentialType ?? 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: base64url(clientData),
        attestationObject: base64url(attestation),
        transports: ['internal', 'hybrid', 'nonsense'],
      },
    }
  }

  /** What `navigator.credentials.get()` gives. */
  get(options: Options, wrong: Mutation = {}) {
    const clientData = this.#clientData('webauthn.get', options, wrong)
    const authData = this.#authData(options.rpId ?? this.#rpId, this.flags, Buffer.alloc(0), wrong)
    const signed = Buffer.concat([authData, sha256(clientData)])
    const signature = wrong.signature ?? sign('sha256', signed, wrong.signedBy ?? this.keys.privateKey)
    const userHandle = wrong.userHandle === undefined ? this.#handle : wrong.userHandle
    return {
      id: base64url(wrong.credentialId ?? this.credentialId),
      rawId: base64url(wrong.credentialId ?? this.credentialId),
      type: wrong.credentialType ?? 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: base64url(clientData),
        authenticatorData: base64url(authData),
        signature: base64url(signature),
        ...(userHandle === null ? {} : { userHandle }),
      },
    }
  }
}

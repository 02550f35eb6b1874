import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { encode } from '../support/tamper.ts'

const KID = 'sig_scripted'
const TYPE = 'latchkey-revocations+jwt'

export type Message = Record<string, unknown>

interface Signing {
  readonly header?: Record<string, unknown>
  readonly key?: KeyObject
}

/**
 * What a verifier takes for a Latchkey, saying what a test wants: messages that no Latchkey sends, and tokens that none issues,
 * under signatures that hold. `key` of a follower is its API key.
 */
export class ScriptedServer {
  readonly #pair = generateKeyPairSync('ed25519')
  readonly stranger = generateKeyPairSync('ed25519').privateKey
  readonly #followers = new Map<string, ReadableStreamDefaultController<Uint8Array>>()
  readonly #connected = new Map<string, number>()
  readonly #server
  #stream = 'stream-1'
  #n = 0
  #last = 0
  keySetsAsked = 0

  constructor() {
    this.#server = Bun.serve({
      port: 0,
      hostname: '127.0.0.1',
      idleTimeout: 0,
      routes: {
        '/.well-known/jwks.json': () => {
          this.keySetsAsked += 1
          return Response.json({
            keys: [this.#jwk(), { kid: 'of another day', alg: 'ML-DSA-44', kty: 'AKP' }],
          })
        },
        '/revocations/stream': (request) => this.#follow(request.headers.get('authorization') ?? ''),
      },
    })
  }

  get url(): string {
    return this.#server.url.href
  }

  /** How often this follower has connected. */
  connected(key: string): number {
    return this.#connected.get(`Bearer ${key}`) ?? 0
  }

  /** The next message of the feed, in its order. */
  next(change: Message = {}): Message {
    this.#n += 1
    return { ...this.#message('beat'), ...change }
  }

  /** Tells all, in two pieces. */
  tell(message: Message, signing: Signing = {}): void {
    this.tellRaw(
      `event: beat\ndata: ${this.sign(message, { ...signing, header: { typ: TYPE, ...signing.header } })}\n\n`,
    )
  }

  tellRaw(text: string): void {
    const half = Math.floor(text.length / 2)
    for (const piece of [text.slice(0, half), text.slice(half)])
      for (const controller of this.#followers.values()) controller.enqueue(new TextEncoder().encode(piece))
  }

  /** From here on as another process, or another Latchkey. */
  beginAnew(): void {
    this.#stream = `stream-${crypto.randomUUID()}`
    this.#n = 0
  }

  /** A payload that is text is sent as it is. */
  sign(payload: unknown, { header, key = this.#pair.privateKey }: Signing = {}): string {
    const signed = `${encode({ alg: 'EdDSA', typ: 'at+jwt', kid: KID, ...header })}.${encode(payload)}`
    return `${signed}.${sign(null, Buffer.from(signed), key).toString('base64url')}`
  }

  async close(): Promise<void> {
    await this.#server.stop(true)
  }

  #follow(key: string): Response {
    this.#connected.set(key, (this.#connected.get(key) ?? 0) + 1)
    const first = this.sign(this.#message('snapshot'), { header: { typ: TYPE } })
    const stream = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#followers.set(key, controller)
        controller.enqueue(new TextEncoder().encode(`event: snapshot\ndata: ${first}\n\n`))
      },
      cancel: () => {
        this.#followers.delete(key)
      },
    })
    return new Response(stream, { headers: { 'Content-Type': 'text/event-stream' } })
  }

  #message(kind: string): Message {
    // It never says the same time twice, so that what is older is told apart.
    this.#last = Math.max(Date.now(), this.#last + 1)
    return { kind, stream: this.#stream, n: this.#n, at: this.#last, revoked: {}, kids: [KID] }
  }

  #jwk(): object {
    return { ...this.#pair.publicKey.export({ format: 'jwk' }), kid: KID, alg: 'EdDSA', use: 'sig' }
  }
}

/** How the feed names a session. */
export const entryOf = (sessionId: string): string =>
  createHash('sha256').update(sessionId).digest().subarray(0, 9).toString('base64url')

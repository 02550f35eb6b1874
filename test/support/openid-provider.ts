// An OpenID provider that does whatever a test wants of it: right, unless it is told otherwise.

import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'

type Claims = Record<string, unknown>

/** What it says otherwise. */
export interface Crookedness {
  /** Over the claims of the ID token; undefined removes one. */
  claims?: Claims
  /** The whole ID token. */
  idToken?: (claims: Claims) => string | Promise<string>
  /** What discovery says. */
  discovery?: Claims
  /** Signs with a key that its key set does not have. */
  hasOtherKey?: boolean
  /** Of the answer in the browser. */
  answer?: Record<string, string>
  /** Answers the token request itself. */
  token?: (response: ServerResponse) => void
  /** The token request is answered once this is over. */
  holdsToken?: () => Promise<unknown>
}

interface Code {
  readonly nonce: string | undefined
  readonly challenge: string
  readonly redirectUri: string
  /** It was asked when they signed in (OpenID Connect Core 1.0 section 2): just now, here. */
  readonly isTimeAsked: boolean
}

export class OpenIdProvider {
  readonly clientId = 'latchkey'
  readonly clientSecret = `secret-${randomUUID()}`
  /** Who is signed in there. */
  person: Claims = { sub: 'sub-1', email: 'ada@example.org', email_verified: true, name: 'Ada Lovelace' }
  crooked: Crookedness = {}
  /** Requests that came, as `GET /path`. */
  readonly asked: string[] = []
  /** With which somebody was sent here last. */
  parameters: Readonly<Record<string, string>> = {}
  readonly #codes = new Map<string, Code>()
  #server: Server | undefined
  #keys: Awaited<ReturnType<typeof generateKeyPair>> | undefined
  #others: Awaited<ReturnType<typeof generateKeyPair>> | undefined
  issuer = ''

  async open(): Promise<this> {
    this.#keys = await generateKeyPair('RS256')
    this.#others = await generateKeyPair('RS256')
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch((error: unknown) => {
        response.writeHead(500).end(String(error))
      })
    })
    await new Promise<void>((done) => this.#server?.listen(0, '127.0.0.1', done))
    const address = this.#server.address()
    this.issuer = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
    return this
  }

  close(): void {
    this.#server?.closeAllConnections()
    this.#server?.close()
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', this.issuer)
    this.asked.push(`${request.method} ${url.pathname}`)
    const json = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    }
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        return json(200, {
          issuer: this.issuer,
          authorization_endpoint: `${this.issuer}/authorize`,
          token_endpoint: `${this.issuer}/token`,
          jwks_uri: `${this.issuer}/keys`,
          userinfo_endpoint: `${this.issuer}/userinfo`,
          response_types_supported: ['code'],
          subject_types_supported: ['public'],
          id_token_signing_alg_values_supported: ['RS256'],
          token_endpoint_auth_methods_supported: ['client_secret_post'],
          authorization_response_iss_parameter_supported: true,
          ...this.crooked.discovery,
        })
      case '/keys': {
        const key = await exportJWK(this.#keys?.publicKey as CryptoKey)
        return json(200, { keys: [{ ...key, kid: 'one', alg: 'RS256', use: 'sig' }] })
      }
      case '/authorize': {
        const code = randomUUID()
        const redirectUri = url.searchParams.get('redirect_uri') ?? ''
        this.#codes.set(code, {
          nonce: url.searchParams.get('nonce') ?? undefined,
          challenge: url.searchParams.get('code_challenge') ?? '',
          redirectUri,
          isTimeAsked: url.searchParams.has('max_age'),
        })
        this.parameters = Object.fromEntries(url.searchParams)
        const back = new URL(redirectUri)
        const answer = {
          code,
          state: url.searchParams.get('state') ?? '',
          iss: this.issuer,
          ...this.crooked.answer,
        }
        for (const [name, value] of Object.entries(answer))
          if (value !== '') back.searchParams.set(name, value)
        response.writeHead(302, { location: back.href }).end()
        return
      }
      case '/token':
        return this.#token(await bodyOf(request), response, json)
      case '/userinfo':
        return json(200, this.person)
      default:
        response.writeHead(404).end()
    }
  }

  async #token(
    body: URLSearchParams,
    response: ServerResponse,
    json: (status: number, body: unknown) => void,
  ): Promise<void> {
    const { crooked } = this
    if (crooked.token) return crooked.token(response)
    await crooked.holdsToken?.()
    if (body.get('client_id') !== this.clientId || body.get('client_secret') !== this.clientSecret)
      return json(401, { error: 'invalid_client', error_description: 'no such client' })
    const code = this.#codes.get(body.get('code') ?? '')
    this.#codes.delete(body.get('code') ?? '')
    const challenge = createHash('sha256')
      .update(body.get('code_verifier') ?? '')
      .digest('base64url')
    if (code?.challenge !== challenge || code.redirectUri !== body.get('redirect_uri'))
      return json(400, { error: 'invalid_grant' })
    const now = Math.floor(Date.now() / 1_000)
    const claims: Claims = {
      iss: this.issuer,
      aud: this.clientId,
      iat: now,
      exp: now + 300,
      ...(code.nonce === undefined ? {} : { nonce: code.nonce }),
      ...(code.isTimeAsked ? { auth_time: now } : {}),
      ...this.person,
      ...crooked.claims,
    }
    const key = (crooked.hasOtherKey ? this.#others : this.#keys)?.privateKey as CryptoKey
    const idToken = crooked.idToken
      ? await crooked.idToken(claims)
      : await new SignJWT(claims as JWTPayload).setProtectedHeader({ alg: 'RS256', kid: 'one' }).sign(key)
    json(200, { access_token: randomUUID(), token_type: 'Bearer', expires_in: 300, id_token: idToken })
  }
}

async function bodyOf(request: IncomingMessage): Promise<URLSearchParams> {
  let text = ''
  for await (const part of request) text += String(part)
  return new URLSearchParams(text)
}

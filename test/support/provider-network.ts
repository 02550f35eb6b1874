// A network of providers for the client of this server: nothing leaves the machine.
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose'
import type { Outbound, OutboundRequest } from '../../packages/server/src/kernel/outbound.ts'

type Handler = (request: OutboundRequest) => unknown

/** What answers each address; everything else is not there. Requests are kept with their bodies. */
export function network(handlers: Readonly<Record<string, Handler>>) {
  const asked: { line: string; body: URLSearchParams; headers: Readonly<Record<string, string>> }[] = []
  const outbound: Outbound = async (url, request = {}) => {
    const line = `${request.method ?? 'GET'} ${url}`
    asked.push({
      line,
      body: new URLSearchParams(String(request.body ?? '')),
      headers: request.headers ?? {},
    })
    const handler = handlers[line]
    const type = { 'content-type': 'application/json' }
    if (!handler) return new Response('{}', { status: 404, headers: type })
    return new Response(JSON.stringify(await handler(request)), { status: 200, headers: type })
  }
  return { outbound, asked }
}

/** An OpenID provider with this description, and ID tokens of whatever is said of whoever signs in. */
export async function openIdNetwork(
  address: string,
  { issuer = address, claims }: { issuer?: string; claims: () => Record<string, unknown> },
) {
  const { publicKey, privateKey } = await generateKeyPair('RS256')
  const jwk = { ...(await exportJWK(publicKey)), kid: 'one', alg: 'RS256', use: 'sig' }
  const at = 'https://keys.example'
  return network({
    [`GET ${address}/.well-known/openid-configuration`]: () => ({
      issuer,
      authorization_endpoint: `${at}/authorize`,
      token_endpoint: `${at}/token`,
      jwks_uri: `${at}/keys`,
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: ['client_secret_post'],
    }),
    [`GET ${at}/keys`]: () => ({ keys: [jwk] }),
    [`POST ${at}/token`]: async () => {
      const now = Math.floor(Date.now() / 1_000)
      const payload = { iat: now, exp: now + 60, ...claims() } as JWTPayload
      const id_token = await new SignJWT(payload)
        .setProtectedHeader({ alg: 'RS256', kid: 'one' })
        .sign(privateKey)
      return { access_token: 'token-of-theirs', token_type: 'Bearer', id_token }
    },
  })
}

// oidc-provider, which is certified: what this server says is right is right to somebody else.
import { createServer, type Server } from 'node:http'
import Provider from 'oidc-provider'
import type { Visitor } from './far-visitor.ts'

export class RealProvider {
  readonly clientId = 'latchkey'
  readonly clientSecret = 'a-secret-of-the-real-provider-0123456789'
  issuer = ''
  #server: Server | undefined

  /** For a server whose addresses begin so. */
  async open(redirectUri: string): Promise<this> {
    const server = createServer()
    this.#server = server
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const address = server.address()
    this.issuer = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
    const provider = new Provider(this.issuer, {
      clients: [
        {
          client_id: this.clientId,
          client_secret: this.clientSecret,
          redirect_uris: [redirectUri],
          response_types: ['code'],
          grant_types: ['authorization_code'],
        },
      ],
      cookies: { keys: ['a key of the tests'] },
      claims: {
        openid: ['sub'],
        email: ['email', 'email_verified'],
        profile: ['name', 'preferred_username'],
      },
      findAccount: (_: unknown, id: string) => ({
        accountId: id,
        claims: () => ({
          sub: id,
          email: `${id}@example.org`,
          email_verified: true,
          name: `Real ${id}`,
          preferred_username: id,
        }),
      }),
    })
    const answer = provider.callback()
    server.on('request', (request, response) => void answer(request, response))
    return this
  }

  close(): void {
    this.#server?.closeAllConnections()
    this.#server?.close()
  }

  /** Signs in on its pages and agrees, from the address that this server sends people to: the address that leads back. */
  async agree(visitor: Visitor, url: string, login: string): Promise<string> {
    const isBack = (next: string): boolean => next.includes('/sign-in/callback/')
    let seen = await visitor.go(url, undefined, isBack)
    for (const form of [{ prompt: 'login', login, password: 'any' }, { prompt: 'consent' }]) {
      const action = /<form[^>]* action="([^"]+)"/.exec(seen.text)?.[1]
      if (action === undefined) break
      seen = await visitor.go(new URL(action, this.issuer).href, form, isBack)
    }
    return visitor.way.at(-1) ?? ''
  }
}

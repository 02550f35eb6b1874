import { appleSecret } from '#crypto/apple-secret'
import {
  type ClientAuth,
  type Configuration,
  type CustomFetch,
  loadOpenId,
  type OpenId,
  type ServerMetadata,
} from '#crypto/openid'
import type { Clock } from '#kernel/clock'
import type { SessionId } from '#kernel/ids'
import type { Language } from '#kernel/language'
import { type Outbound, OutboundRefusal } from '#kernel/outbound'
import { type Claims, kinds } from './kinds.ts'
import { isSafe } from './safe-address.ts'
import type { ProviderRow } from './store.ts'

/** A provider with what it is asked by. */
export interface OpenProvider extends ProviderRow {
  readonly secret: string
}

/** What is kept of one attempt, besides its state. */
export interface AttemptSecrets {
  readonly nonce: string
  readonly verifier: string
  /** The token of the invitation that is accepted. */
  readonly invitation?: string
  /** What waits for a proof, as the page that asked for it reads it again. */
  readonly kept?: Readonly<Record<string, string>>
  /** The session of the browser that it was begun in. */
  readonly before?: SessionId
  /** What whoever began it would read: what the provider's page posts comes without the cookie that says so. */
  readonly language?: Language
}

/** Who somebody is elsewhere. */
export interface Person {
  readonly issuer: string
  readonly subject: string
  readonly email: string | undefined
  /** Proved by its owner, who is asked: a provider that is believed for this domain. */
  readonly isEmailProved: boolean
  /** When they signed in there, in milliseconds; undefined where the provider does not say. */
  readonly signedInAt: number | undefined
  readonly names: { readonly username: string | undefined; readonly fullName: string | undefined }
}

interface Deps {
  readonly outbound: Outbound
  readonly clock: Clock
  /** In development: endpoints on this machine by http. */
  readonly allowsLoopback: boolean
}

/** What the provider said that is no sign-in. */
export class NotVouched extends Error {
  readonly isCancelled: boolean

  constructor(message: string, options: { cause?: unknown; isCancelled?: boolean } = {}) {
    super(message, { cause: options.cause })
    this.isCancelled = options.isCancelled ?? false
  }
}

/** How long a provider's description of itself and its keys are believed. */
const KNOWN_MS = 60 * 60 * 1_000
const TIMEOUT_SECONDS = 10
const LONGEST_SUBJECT = 255

export function providerClient({ outbound, clock, allowsLoopback }: Deps) {
  const known = new Map<string, { updatedAt: number; until: number; configuration: Promise<Configuration> }>()

  const ask: CustomFetch = async (url, { method, headers, body, signal }) =>
    outbound(url, { method, headers, body, signal })

  const authentication = (oidc: OpenId, provider: OpenProvider): ClientAuth => {
    const { teamId, keyId, clientId, secret } = provider
    const post = oidc.ClientSecretPost(secret)
    const basic = oidc.ClientSecretBasic(secret)
    return (server, client, body, headers) => {
      if (provider.kind === 'apple') {
        const key = { teamId: teamId ?? '', keyId: keyId ?? '', clientId, privateKey: secret }
        return oidc.ClientSecretPost(appleSecret(key, clock.now() / 1_000))(server, client, body, headers)
      }
      // What is not said is Basic (OpenID Connect Discovery 1.0 section 3).
      const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic']
      const isPosted = methods.includes('client_secret_post')
      return (isPosted ? post : basic)(server, client, body, headers)
    }
  }

  const configure = async (provider: OpenProvider): Promise<Configuration> => {
    const oidc = await loadOpenId()
    const { oauth } = kinds[provider.kind]
    const auth = authentication(oidc, provider)
    if (oauth) {
      const server = {
        issuer: provider.issuer,
        authorization_endpoint: oauth.authorizationEndpoint,
        token_endpoint: oauth.tokenEndpoint,
        token_endpoint_auth_methods_supported: ['client_secret_post'],
      }
      const configuration = new oidc.Configuration(server, provider.clientId, {}, auth)
      configuration[oidc.customFetch] = ask
      configuration.timeout = TIMEOUT_SECONDS
      return configuration
    }
    // What comes by TLS alone is not enough: the signature is looked at as well (C081).
    const execute = [oidc.enableNonRepudiationChecks]
    return oidc.discovery(new URL(provider.issuer), provider.clientId, {}, auth, {
      [oidc.customFetch]: ask,
      timeout: TIMEOUT_SECONDS,
      execute: allowsLoopback ? [...execute, oidc.allowInsecureRequests] : execute,
    })
  }

  /** Kept for an hour, or until the provider is changed; one that failed is asked again. */
  const configurationOf = (provider: OpenProvider): Promise<Configuration> => {
    const { slug, updatedAt } = provider
    const found = known.get(slug)
    const now = clock.monotonic()
    if (found?.updatedAt === updatedAt && found.until > now) return found.configuration
    const configuration = configure(provider)
    known.set(slug, { updatedAt, until: now + KNOWN_MS, configuration })
    configuration.catch(() => {
      if (known.get(slug)?.configuration === configuration) known.delete(slug)
    })
    return configuration
  }

  const isOpenId = ({ kind }: ProviderRow): boolean => kinds[kind].oauth === undefined

  return {
    /** For whoever asks what is wrong: nothing that is kept. Throws what the library throws. */
    configure,

    /** What the token endpoint says to this client and a code that nobody gave. Throws `OutboundRefusal`. */
    async tryClient(provider: OpenProvider, server: ServerMetadata, redirectUri: string): Promise<Response> {
      const oidc = await loadOpenId()
      const body = new URLSearchParams({
        grant_type: 'authorization_code',
        code: 'a-code-that-nobody-gave',
        redirect_uri: redirectUri,
        code_verifier: 'a-verifier-that-belongs-to-no-challenge-at-all',
      })
      const headers = new Headers({
        accept: 'application/json',
        'content-type': 'application/x-www-form-urlencoded',
      })
      await authentication(oidc, provider)(server, { client_id: provider.clientId }, body, headers)
      const asked = { method: 'POST', headers: Object.fromEntries(headers.entries()), body }
      return outbound(server.token_endpoint ?? '', asked)
    },

    /** Where the browser is sent, `isAnew` to show who it is though they are signed in there. Throws `OutboundRefusal`, `NotVouched`. */
    async authorizationUrl(
      provider: OpenProvider,
      { state, nonce, verifier }: AttemptSecrets & { state: string },
      { redirectUri, isAnew }: { redirectUri: string; isAnew: boolean },
    ): Promise<string> {
      const oidc = await loadOpenId()
      return said(async () => {
        const configuration = await configurationOf(provider)
        const url = oidc.buildAuthorizationUrl(configuration, {
          redirect_uri: redirectUri,
          scope: provider.scopes,
          state,
          code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
          ...(isOpenId(provider) ? { nonce } : {}),
          ...kinds[provider.kind].parameters,
          ...(isAnew ? kinds[provider.kind].anew?.parameters : {}),
        })
        if (!isSafe(url, allowsLoopback))
          throw new NotVouched(
            `the provider sends people to ${url.protocol}//${url.host}, which is not https`,
          )
        return url.href
      })
    },

    /** Who came back. `answer` is all that the provider gave the browser. Throws `OutboundRefusal`, `NotVouched`. */
    async person(
      provider: OpenProvider,
      answer: Readonly<Record<string, string>>,
      { state, nonce, verifier }: AttemptSecrets & { state: string },
      redirectUri: string,
    ): Promise<Person> {
      const oidc = await loadOpenId()
      return said(async () => {
        const configuration = await configurationOf(provider)
        const url = new URL(redirectUri)
        for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value)
        const checks = { pkceCodeVerifier: verifier, expectedState: state }
        const openId = isOpenId(provider)
        const tokens = await oidc.authorizationCodeGrant(
          configuration,
          url,
          openId ? { ...checks, expectedNonce: nonce, idTokenExpected: true } : checks,
        )
        const get = async (address: string): Promise<unknown> => {
          const headers = new Headers({ accept: 'application/json' })
          const token = tokens.access_token
          const got = await oidc.fetchProtectedResource(
            configuration,
            token,
            new URL(address),
            'GET',
            null,
            headers,
          )
          if (!got.ok) throw new NotVouched(`${address} answered ${got.status}`)
          return got.json()
        }
        const { oauth } = kinds[provider.kind]
        if (oauth) {
          const { subject, claims } = await oauth.profile(get)
          return personOf(provider, provider.issuer, subject, claims)
        }
        const claims = tokens.claims()
        if (!claims) throw new NotVouched('there was no ID token')
        // OpenID Connect Core 1.0 section 3.1.3.7, rule 5, also where there is one audience.
        if (claims.azp !== undefined && claims.azp !== provider.clientId)
          throw new NotVouched('the ID token was issued to another client (azp)')
        const { userinfo_endpoint: asked } = configuration.serverMetadata()
        // What the ID token says is signed, and counts before what is asked for.
        const more =
          claims['email'] === undefined && asked !== undefined
            ? await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub)
            : {}
        const told: Claims = claims['email'] === undefined ? more : claims
        return personOf(provider, claims.iss, claims.sub, {
          ...more,
          ...claims,
          // Whoever says the address says whether it is proved: the one's word is not the other's.
          email_verified: told['email_verified'],
          xms_edov: told['xms_edov'],
          // Signed, or not said.
          auth_time: claims.auth_time,
          ...nameOfApple(provider, answer),
        })
      })
    },
  }

  async function said<T>(work: () => Promise<T>): Promise<T> {
    const oidc = await loadOpenId()
    try {
      return await work()
    } catch (error) {
      if (error instanceof NotVouched) throw error
      const refusal = outboundRefusalIn(error)
      if (refusal) throw refusal
      if (error instanceof oidc.AuthorizationResponseError)
        throw new NotVouched(`the provider answered ${error.error}`, {
          cause: error,
          isCancelled: CANCELLED.has(error.error),
        })
      throw new NotVouched(error instanceof Error ? error.message : 'no reason was given', { cause: error })
    }
  }
}
export type ProviderClient = ReturnType<typeof providerClient>

/** RFC 6749 section 4.1.2.1, OpenID Connect Core 1.0 section 3.1.2.6, and Apple's own word. */
const CANCELLED: ReadonlySet<string> = new Set([
  'access_denied',
  'user_cancelled_authorize',
  'login_required',
  'consent_required',
  'interaction_required',
])

/** Libraries wrap what our own fetch threw. */
export function outboundRefusalIn(error: unknown): OutboundRefusal | undefined {
  for (let one = error, deep = 0; one instanceof Error && deep < 8; one = one.cause, deep += 1)
    if (one instanceof OutboundRefusal) return one
  return undefined
}

/** Each database keeps it as it is: none keeps half a character (two would be one), and PostgreSQL no NUL. */
const isPlain = (text: string): boolean => text.isWellFormed() && !/\p{Cc}/u.test(text)

function personOf(provider: ProviderRow, issuer: string, subject: string, claims: Claims): Person {
  if (subject === '' || subject.length > LONGEST_SUBJECT)
    throw new NotVouched('the subject is empty or longer than 255 characters')
  if (!isPlain(subject) || !isPlain(issuer))
    throw new NotVouched('the subject or the issuer has control characters, or half characters')
  const text = (name: string): string | undefined => {
    const value = claims[name]
    return typeof value === 'string' && value !== '' && isPlain(value) ? value : undefined
  }
  const email = text('email')
  const { auth_time: signedInAt } = claims
  return {
    issuer,
    subject,
    email,
    isEmailProved:
      email !== undefined && kinds[provider.kind].isEmailProved(claims) && isBelieved(provider, email),
    signedInAt: typeof signedInAt === 'number' ? signedInAt * 1_000 : undefined,
    names: {
      username: text('preferred_username') ?? text('nickname') ?? text('given_name') ?? text('name'),
      fullName: text('name'),
    },
  }
}

function isBelieved({ emailDomains }: ProviderRow, email: string): boolean {
  const domains = emailDomains.split(' ')
  return domains.includes('*') || domains.includes(email.slice(email.lastIndexOf('@') + 1).toLowerCase())
}

/** Apple tells a name once, in the form and unsigned: good for nothing but what somebody is called. */
function nameOfApple({ kind }: ProviderRow, { user }: Readonly<Record<string, string>>): Claims {
  if (kind !== 'apple' || user === undefined) return {}
  try {
    const { name } = JSON.parse(user) as { name?: { firstName?: unknown; lastName?: unknown } }
    const parts = [name?.firstName, name?.lastName].filter((one): one is string => typeof one === 'string')
    return parts.length === 0 ? {} : { name: parts.join(' ') }
  } catch {
    return {}
  }
}

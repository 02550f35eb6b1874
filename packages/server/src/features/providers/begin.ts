import type { RequestFacts } from '@latchkey/contract'
import type { Principal } from '#features/principals'
import type { SessionId } from '#kernel/ids'
import { languageAsked } from '#kernel/language'
import { OutboundRefusal } from '#kernel/outbound'
import type { AttemptSecrets, OpenProvider } from './client.ts'
import {
  notFound,
  type ProvidersDeps,
  placeOfAttempt,
  placeOfSecret,
  redirectUriOf,
  refusing,
} from './deps.ts'
import { kinds } from './kinds.ts'
import type { Purpose } from './store.ts'

/** Time enough for a second factor elsewhere. */
export const ATTEMPT_MS = 10 * 60 * 1_000
/** 256 bits, of which nothing else is made. */
const BYTES = 32

export interface Sent {
  /** Where the browser goes. */
  readonly url: string
  /** What the browser keeps in a cookie, and shows when it is back. */
  readonly browser: string
  /** Whether it is back by a form that the provider's page posts, with which a `Lax` cookie is not sent. */
  readonly isPostedBack: boolean
}

/** The provider with its secret. Throws `provider_not_found`. */
export async function openProvider(deps: ProvidersDeps, slug: string): Promise<OpenProvider> {
  const { storage, store, sealer } = deps
  const row = await store.find(storage, slug)
  if (row?.enabled !== 1) throw notFound()
  const secret = sealer.open(row.sealedSecret, placeOfSecret(slug))
  if (!secret) throw new Error(`the secret of the provider ${slug} does not open under the root secret`)
  return { ...row, secret: secret.toString() }
}

export interface Asked {
  readonly slug: string
  /** Where it goes on, as whoever asks reads it again. */
  readonly goal: string
  /** Who links it to the own account; undefined for whoever signs in. */
  readonly linking?: Principal | undefined
  /** Who proves once more who it is, and what waits for that. */
  readonly proving?: { readonly caller: Principal; readonly kept: Readonly<Record<string, string>> }
  /** The token of an invitation that somebody accepts. */
  readonly invitation?: string | undefined
  /** Of whoever is signed in where somebody gets in. */
  readonly before?: SessionId | undefined
}

/**
 * Sends somebody to a provider: what comes back counts for this browser, this provider and once (C079). Throws
 * `provider_not_found`, `provider_unavailable`, `reauth_required`.
 */
export async function beginAt(deps: ProvidersDeps, asked: Asked, request: RequestFacts): Promise<Sent> {
  const { storage, store, random, clock, digest, sealer, client, baseUrl, log } = deps
  const { slug, goal, linking, proving, invitation, before } = asked
  const provider = await openProvider(deps, slug)
  const language = languageAsked(request)
  const text = (): string => random.bytes(BYTES).toString('base64url')
  const [state, browser] = [text(), text()]
  const secrets: AttemptSecrets = {
    nonce: text(),
    verifier: text(),
    ...(invitation === undefined ? {} : { invitation }),
    ...(proving ? { kept: proving.kept } : {}),
    ...(before === undefined ? {} : { before }),
    ...(language === undefined ? {} : { language }),
  }
  const owner = linking ?? proving?.caller
  let url: string
  try {
    const redirectUri = redirectUriOf(baseUrl(), slug)
    url = await client.authorizationUrl(
      provider,
      { ...secrets, state },
      { redirectUri, isAnew: proving !== undefined },
    )
  } catch (error) {
    log.warn({ provider: slug, request_id: request.id, err: error }, 'a provider could not be asked')
    const isSilent = error instanceof OutboundRefusal
    throw refusing(deps, request)(
      isSilent ? 'provider_unavailable' : 'provider_answer_not_valid',
      'provider_unavailable',
      `${provider.name} cannot be asked just now. Try again in a moment, or sign in another way.`,
    )
  }
  const stateDigest = digest(`state ${state}`)
  await storage.write(async (tx) => {
    if (linking) await deps.requireFresh(tx, linking)
    await store.begin(tx, {
      stateDigest,
      provider: slug,
      browserDigest: digest(`browser ${browser}`),
      purpose: purposeOf(asked),
      userId: owner?.userId ?? null,
      sessionId: owner?.sessionId ?? null,
      goal,
      sealedSecrets: sealer.seal(Buffer.from(JSON.stringify(secrets)), placeOfAttempt(stateDigest)),
      expiresAt: clock.now() + ATTEMPT_MS,
    })
  })
  return { url, browser, isPostedBack: kinds[provider.kind].postsForm === true }
}

const purposeOf = ({ linking, proving, invitation }: Asked): Purpose =>
  linking ? 'link' : proving ? 'prove' : invitation === undefined ? 'sign-in' : 'invite'

/** One text, whatever is wrong with what came back. */
export const startAgain =
  'This sign-in was begun in another browser, is over, or took too long. Begin it again.'

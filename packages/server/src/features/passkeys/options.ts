import type { User } from '@latchkey/contract'
import { COSE_ALGORITHMS, type RelyingParty } from '#crypto/webauthn'
import { LIFETIME_MS } from './ceremonies.ts'

interface Credential {
  readonly credentialId: string
  readonly transports: string
}

export type UserVerification = 'required' | 'preferred'

const descriptor = ({ credentialId, transports }: Credential) => ({
  type: 'public-key',
  id: credentialId,
  ...(transports === '' ? {} : { transports: transports.split(' ') }),
})

/** `PublicKeyCredentialCreationOptionsJSON` (Web Authentication Level 3 section 5.4). */
export const creationOptions = (
  party: RelyingParty,
  user: User,
  asked: {
    readonly challenge: string
    readonly handle: string
    readonly present: readonly Credential[]
    readonly userVerification: UserVerification
  },
) => ({
  challenge: asked.challenge,
  rp: { id: party.id, name: party.id },
  user: { id: asked.handle, name: user.username, displayName: user.full_name },
  pubKeyCredParams: COSE_ALGORITHMS.map((alg) => ({ type: 'public-key', alg })),
  timeout: LIFETIME_MS,
  // An authenticator that has one of this account makes no second.
  excludeCredentials: asked.present.map(descriptor),
  authenticatorSelection: {
    residentKey: 'required',
    requireResidentKey: true,
    userVerification: asked.userVerification,
  },
  attestation: 'none',
})

/** `PublicKeyCredentialRequestOptionsJSON` (section 5.5). Without `allowed` the person chooses among all of theirs. */
export const requestOptions = (
  party: RelyingParty,
  asked: {
    readonly challenge: string
    readonly allowed?: readonly Credential[]
    readonly userVerification: UserVerification | 'discouraged'
  },
) => ({
  challenge: asked.challenge,
  rpId: party.id,
  timeout: LIFETIME_MS,
  userVerification: asked.userVerification,
  ...(asked.allowed ? { allowCredentials: asked.allowed.map(descriptor) } : {}),
})

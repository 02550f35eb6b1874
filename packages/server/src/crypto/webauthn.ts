interface Credential {
  readonly id: string
  readonly rawId: string
  readonly type: string
}
/** `PublicKeyCredential.toJSON()` of a new passkey, as far as it is looked at. */
interface AttestationJson extends Credential {
  readonly response: { readonly clientDataJSON: string; readonly attestationObject: string }
}
/** The same of one that is shown. */
interface AssertionJson extends Credential {
  readonly response: {
    readonly clientDataJSON: string
    readonly authenticatorData: string
    readonly signature: string
  }
}

/** Who asks, as browsers see it. */
export interface RelyingParty {
  /** A domain: passkeys are made for it and for nothing else. */
  readonly id: string
  /** Of the pages that may ask, exactly. */
  readonly origins: readonly string[]
}

export interface MadeCredential {
  /** Base64url. */
  readonly credentialId: string
  /** COSE (RFC 9052 section 7), base64url. */
  readonly publicKey: string
  readonly counter: number
  readonly aaguid: string
  readonly isBackupEligible: boolean
  readonly isBackedUp: boolean
}

export interface ProvedCredential {
  readonly counter: number
  readonly isBackupEligible: boolean
  readonly isBackedUp: boolean
  readonly isUserVerified: boolean
}

/** EdDSA, ES256, RS256 (IANA COSE Algorithms). */
export const COSE_ALGORITHMS = [-8, -7, -257] as const
/** Web Authentication Level 3 section 5.8.3. */
const LONGEST_CREDENTIAL_ID = 1_023

/** Some twenty modules, which a server without passkeys need not load. In a bundle what they reflect by does not come first by itself. */
async function verifier() {
  await import('reflect-metadata')
  return import('@simplewebauthn/server')
}
const cbor = () => import('@levischuck/tiny-cbor')

interface Expected {
  readonly party: RelyingParty
  readonly challenge: string
  readonly needsUserVerification: boolean
}

/**
 * Web Authentication Level 3 section 7.1, with no attestation asked for. Undefined for whatever is not what this ceremony asked
 * for, whichever way it is not.
 */
export async function verifyAttestation(
  response: AttestationJson,
  { party, challenge, needsUserVerification }: Expected,
): Promise<MadeCredential | undefined> {
  if (!isOfTheTopmostPage(response.response.clientDataJSON)) return undefined
  if (!(await isUnattested(response.response.attestationObject))) return undefined
  const { verifyRegistrationResponse } = await verifier()
  const verified = await undefinedWhenThrown(() =>
    verifyRegistrationResponse({
      response: response as never,
      expectedChallenge: challenge,
      expectedOrigin: [...party.origins],
      expectedRPID: party.id,
      requireUserVerification: needsUserVerification,
      supportedAlgorithmIDs: [...COSE_ALGORITHMS],
    }),
  )
  if (verified?.verified !== true) return undefined
  const { credential, aaguid, credentialDeviceType, credentialBackedUp } = verified.registrationInfo
  // What the browser says of it, and what its authenticator does.
  if (credential.id !== response.id) return undefined
  if (Buffer.from(credential.id, 'base64url').length > LONGEST_CREDENTIAL_ID) return undefined
  return {
    credentialId: credential.id,
    publicKey: Buffer.from(credential.publicKey).toString('base64url'),
    counter: credential.counter,
    aaguid,
    isBackupEligible: credentialDeviceType === 'multiDevice',
    isBackedUp: credentialBackedUp,
  }
}

/**
 * Web Authentication Level 3 section 7.2, but for the counter, which the caller compares. Undefined for whatever does not prove that
 * the holder of this key answered this challenge.
 */
export async function verifyAssertion(
  response: AssertionJson,
  { party, challenge, needsUserVerification }: Expected,
  publicKey: string,
): Promise<ProvedCredential | undefined> {
  if (!isOfTheTopmostPage(response.response.clientDataJSON)) return undefined
  const { verifyAuthenticationResponse } = await verifier()
  const verified = await undefinedWhenThrown(() =>
    verifyAuthenticationResponse({
      response: response as never,
      expectedChallenge: challenge,
      expectedOrigin: [...party.origins],
      expectedRPID: party.id,
      requireUserVerification: needsUserVerification,
      // The counter of before is not given: one that goes back is to be told from a signature that is wrong.
      credential: {
        id: response.id,
        publicKey: Uint8Array.from(Buffer.from(publicKey, 'base64url')),
        counter: 0,
      },
    }),
  )
  if (verified?.verified !== true) return undefined
  const { newCounter, credentialDeviceType, credentialBackedUp, userVerified } = verified.authenticationInfo
  return {
    counter: newCounter,
    isBackupEligible: credentialDeviceType === 'multiDevice',
    isBackedUp: credentialBackedUp,
    isUserVerified: userVerified,
  }
}

/** Not of a frame in a page of somebody else. */
function isOfTheTopmostPage(clientDataJson: string): boolean {
  try {
    const data: unknown = JSON.parse(Buffer.from(clientDataJson, 'base64url').toString())
    if (typeof data !== 'object' || data === null) return false
    return !('topOrigin' in data) && !('crossOrigin' in data && data.crossOrigin !== false)
  } catch {
    return false
  }
}

/**
 * One item with nothing behind it (RFC 8949 section 5.3.1), attested by nobody or by its own key: so browsers make it where no
 * attestation was asked for (Web Authentication Level 3 section 5.1.3, step 22). Certificates are not looked at, for they name
 * addresses that whoever looks is to ask.
 */
async function isUnattested(encoded: string): Promise<boolean> {
  const { decodePartialCBOR } = await cbor()
  const bytes = Uint8Array.from(Buffer.from(encoded, 'base64url'))
  try {
    const [item, length] = decodePartialCBOR(new DataView(bytes.buffer), 0)
    if (length !== bytes.length || !(item instanceof Map)) return false
    const [format, statement] = [item.get('fmt'), item.get('attStmt')]
    if (!(statement instanceof Map)) return false
    return format === 'none' || (format === 'packed' && !statement.has('x5c'))
  } catch {
    return false
  }
}

/** What it throws says what was wrong, in words for whoever writes a browser. */
async function undefinedWhenThrown<T>(verify: () => Promise<T>): Promise<T | undefined> {
  try {
    return await verify()
  } catch {
    return undefined
  }
}

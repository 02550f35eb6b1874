import type { RelyingParty } from '#crypto/webauthn'

export interface PartySettings {
  /** Undefined: the host of the server's own address. */
  readonly passkeyRpId: string | undefined
  readonly passkeyOrigins: readonly string[]
  /** Where people reach the server, as far as is known by now. */
  baseUrl(): string
}

/** By the settings alone: no header of a request has a say in whose passkeys these are. */
export function relyingParty({ passkeyRpId, passkeyOrigins, baseUrl }: PartySettings): RelyingParty {
  const own = new URL(baseUrl())
  return { id: passkeyRpId ?? own.hostname, origins: [...new Set([own.origin, ...passkeyOrigins])] }
}

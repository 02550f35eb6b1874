import type { Caller } from './caller.ts'
import { apiKeyIn } from './credential.ts'
import { canonical } from './source-address.ts'
import type { Fields } from './transport.ts'

/** A person, as the back end of an application says who stands behind its request. */
export interface Client {
  readonly address: string | undefined
  readonly device: string | undefined
  readonly userAgent: string | undefined
}

const ADDRESS = 'x-latchkey-client-address'
const DEVICE = 'x-latchkey-device'
const USER_AGENT = 'x-latchkey-user-agent'

/** Long enough that nobody guesses one. */
const DEVICE_TOKEN = /^[\x21-\x7e]{16,256}$/

/** Whether a request says that somebody else stands behind it, who may say so or not. */
export const saysAddress = (headers: Fields): boolean => headers.get(ADDRESS) !== null

/**
 * What a request says of the person behind it, if it comes by an API key with the scope `signin:on-behalf` whose owner
 * may. Nobody else has a say in it: then it is as if nothing had been said, and a public route stays one. What cannot be
 * read as an address, or is too short for a device, counts as not said.
 */
export async function clientOf<C extends Caller>(
  headers: Fields,
  authenticate: (token: string) => C | undefined | Promise<C | undefined>,
): Promise<Client | undefined> {
  const [address, device] = [headers.get(ADDRESS), headers.get(DEVICE)]
  const userAgent = headers.get(USER_AGENT)
  if (address === null && device === null && userAgent === null) return undefined
  const key = apiKeyIn(headers.get('authorization'))
  const caller = key === undefined ? undefined : await authenticate(key)
  if (caller?.scopes === undefined || !caller.permissions.has('signin:on-behalf')) return undefined
  return {
    address: address === null ? undefined : canonical(address),
    device: device !== null && DEVICE_TOKEN.test(device) ? device : undefined,
    userAgent: userAgent ?? undefined,
  }
}

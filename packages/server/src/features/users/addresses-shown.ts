import { canonicalEmail } from './identifiers.ts'

interface Held {
  readonly addressKey: string
  readonly address: string | null
  readonly signsIn: number
  readonly verifiedAt: number | null
}

/** What is known of the address that is shown, and which one signs in where that is another. */
export function addressesShown(email: string, held: readonly Held[]) {
  const judged = canonicalEmail(email)
  const isShown = ({ addressKey }: Held) => 'key' in judged && addressKey === judged.key
  const signsIn = held.find((one) => one.signsIn === 1)
  return {
    verifiedAt: held.find(isShown)?.verifiedAt ?? null,
    signsInBy: signsIn === undefined || isShown(signsIn) ? null : (signsIn.address ?? signsIn.addressKey),
  }
}

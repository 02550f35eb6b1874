import { expect } from 'bun:test'
import type { invitationsOn } from './invitations-on.ts'

type World = Awaited<ReturnType<typeof invitationsOn>>
const NOT = 'invalid_invitation'

/** Of fifty who accept it at once, one does. */
export async function acceptedAtOnce(on: World, rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    const { token } = await on.invite()
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => on.accept(token)))
    expect(outcomes.filter((one) => one !== NOT)).toEqual([{ roles: ['user'], isAddressProved: false }])
  }
}

/** Of accepting it and taking it back, one happens. */
export async function revokedMeanwhile(on: World, rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    const { token, id } = await on.invite()
    const [accepted, revoked] = await Promise.all([on.accept(token), on.revoke(id)])
    expect([accepted !== NOT, revoked === 'accepted'].filter(Boolean)).toHaveLength(1)
  }
}

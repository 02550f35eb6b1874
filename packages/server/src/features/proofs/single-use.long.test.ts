import { beforeEach, describe, expect, test } from 'bun:test'
import { keyedDigest } from '#crypto/keyed-digest'
import { systemClock } from '#kernel/clock'
import { systemRandom } from '#kernel/random'
import type { Transaction } from '#storage'
import { everyDatabase } from '../../../../../test/support/every-database.ts'
import { type ProofKind, type ProofsFeature, proofsFeature } from './index.ts'

const ROUNDS = 200
const USES = 50
const [GRACE, ADDRESS] = [1, 'grace@example.org']

everyDatabase((database) => {
  let proofs: ProofsFeature
  beforeEach(async () => {
    proofs = proofsFeature({
      storage: database.storage,
      clock: systemClock,
      random: systemRandom,
      digest: keyedDigest(Buffer.alloc(32, 1)),
    })
    await database.change(
      `insert into users (id, username, username_key, email, full_name, created_at, updated_at)
       values (${GRACE}, 'grace', 'grace', '${ADDRESS}', '', 0, 0)`,
      `insert into user_emails (address_key, user_id, signs_in) values ('${ADDRESS}', ${GRACE}, 1)`,
    )
  })

  const mailed = async (make: 'issue' | 'issueCode', kind: ProofKind) => {
    let secret = ''
    const proof = { kind, userId: GRACE, address: ADDRESS, addressKey: ADDRESS, lifetimeMs: 3_600_000 }
    await database.storage.write((tx) =>
      proofs[make](tx, { ...proof, boundTo: 'credentials' }, async (made) => {
        secret = made
        return true
      }),
    )
    return secret
  }
  const race = async (
    make: () => Promise<string>,
    spend: (tx: Transaction, secret: string) => Promise<unknown>,
  ) => {
    for (let round = 1; round <= ROUNDS; round++) {
      const secret = await make()
      const uses = Array.from({ length: USES }, () => database.storage.write((tx) => spend(tx, secret)))
      const spent = (await Promise.all(uses)).filter((proof) => proof !== undefined)
      expect([round, spent.length]).toEqual([round, 1])
    }
  }

  describe(`C063 V05, ${ROUNDS} rounds of ${USES} at once: one spends`, () => {
    test.each(['verify_email', 'reset_password', 'sign_in_link', 'revert_email', 'release_email'] as const)(
      '%s',
      async (kind) => {
        await race(
          () => mailed('issue', kind),
          (tx, token) => proofs.spend(tx, token, kind),
        )
      },
      600_000,
    )

    test('sign_in_code', async () => {
      await race(
        () => mailed('issueCode', 'sign_in_code'),
        (tx, code) => proofs.spendCode(tx, GRACE, code, 'sign_in_code'),
      )
    }, 600_000)
  })
})

import { isSameDigest, type KeyedDigest } from '#crypto/keyed-digest'
import type { Clock } from '#kernel/clock'
import type { UserId } from '#kernel/ids'
import type { Random } from '#kernel/random'
import type { Reader, Storage, Transaction } from '#storage'
import { proofStore, type Standing } from './store.ts'

/** What a mailed proof is good for; one of a kind is never taken for another. */
export type ProofKind =
  | 'verify_email'
  | 'reset_password'
  | 'sign_in_link'
  | 'sign_in_code'
  | 'revert_email'
  | 'release_email'
  | 'not_me'

export interface NewProofOf {
  readonly kind: ProofKind
  readonly userId: UserId
  /** To which it is mailed: as stored, and as compared. */
  readonly address: string
  readonly addressKey: string
  readonly lifetimeMs: number
  /**
   * `credentials`: over with another password, another address that signs in, and while the account is disabled. `nothing`: it is
   * there to undo just that.
   */
  readonly boundTo: 'credentials' | 'nothing'
  /** Tells apart several of a kind that count at once; a newer one takes the place of the older one of its scope. */
  readonly scope?: string
}

export interface Proof {
  readonly userId: UserId
  readonly scope: string
  readonly address: string
  readonly addressKey: string
  readonly createdAt: number
}

/** Whether a mail with it was made. */
type MailSecret = (secret: string, expiresAt: number) => Promise<boolean>

export interface ProofsFeature {
  /**
   * A token of 256 bits, of which a digest is kept (C063). Where `mail` says that none was made, nothing is issued either: what was
   * mailed before stays good.
   */
  issue(tx: Transaction, proof: NewProofOf, mail: MailSecret): Promise<boolean>
  /** Eight digits for whoever names the account, five tries (C032). */
  issueCode(tx: Transaction, proof: NewProofOf, mail: MailSecret): Promise<boolean>
  /** What it would prove. It stays as good as it is: programs that check mail open every link in it (C069). */
  find(token: string, kind: ProofKind): Promise<Proof | undefined>
  /** What it proved, which it does once. Whoever else changes the account waits until the commit. */
  spend(tx: Transaction, token: string, kind: ProofKind): Promise<Proof | undefined>
  /** Counts a try, and says whether the code is right: its own commit, so that no refusal gives a try back. */
  tryCode(userId: UserId, code: string, kind: ProofKind): Promise<boolean>
  /** Undefined where it was spent or replaced meanwhile. */
  spendCode(
    tx: Transaction,
    userId: UserId,
    code: string,
    kind: ProofKind,
  ): Promise<Pick<Proof, 'addressKey'> | undefined>
  /** It counts until then at least. */
  extend(tx: Transaction, userId: UserId, kind: ProofKind, scope: string, expiresAt: number): Promise<unknown>
  /** None of this kind counts any more, but those of before `since`. */
  revoke(tx: Transaction, userId: UserId, kind: ProofKind, since?: number): Promise<unknown>
  /** Removes those whose time is over. */
  sweep(): Promise<void>
}

interface Deps {
  storage: Storage
  clock: Clock
  random: Random
  digest: KeyedDigest
}

const CODE_DIGITS = 8
const MOST_TRIES = 5

export function proofsFeature({ storage, clock, random, digest }: Deps): ProofsFeature {
  const store = proofStore(storage)
  const versionOf = ({ passwordHash, addressKeys }: Standing): string =>
    digest(`version ${JSON.stringify([passwordHash, addressKeys])}`)
  const digestOfCode = (userId: UserId, kind: ProofKind, code: string): string =>
    digest(`code ${userId} ${kind} ${code}`)
  const counts = (standing: Standing | undefined, boundTo: string | null): boolean =>
    standing !== undefined &&
    (boundTo === null || (standing.disabledAt === null && isSameDigest(versionOf(standing), boundTo)))
  const put = async (
    tx: Transaction,
    proof: NewProofOf,
    made: { text: string; codeDigest: string | null; expiresAt: number },
  ) => {
    const { userId, kind, address, addressKey, boundTo, scope = '' } = proof
    const { text, codeDigest, expiresAt } = made
    const standing = await store.lockStanding(tx, userId)
    if (!standing) throw new Error('a proof of an account that is not there')
    await store.put(tx, {
      userId,
      kind,
      scope,
      digest: digest(`token ${text}`),
      address,
      addressKey,
      boundTo: boundTo === 'nothing' ? null : versionOf(standing),
      codeDigest,
      now: clock.now(),
      expiresAt,
    })
  }
  const named = (token: string, kind: ProofKind) => ({
    digest: digest(`token ${token}`),
    kind,
    now: clock.now(),
  })
  const newToken = () => random.bytes(32).toString('base64url')
  const isRight = async (reader: Reader, userId: UserId, code: string, kind: ProofKind) => {
    const found = await store.findCode(reader, userId, kind, clock.now())
    const isSame =
      typeof found?.codeDigest === 'string' &&
      isSameDigest(found.codeDigest, digestOfCode(userId, kind, code))
    return isSame ? found : undefined
  }
  return {
    async issue(tx, proof, mail) {
      const token = newToken()
      const expiresAt = clock.now() + proof.lifetimeMs
      if (!(await mail(token, expiresAt))) return false
      await put(tx, proof, { text: token, codeDigest: null, expiresAt })
      return true
    },
    async issueCode(tx, proof, mail) {
      const code = eightDigits(random)
      const expiresAt = clock.now() + proof.lifetimeMs
      if (!(await mail(code, expiresAt))) return false
      const codeDigest = digestOfCode(proof.userId, proof.kind, code)
      await put(tx, proof, { text: newToken(), codeDigest, expiresAt })
      return true
    },
    async find(token, kind) {
      const found = await store.find(storage, named(token, kind))
      if (!found) return undefined
      return counts(await store.findStanding(storage, found.userId), found.boundTo) ? found : undefined
    },
    async spend(tx, token, kind) {
      const found = await store.find(tx, named(token, kind))
      if (!found) return undefined
      const isGood = counts(await store.lockStanding(tx, found.userId), found.boundTo)
      return isGood && (await store.spend(tx, named(token, kind))) ? found : undefined
    },
    async tryCode(userId, code, kind) {
      const tried = { userId, kind, now: clock.now(), most: MOST_TRIES }
      if (!(await storage.write((tx) => store.countTry(tx, tried)))) return false
      return (await isRight(storage, userId, code, kind)) !== undefined
    },
    async spendCode(tx, userId, code, kind) {
      const standing = await store.lockStanding(tx, userId)
      const found = await isRight(tx, userId, code, kind)
      if (!found || !counts(standing, found.boundTo)) return undefined
      return (await store.spend(tx, { digest: found.digest, kind, now: clock.now() })) ? found : undefined
    },
    extend: store.extend,
    revoke: (tx, userId, kind, since = 0) => store.removeOf(tx, userId, kind, since),
    sweep: async () => {
      await storage.write((tx) => store.removeExpired(tx, clock.now()))
    },
  }
}

/** Every number of eight digits is as likely as any other: what would favour the small ones is drawn again. */
function eightDigits(random: Random): string {
  const range = 10 ** CODE_DIGITS
  const fair = 2 ** 32 - (2 ** 32 % range)
  for (;;) {
    const drawn = random.bytes(4).readUInt32BE()
    if (drawn < fair) return String(drawn % range).padStart(CODE_DIGITS, '0')
  }
}

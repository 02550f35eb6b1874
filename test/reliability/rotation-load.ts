import { type Account, signIn } from '../support/accounts.ts'
import { send, type Target } from '../support/http.ts'
import { partsOf } from '../support/tamper.ts'

const WORKERS = 6
const REQUESTS = 150
/** Each worker signs in anew after so many requests, and goes on with that token at once. */
const SIGNS_IN_EVERY = 25
const ROTATIONS = 12

export type Load = {
  requests: number
  signedIn: number
  rotations: number
  /** How many keys signed what was asked with. */
  keys: number
  failed: string[]
}

export const kidOf = (token: string): string => String(partsOf(token).header.kid)

/**
 * Workers that ask one server after the other, while the key that signs is followed by another at once, again and again.
 * What is signed at one server is asked of the next.
 */
export async function rotateUnderLoad(
  targets: readonly Target[],
  admin: Account,
  users: Account[],
): Promise<Load> {
  const load: Load = { requests: 0, signedIn: 0, rotations: 0, keys: 0, failed: [] }
  const kids = new Set<string>()
  const targetOf = (turn: number): Target => targets[turn % targets.length] as Target
  const total = WORKERS * REQUESTS
  const worker = async (number: number) => {
    const who = users[number % users.length] as Account
    let token = who.token
    for (let turn = 0; turn < REQUESTS; turn++) {
      if (turn % SIGNS_IN_EVERY === SIGNS_IN_EVERY - 1) {
        token = await signIn(targetOf(turn + number), who)
        load.signedIn += 1
      }
      kids.add(kidOf(token))
      const { status, text } = await send(targetOf(turn + number + 1), 'GET /users/me', { token })
      load.requests += 1
      if (status !== 200) load.failed.push(`${status} ${text} of ${kidOf(token)}`)
    }
  }
  const rotate = async () => {
    for (; load.rotations < ROTATIONS; load.rotations++) {
      const next = ((load.rotations + 1) * total) / (ROTATIONS + 1)
      // When so many were answered, or all that will be.
      while (load.requests < next) await send(targetOf(load.rotations), 'GET /health')
      const json = { immediately: true }
      const answer = await send(targetOf(load.rotations), 'POST /keys/rotate', { token: admin.token, json })
      if (answer.status !== 200) load.failed.push(`rotation: ${answer.status} ${answer.text}`)
    }
  }
  await Promise.all([...Array.from({ length: WORKERS }, (_, number) => worker(number)), rotate()])
  load.keys = kids.size
  return load
}

export const told = ({ requests, signedIn, rotations, keys, failed }: Load): string =>
  `${requests} requests with tokens of ${keys} keys, ${signedIn} of them signed in meanwhile, ${rotations} rotations: ${failed.length} failed`

import { expect } from 'bun:test'
import { join } from '../support/accounts.ts'
import { fieldsOf, send, type Target, textOf } from '../support/http.ts'
import { codeOf, type Enrolled, enrol, finish, halfSignIn } from '../support/second-factors.ts'

const USES = 50
/** Of more sign-ins that begin together, some would be told that too many wait to be hashed. */
const AT_ONCE = 10

/** What came of so many races of one kind: sign-ins that were finished, and what the others were told. */
export type Outcome = { rounds: number; signedIn: number; refused: number }

/** The kinds of things that are for one use. */
export const singles = ['a one-time code', 'a recovery code', 'a sign-in that was begun'] as const
type Single = (typeof singles)[number]

export const said = (what: string, { rounds, signedIn, refused }: Outcome): string =>
  `${what}: ${rounds} rounds of ${USES} uses at once: ${signedIn / rounds} signed in a round, ${refused} refused`

const at = (servers: readonly Target[], i: number): Target => {
  const one = servers[i % servers.length]
  if (one === undefined) throw new Error('no server')
  return one
}

/** C070, C072, C053: fifty at once at all the servers in turn, and one of them gets a session. */
export async function raceOf(what: Single, servers: readonly Target[], rounds: number): Promise<Outcome> {
  const outcome: Outcome = { rounds, signedIn: 0, refused: 0 }
  for (let round = 0; round < rounds; round += 1) {
    const who = await enrol(at(servers, round), await join(at(servers, round)))
    const attempts = await attemptsOf(what, servers, who)
    const answers = await Promise.all(attempts.map((attempt) => attempt()))
    const given = answers.filter(({ status }) => status === 200)
    outcome.signedIn += given.length
    outcome.refused += answers.filter(({ status }) => status === 400 || status === 401).length
    for (const answer of answers)
      if (answer.status !== 200) {
        expect(['invalid_code', 'invalid_mfa_token']).toContain(textOf(answer, 'error'))
        expect(fieldsOf(answer).access_token).toBeUndefined()
      }
    const [answer] = given
    if (!answer) throw new Error(`round ${round}: nobody signed in`)
    const token = textOf(answer, 'access_token')
    expect((await send(at(servers, round), 'GET /users/me', { token })).status).toBe(200)
  }
  return outcome
}

async function attemptsOf(what: Single, servers: readonly Target[], who: Enrolled) {
  const each = Array.from({ length: USES }, (_, i) => i)
  if (what === 'a sign-in that was begun') {
    const pending = await halfSignIn(at(servers, 0), who)
    // Each with a code of its own, so that what is for one use is the sign-in alone; of fifty, five are looked at.
    const shown = [
      { kind: 'totp', code: codeOf(who.secret, 1) },
      ...who.codes.map((code) => ({ kind: 'recovery_code', code })),
    ]
    return each.map((i) => () => finish(at(servers, i), pending, shown[i % shown.length] ?? {}))
  }
  const shown =
    what === 'a one-time code'
      ? { kind: 'totp', code: codeOf(who.secret, 1) }
      : { kind: 'recovery_code', code: who.codes[0] ?? '' }
  const pendings: string[] = []
  for (let from = 0; from < USES; from += AT_ONCE) {
    const some = each.slice(from, from + AT_ONCE)
    pendings.push(...(await Promise.all(some.map((i) => halfSignIn(at(servers, i), who)))))
  }
  return each.map((i) => () => finish(at(servers, i), pendings[i] ?? '', shown))
}

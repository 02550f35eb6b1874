import { randomInt } from 'node:crypto'
import { type Person, person, register } from '../support/accounts.ts'
import { type Answer, numberOf, send, type Target } from '../support/http.ts'
import { goingOf, refresh } from '../support/refreshing.ts'

/** What a client knows of one account, from acknowledged answers only. */
export interface Known {
  readonly who: Person
  id: number | undefined
  /** `unsure`: a request was cut off, and may have been done or not. */
  state: 'present' | 'deleted' | 'unsure'
  /** Every name that may be shown now: one, unless a change was cut off. */
  names: string[]
  /** Tokens that must count. */
  live: string[]
  /** Tokens that must never count again. */
  ended: string[]
  /** Tokens of which it is not known. */
  unsure: string[]
  isDisabled: boolean | undefined
  /** Refresh tokens, the newest of each session that lives. One whose use was cut off gets its successor again. */
  refresh: string[]
  /** Refresh tokens whose successor was acknowledged. */
  spent: string[]
  /** Refresh tokens of sessions that live no more. */
  dead: string[]
}

export interface Tally {
  acknowledged: number
  cutOff: number
  /** Called with every acknowledged write, at once. */
  onAcknowledged(): void
}

/** All of its sessions are over: what was not known to live does not. */
export function bury(one: Known): void {
  one.ended.push(...one.live.splice(0), ...one.unsure.splice(0))
  one.dead.push(...one.refresh.splice(0), ...one.spent.splice(0))
}

/** The server went away before the answer was complete. */
class CutOff extends Error {}

async function ask(tally: Tally, request: Promise<Answer>): Promise<Answer> {
  let answer: Answer
  try {
    answer = await request
  } catch (cause) {
    tally.cutOff++
    throw new CutOff('no answer', { cause })
  }
  if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`)
  tally.acknowledged++
  tally.onAcknowledged()
  return answer
}

/**
 * One client that registers, signs in, refreshes, changes, disables, enables and deletes, until the server is gone. `mine` are the
 * accounts it begins with, which no other client touches.
 */
export async function writeUntilCutOff(
  server: Target,
  { admin, known, mine, tally }: { admin: string; known: Known[]; mine: Known[]; tally: Tally },
): Promise<void> {
  const pick = () => mine[randomInt(mine.length)]

  async function registerOne(): Promise<void> {
    const who = person()
    const one: Known = {
      who,
      id: undefined,
      state: 'unsure',
      names: [who.full_name],
      live: [],
      ended: [],
      unsure: [],
      isDisabled: false,
      refresh: [],
      spent: [],
      dead: [],
    }
    known.push(one)
    one.id = numberOf(await ask(tally, register(server, who)), 'id')
    one.state = 'present'
    mine.push(one)
  }

  async function signIn(one: Known): Promise<void> {
    const { username, password } = one.who
    const json = { username, password, refresh: true }
    const going = goingOf(await ask(tally, send(server, 'POST /auth/login', { json })))
    one.live.push(going.token)
    one.refresh.push(going.refresh)
  }

  async function goOn(one: Known): Promise<void> {
    const at = randomInt(one.refresh.length)
    const used = one.refresh[at] ?? ''
    const going = goingOf(await ask(tally, refresh(server, used)))
    one.live.push(going.token)
    one.refresh[at] = going.refresh
    one.spent.push(used)
  }

  async function change(one: Known): Promise<void> {
    const name = `Robin ${randomInt(1_000_000)}`
    const before = one.names
    one.names = [...before, name]
    await ask(tally, send(server, `PUT /users/${one.id}`, { token: admin, json: { full_name: name } }))
    one.names = [name]
  }

  async function remove(one: Known): Promise<void> {
    mine.splice(mine.indexOf(one), 1)
    one.state = 'unsure'
    one.unsure.push(...one.live.splice(0))
    await ask(tally, send(server, `DELETE /users/${one.id}`, { token: admin }))
    one.state = 'deleted'
    bury(one)
  }

  async function disable(one: Known): Promise<void> {
    one.isDisabled = undefined
    one.unsure.push(...one.live.splice(0))
    await ask(tally, send(server, `POST /users/${one.id}/disable`, { token: admin }))
    bury(one)
    one.isDisabled = true
  }

  async function enable(one: Known): Promise<void> {
    one.isDisabled = undefined
    await ask(tally, send(server, `POST /users/${one.id}/enable`, { token: admin }))
    one.isDisabled = false
  }

  try {
    for (;;) {
      const one = mine.length < 2 ? undefined : pick()
      if (one === undefined) await registerOne()
      else if (one.isDisabled === true) await enable(one)
      else {
        const dice = randomInt(100)
        if (dice < 10) await registerOne()
        else if (dice < 25) await signIn(one)
        else if (dice < 50 && one.refresh.length > 0) await goOn(one)
        else if (dice < 75) await change(one)
        else if (dice < 88) await disable(one)
        else await remove(one)
      }
    }
  } catch (error) {
    if (!(error instanceof CutOff)) throw error
  }
}

import { contract, type EndpointDefinition } from '@latchkey/contract'
import { openInProcess } from './in-process.ts'
import { codeOf } from './second-factors.ts'

export const holdings = ['mailbox', 'session', 'password', 'phone'] as const
export type Holding = (typeof holdings)[number]

const HOUR_MS = 3_600_000
/** For how long an attacker keeps trying, and how often: longer than anything here lasts. */
const DAYS = 21
const EVERY_HOURS = 12
const PASSWORD = 'heron-lantern-51-meadow'
const CHOSEN = 'violet-tramway-77-canyon'
const EMAIL = 'owner@example.org'

/** Whether people can have a link mailed that chooses a new password. */
export const hasMailedReset = Object.values(contract)
  .flatMap((group): EndpointDefinition[] => Object.values(group))
  .some(({ path }) => path === '/auth/forgot-password')

/** A server in this process, on a clock of the simulation, with somebody who has an authenticator app. */
async function openWorld() {
  const { time, app, ask, rows, change, mailed, close } = await openInProcess({ env: { LOG_LEVEL: 'error' } })
  /** What lies in the mailbox: the newest of a kind that is no older than an hour. */
  const readMail = async (template: string): Promise<string | undefined> => {
    const mail = await mailed(template)
    return mail === undefined || time.now - mail.at >= HOUR_MS ? undefined : mail.token
  }
  const login = async (password: string, more: object = {}) =>
    ask('POST /auth/login', { json: { username: 'owner', password, ...more } })

  await ask('POST /auth/register', {
    json: { username: 'owner', email: EMAIL, full_name: 'An Owner', password: PASSWORD },
  })
  await change('update user_emails set verified_at = 1')
  const first = await login(PASSWORD, { refresh: true })
  const token = String(first.json.access_token)
  const { json: app2fa } = await ask('POST /users/me/factors/totp', { token })
  const phone = String(app2fa.secret)
  const confirmed = await ask('POST /users/me/factors/totp/confirm', {
    token,
    json: { code: codeOf(phone, 0, time.now) },
  })
  if (confirmed.status !== 200) throw new Error(`no second factor: ${JSON.stringify(confirmed)}`)
  // What the owner heard of the own doing.
  await change('delete from notices')
  time.now += HOUR_MS
  return {
    time,
    ask,
    login,
    readMail,
    sweep: app.sweep,
    code: () => codeOf(phone, 0, time.now),
    refresh: String(first.json.refresh_token),
    async told() {
      const told = await rows<{ kind: string }>('select distinct kind from notices')
      return new Set(told.map(({ kind }) => kind))
    },
    close,
  }
}
type World = Awaited<ReturnType<typeof openWorld>>

/** Somebody who has some of what belongs to the owner. */
class Thief {
  readonly #world: World
  readonly #has: ReadonlySet<Holding>
  #refresh: string
  /** Whether there is a session still, and whether it is of the own making. */
  hasSession: boolean

  constructor(world: World, has: readonly Holding[]) {
    this.#world = world
    this.#has = new Set(has)
    this.#refresh = world.refresh
    this.hasSession = this.#has.has('session')
  }

  has(one: Holding): boolean {
    return this.#has.has(one)
  }

  /** A token of the stolen session. */
  async token(): Promise<string | undefined> {
    if (!this.hasSession) return undefined
    const { status, json } = await this.#world.ask('POST /auth/refresh', {
      json: { refresh_token: this.#refresh },
    })
    this.hasSession = status === 200
    if (status !== 200) return undefined
    this.#refresh = String(json.refresh_token)
    return String(json.access_token)
  }

  /** Whether a password gets in, with the phone where that is there. */
  async signsIn(password: string): Promise<boolean> {
    const { status, json } = await this.#world.login(password)
    if (status === 200) return true
    if (json.error !== 'mfa_required' || !this.has('phone')) return false
    const body = { mfa_token: json.mfa_token, kind: 'totp', code: this.#world.code() }
    return (await this.#world.ask('POST /auth/login/mfa', { json: body })).status === 200
  }
}

/** What a thief does: at once, and then again and again; whether the account is theirs, to sign in to whenever they like. */
interface Strategy {
  readonly needs: readonly Holding[]
  begin?(world: World, thief: Thief): Promise<unknown>
  again(world: World, thief: Thief): Promise<boolean>
}

/** Whoever asks is answered first, and the mail is made then. */
async function readAsked(world: World, template: string): Promise<string | undefined> {
  let token = await world.readMail(template)
  for (let turn = 0; turn < 500 && token === undefined; turn++) {
    await new Promise((resolve) => setImmediate(resolve))
    token = await world.readMail(template)
  }
  return token
}
const mailReset = async (world: World): Promise<boolean> => {
  await world.ask('POST /auth/forgot-password', { json: { email: EMAIL } })
  const token = await readAsked(world, 'reset_password')
  return (await world.ask('POST /auth/reset-password', { json: { token, password: CHOSEN } })).status === 200
}
const beginRecovery = async (world: World): Promise<void> => {
  await world.ask('POST /auth/recovery', { json: { email: EMAIL } })
  await world.ask('POST /auth/recovery/begin', {
    json: { token: await readAsked(world, 'recovery_link') },
  })
}
const completeRecovery = async (world: World, thief: Thief, current: string | undefined) => {
  const token = await world.readMail('recovery_ready')
  if (token === undefined) return false
  const json = {
    token,
    password: `${CHOSEN}-two`,
    ...(current === undefined ? {} : { current_password: current }),
  }
  const { status } = await world.ask('POST /auth/recovery/complete', { json })
  return status === 200 && thief.signsIn(`${CHOSEN}-two`)
}

const strategies: Readonly<Record<string, Strategy>> = {
  'signs in': { needs: ['password'], again: (_, thief) => thief.signsIn(PASSWORD) },
  'says that the factors are lost': {
    needs: ['session', 'password'],
    begin: async (world, thief) =>
      world.ask('POST /users/me/factors/lost', {
        token: (await thief.token()) ?? '',
        json: { password: PASSWORD },
      }),
    again: (_, thief) => thief.signsIn(PASSWORD),
  },
  'removes the factor in the session': {
    needs: ['session'],
    async again(world, thief) {
      const token = (await thief.token()) ?? ''
      const json = {
        ...(thief.has('password') ? { password: PASSWORD } : {}),
        ...(thief.has('phone') ? { kind: 'totp', code: world.code() } : {}),
      }
      await world.ask('POST /auth/reauthenticate', { token, json })
      const { status } = await world.ask('DELETE /users/me/factors/totp', { token })
      return status === 200
    },
  },
  'recovers by mail': {
    needs: ['mailbox'],
    begin: beginRecovery,
    again: (world, thief) => completeRecovery(world, thief, thief.has('password') ? PASSWORD : undefined),
  },
  ...(hasMailedReset
    ? {
        'chooses a password by mail': {
          needs: ['mailbox'],
          begin: mailReset,
          again: (_: World, thief: Thief) => thief.signsIn(CHOSEN),
        } satisfies Strategy,
        'chooses a password by mail, and recovers with it': {
          needs: ['mailbox'],
          begin: async (world: World) => (await mailReset(world)) && beginRecovery(world),
          again: (world: World, thief: Thief) => completeRecovery(world, thief, CHOSEN),
        } satisfies Strategy,
      }
    : {}),
}

export interface Reached {
  readonly reached: 'nothing' | 'the session' | 'the account'
  /** How; empty where it was nothing more. */
  readonly by: string
  /** Hours; undefined: never. */
  readonly after: number | undefined
  /** What the owner was told by then, on every device and at every proved address. */
  readonly told: readonly string[]
}

/** The owner, who reads what comes within a day, signs in with all that there is, and calls off what was begun. */
async function callOff(world: World): Promise<void> {
  const { json } = await world.login(PASSWORD)
  const shown = { mfa_token: json.mfa_token, kind: 'totp', code: world.code() }
  const finished = await world.ask('POST /auth/login/mfa', { json: shown })
  const token = String(finished.json.access_token)
  await world.ask('DELETE /users/me/recovery', { token })
  await world.ask('DELETE /users/me/factors/lost', { token })
}

const ALARMS = ['recovery_started', 'factors_lost']

async function tryOne(
  has: readonly Holding[],
  by: string,
  strategy: Strategy,
  isWatchful: boolean,
): Promise<Reached> {
  const world = await openWorld()
  try {
    const thief = new Thief(world, has)
    await strategy.begin?.(world, thief)
    for (let hour = 0; hour <= DAYS * 24; hour += EVERY_HOURS) {
      if (await strategy.again(world, thief))
        return { reached: 'the account', by, after: hour, told: [...(await world.told())].sort() }
      // Where nothing was begun nothing changes with time.
      const isOver = strategy.begin === undefined && hour > 0
      if (isOver) break
      if (isWatchful && hour === 12) {
        const told = await world.told()
        if (ALARMS.some((kind) => told.has(kind))) await callOff(world)
      }
      world.time.now += EVERY_HOURS * HOUR_MS
      await world.sweep()
    }
    const told = [...(await world.told())].sort()
    const hasSession = (await thief.token()) !== undefined
    return { reached: hasSession ? 'the session' : 'nothing', by: '', after: undefined, told }
  } finally {
    await world.close()
  }
}

/** The best that somebody makes of what they hold. */
export async function takeOver(has: readonly Holding[], isWatchful = false): Promise<Reached> {
  const tried: Reached[] = []
  for (const [by, strategy] of Object.entries(strategies))
    if (strategy.needs.every((one) => has.includes(one)))
      tried.push(await tryOne(has, by, strategy, isWatchful))
  const rank = ({ reached, after = Number.POSITIVE_INFINITY }: Reached) =>
    (reached === 'the account' ? 0 : reached === 'the session' ? 1e6 : 2e6) + Math.min(after, 1e5)
  const [best] = tried.sort((a, b) => rank(a) - rank(b))
  return best ?? { reached: 'nothing', by: '', after: undefined, told: [] }
}

/** Each, and each two of them. */
export const sets: readonly (readonly Holding[])[] = [
  ...holdings.map((one) => [one]),
  ...holdings.flatMap((one, i) => holdings.slice(i + 1).map((other) => [one, other])),
]

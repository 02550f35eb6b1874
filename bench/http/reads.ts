import { writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Combination, type Subject, subjectOf } from '../combination.ts'
import { type Context, joined, type Section } from '../context.ts'
import { byRuntime, type Fleet, type Member, startFleet } from '../fleet.ts'
import { LIMITS } from '../limits.ts'
import { CONNECTIONS } from '../plan.ts'
import { type Program, startBare } from '../program.ts'
import type { RuntimeName } from '../runtimes.ts'
import { ratiosOf, type Spread, spreadOf } from '../spread.ts'
import { type Failure, failureOf, takeTurns } from '../turns.ts'
import { type SignedIn, signIn } from './accounts.ts'
import type { BareAnswers } from './bare-answers.ts'
import type { Slot } from './generator.ts'
import { ask, type RawAnswer } from './raw-answer.ts'

/** Between two slots, so that what one began is not paid by the next. */
const PAUSE_MS = 200

const BARE = 'bare'

export interface ReadRow extends Subject {
  readonly name: string
  /** At most this many times what the bare server spends; undefined where nobody promised anything. */
  readonly target: number | undefined
  readonly ratio: Spread
  readonly cpuMicroseconds: Spread
  readonly databaseCpuMicroseconds: Spread
  readonly bareCpuMicroseconds: Spread
  readonly perSecond: Spread
  readonly barePerSecond: Spread
  readonly p50Ms: Spread
  readonly p99Ms: Spread
}

interface Read {
  readonly name: string
  readonly path: string
  readonly by: 'reader' | 'administrator' | 'nobody'
  readonly target: Readonly<Partial<Record<RuntimeName, number>>>
}

const OTHERS = { bun: LIMITS.otherReadRatio }

export const ME = 'GET /users/me'

const readsFor = (readerId: number): Read[] => [
  { name: ME, path: '/users/me', by: 'reader', target: LIMITS.ownUserRatio },
  { name: 'GET /users/{own id}', path: `/users/${readerId}`, by: 'reader', target: OTHERS },
  {
    name: 'GET /users/{other id}, administrator',
    path: `/users/${readerId + 1}`,
    by: 'administrator',
    target: OTHERS,
  },
  {
    name: 'GET /users?skip=0&limit=10, administrator',
    path: '/users?skip=0&limit=10',
    by: 'administrator',
    target: OTHERS,
  },
  { name: 'GET /health', path: '/health', by: 'nobody', target: OTHERS },
]

/** Somebody to read as, on one server. */
interface Server extends Pick<Member, 'name' | 'program' | 'combination'> {
  readonly administrator: SignedIn
  readonly reader: SignedIn
}

/** Every read, the servers of a runtime and its bare server taking turns. */
export async function measureReads(context: Context): Promise<Section<ReadRow>> {
  const sections: Section<ReadRow>[] = []
  for (const group of byRuntime(context.combinations)) sections.push(await measureRuntime(context, group))
  return joined(sections)
}

async function measureRuntime(context: Context, group: Combination[]): Promise<Section<ReadRow>> {
  const fleet = await startFleet(context, group)
  try {
    const { servers, failures } = await signInAll(fleet)
    const [first] = servers
    if (!first) return { rows: [], failures }
    const reads = readsFor(first.reader.id)
    const answers = await captured(first, reads)
    const file = context.workspace.path('answers.json')
    writeFileSync(file, JSON.stringify(answers))
    const { runtime } = first.combination
    const bare = await startBare(context.workspace, runtime, file, Object.keys(answers)[0] ?? '/')
    try {
      const sections: Section<ReadRow>[] = []
      for (const read of reads) sections.push(await measureRead(context, read, servers, bare))
      return joined([{ rows: [], failures }, ...sections])
    } finally {
      await bare.stop()
    }
  } finally {
    await fleet.stop()
  }
}

async function signInAll({ members, failures }: Fleet) {
  const servers: Server[] = []
  const all: Failure[] = [...failures]
  for (const { name, program, combination } of members) {
    try {
      const [administrator, reader] = [await signIn(program, 1), await signIn(program, 2)]
      servers.push({ name, program, combination, administrator, reader })
    } catch (error) {
      all.push(failureOf(name, error))
    }
  }
  return { servers, failures: all }
}

async function measureRead(
  { generator, plan, say }: Context,
  read: Read,
  servers: readonly Server[],
  bare: Program,
): Promise<Section<ReadRow>> {
  const slot = async (program: Program, token: string | undefined, seconds: number): Promise<Slot> => {
    const requests = [{ method: 'GET', path: read.path, token }]
    const measured = await generator.load(program, { connections: CONNECTIONS, seconds, requests })
    if (measured.failed + measured.refused > 0) throw new Error('not every answer was 200')
    await sleep(PAUSE_MS)
    return measured
  }
  const runtime = servers[0]?.combination.runtime
  const isPromised = runtime !== undefined && read.target[runtime.name] !== undefined
  const rounds = isPromised ? plan.reads.rounds : plan.unpromisedReadRounds
  say(`${runtime?.label}: ${read.name}, ${rounds} rounds`)
  const take = (program: Program, token: string | undefined) => async (round: number) => {
    if (round === 0 && plan.reads.warmUpSeconds > 0) await slot(program, token, plan.reads.warmUpSeconds)
    return await slot(program, token, plan.reads.seconds)
  }
  const contestants = servers.map((server) => ({
    name: server.name,
    take: async (round: number) => {
      const token = tokenFor(read, server)
      if (round === 0) await refuseDifference(read, server, bare)
      return await take(server.program, token)(round)
    },
  }))
  const [reader] = servers
  const bareToken = reader && tokenFor(read, reader)
  const { slots, failures } = await takeTurns(
    [...contestants, { name: BARE, take: take(bare, bareToken) }],
    rounds,
  )
  const bareSlots = slots.get(BARE) ?? []
  return {
    rows: servers.flatMap(({ name, combination }) => {
      const own = slots.get(name)
      return own ? [rowOf(read, combination, own, bareSlots)] : []
    }),
    failures: failures.map(({ what, reason }) => ({ what: `${what}: ${read.name}`, reason })),
  }
}

function rowOf(
  { name, target }: Read,
  combination: Combination,
  own: readonly Slot[],
  bare: readonly Slot[],
): ReadRow {
  const of = (slots: readonly Slot[], value: (slot: Slot) => number) => spreadOf(slots.map(value))
  return {
    ...subjectOf(combination),
    name,
    target: target[combination.runtime.name],
    ratio: spreadOf(ratiosOf(own, bare, ({ cpuMicroseconds }) => cpuMicroseconds)),
    cpuMicroseconds: of(own, (slot) => slot.cpuMicroseconds),
    databaseCpuMicroseconds: of(own, (slot) => slot.databaseCpuMicroseconds),
    bareCpuMicroseconds: of(bare, (slot) => slot.cpuMicroseconds),
    perSecond: of(own, (slot) => slot.perSecond),
    barePerSecond: of(bare, (slot) => slot.perSecond),
    p50Ms: of(own, (slot) => slot.p50Ms),
    p99Ms: of(own, (slot) => slot.p99Ms),
  }
}

const tokenFor = ({ by }: Read, server: Server): string | undefined =>
  by === 'nobody' ? undefined : server[by].token

export const withoutQuery = (path: string): string => path.replace(/\?.*$/, '')

async function captured(server: Server, reads: readonly Read[]): Promise<BareAnswers> {
  const answers: Record<string, RawAnswer> = {}
  for (const read of reads) {
    const answer = await ask(server.program.port, `GET ${read.path}`, { token: tokenFor(read, server) })
    if (answer.status !== 200)
      throw new Error(`GET ${read.path} was answered ${answer.status}: ${answer.body}`)
    answers[withoutQuery(read.path)] = answer
  }
  return answers
}

/** The ratio means something only while both write the same: the same bytes, under the same headers. */
async function refuseDifference(read: Read, server: Server, bare: Program): Promise<void> {
  const token = tokenFor(read, server)
  const [theirs, ours] = await Promise.all([
    ask(bare.port, `GET ${read.path}`, { token }),
    ask(server.program.port, `GET ${read.path}`, { token }),
  ])
  if (outline(theirs) === outline(ours)) return
  throw new Error(`the bare server answers\n${outline(theirs)}\nnot\n${outline(ours)}`)
}

/** What must be equal: all but the order of the headers and the values that are new in each answer. */
export function outline({ status, headers, body }: RawAnswer): string {
  const lines = headers.map(([name, value]) => {
    const spelled = name.toLowerCase()
    return `${spelled}: ${spelled === 'date' || spelled === 'x-request-id' ? '…' : value}`
  })
  return [status, ...lines.sort(), '', body].join('\n')
}

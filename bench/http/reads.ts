import { writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { CONNECTIONS, type Rounds } from '../plan.ts'
import { type Program, startBare } from '../program.ts'
import { type Spread, spreadOf } from '../spread.ts'
import type { Workspace } from '../workspace.ts'
import type { SignedIn } from './accounts.ts'
import type { BareAnswers } from './bare.ts'
import type { Generator, Slot } from './generator.ts'
import { ask, type RawAnswer } from './raw-answer.ts'

/** Between two slots, so that what one began is not paid by the next. */
const PAUSE_MS = 200

export interface Read {
  readonly name: string
  readonly path: string
  readonly token: string | undefined
  /** At most this many times what the bare server spends. */
  readonly target: number
}

export interface ReadFigures {
  readonly read: Read
  readonly ratio: Spread
  readonly product: readonly Slot[]
  readonly bare: readonly Slot[]
}

export const readsOf = (administrator: SignedIn, reader: SignedIn): Read[] => [
  { name: 'GET /users/me', path: '/users/me', token: reader.token, target: 1.8 },
  { name: 'GET /users/{own id}', path: `/users/${reader.id}`, token: reader.token, target: 3 },
  {
    name: 'GET /users/{other id}, administrator',
    path: `/users/${reader.id + 1}`,
    token: administrator.token,
    target: 3,
  },
  {
    name: 'GET /users?skip=0&limit=10, administrator',
    path: '/users?skip=0&limit=10',
    token: administrator.token,
    target: 3,
  },
  { name: 'GET /health', path: '/health', token: undefined, target: 3 },
]

interface Setting {
  readonly workspace: Workspace
  readonly generator: Generator
  readonly product: Program
  readonly reads: readonly Read[]
  readonly plan: Rounds
  say(progress: string): void
}

/** Every read, product and bare server taking turns: who begins changes from round to round. */
export async function measureReads(setting: Setting): Promise<ReadFigures[]> {
  const { workspace, generator, product, reads, plan, say } = setting
  const answers = await captured(product, reads)
  const file = workspace.path('answers.json')
  writeFileSync(file, JSON.stringify(answers))
  const bare = await startBare(workspace, file, Object.keys(answers)[0] ?? '/')
  try {
    for (const read of reads) await refuseDifference(read, product, bare)
    const figures = reads.map((read) => ({ read, product: [] as Slot[], bare: [] as Slot[] }))
    const slot = async (program: Program, { path, token }: Read, seconds: number) => {
      const requests = [{ method: 'GET', path, token }]
      const measured = await generator.load(program, { connections: CONNECTIONS, seconds, requests })
      if (measured.failed + measured.refused > 0) throw new Error(`${path}: not every answer was 200`)
      await sleep(PAUSE_MS)
      return measured
    }
    for (const read of plan.warmUpSeconds > 0 ? reads : []) {
      say(`warming up ${read.name}`)
      await slot(product, read, plan.warmUpSeconds)
      await slot(bare, read, plan.warmUpSeconds)
    }
    for (let round = 0; round < plan.rounds; round++) {
      say(`reads, round ${round + 1} of ${plan.rounds}`)
      for (const one of figures) {
        const turns = [
          async () => one.product.push(await slot(product, one.read, plan.seconds)),
          async () => one.bare.push(await slot(bare, one.read, plan.seconds)),
        ]
        if (round % 2 === 1) turns.reverse()
        for (const turn of turns) await turn()
      }
    }
    return figures.map((one) => ({ ...one, ratio: spreadOf(ratios(one.product, one.bare)) }))
  } finally {
    await bare.stop()
  }
}

const ratios = (product: readonly Slot[], bare: readonly Slot[]): number[] =>
  product.map((slot, round) => slot.cpuMicroseconds / (bare[round]?.cpuMicroseconds ?? Number.NaN))

const withoutQuery = (path: string): string => path.replace(/\?.*$/, '')

async function captured(product: Program, reads: readonly Read[]): Promise<BareAnswers> {
  const answers: Record<string, RawAnswer> = {}
  for (const { path, token } of reads) {
    const answer = await ask(product.port, `GET ${path}`, token)
    if (answer.status !== 200) throw new Error(`GET ${path} was answered ${answer.status}: ${answer.body}`)
    answers[withoutQuery(path)] = answer
  }
  return answers
}

/** The ratio means something only while both write the same: the same bytes, under the same headers. */
async function refuseDifference({ path, token }: Read, product: Program, bare: Program): Promise<void> {
  const [theirs, ours] = await Promise.all([
    ask(bare.port, `GET ${path}`, token),
    ask(product.port, `GET ${path}`, token),
  ])
  if (outline(theirs) === outline(ours)) return
  throw new Error(`GET ${path}: the bare server answers\n${outline(theirs)}\nnot\n${outline(ours)}`)
}

/** What must be equal: all but the order of the headers and the values that are new in each answer. */
function outline({ status, headers, body }: RawAnswer): string {
  const lines = headers.map(([name, value]) => {
    const spelled = name.toLowerCase()
    return `${spelled}: ${spelled === 'date' || spelled === 'x-request-id' ? '…' : value}`
  })
  return [status, ...lines.sort(), '', body].join('\n')
}

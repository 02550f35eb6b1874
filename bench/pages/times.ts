import { writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Combination, nameOf, type Subject, subjectOf } from '../combination.ts'
import { type Context, joined, type Section } from '../context.ts'
import type { Slot } from '../http/generator.ts'
import { ask, type RawAnswer } from '../http/raw-answer.ts'
import { withoutQuery } from '../http/reads.ts'
import { CONNECTIONS } from '../plan.ts'
import { type Program, startBare } from '../program.ts'
import { ratiosOf, type Spread, spreadOf } from '../spread.ts'
import { failureOf, takeTurns } from '../turns.ts'
import { type Place, SECOND_FACTOR } from './places.ts'
import { pathOf, type Site, withSite } from './site.ts'

/** Between two slots, so that what one began is not paid by the next. */
const PAUSE_MS = 200

export interface PageTimeRow extends Subject {
  readonly name: string
  readonly isOwn: boolean
  readonly bytes: number
  readonly ratio: Spread
  readonly cpuMicroseconds: Spread
  readonly databaseCpuMicroseconds: Spread
  readonly bareCpuMicroseconds: Spread
  readonly perSecond: Spread
  readonly p50Ms: Spread
}

/** What a page costs the server, over a bare server of the same runtime that sends the same bytes. */
export async function measurePageTimes(context: Context): Promise<Section<PageTimeRow>> {
  const sections: Section<PageTimeRow>[] = []
  for (const combination of context.combinations) {
    try {
      sections.push(await withSite(context, combination, (site) => measureSite(context, site)))
    } catch (error) {
      sections.push({ rows: [], failures: [failureOf(nameOf(subjectOf(combination)), error)] })
    }
  }
  return joined(sections)
}

async function measureSite(context: Context, site: Site): Promise<Section<PageTimeRow>> {
  const { runtime } = site.combination
  const places = site.places.filter(({ name }) => name !== SECOND_FACTOR)
  const answers: Record<string, RawAnswer> = {}
  for (const place of places) answers[withoutQuery(pathOf(place))] = await read(site.programOf(place), place)
  const file = context.workspace.path('pages.json')
  writeFileSync(file, JSON.stringify(answers))
  const bare = await startBare(context.workspace, runtime, file, Object.keys(answers)[0] ?? '/')
  try {
    const sections: Section<PageTimeRow>[] = []
    for (const place of places) sections.push(await measurePlace(context, site, place, bare))
    return joined(sections)
  } finally {
    await bare.stop()
  }
}

async function read(program: Program, place: Place): Promise<RawAnswer> {
  const answer = await ask(program.port, `GET ${pathOf(place)}`, place)
  if (answer.status !== 200) throw new Error(`GET ${place.name} was answered ${answer.status}`)
  return answer
}

async function measurePlace(
  { generator, plan, say }: Context,
  site: Site,
  place: Place,
  bare: Program,
): Promise<Section<PageTimeRow>> {
  const slot = async (program: Program, seconds: number): Promise<Slot> => {
    const requests = [{ method: 'GET', path: pathOf(place), cookie: place.cookie }]
    const measured = await generator.load(program, { connections: CONNECTIONS, seconds, requests })
    if (measured.failed + measured.refused > 0) throw new Error('not every answer was 200')
    await sleep(PAUSE_MS)
    return measured
  }
  const { rounds, seconds, warmUpSeconds } = plan.pages
  const contestant = (name: string, program: Program) => ({
    name,
    async take(round: number) {
      if (round === 0 && warmUpSeconds > 0) await slot(program, warmUpSeconds)
      return await slot(program, seconds)
    },
  })
  say(`${site.name}: ${place.name}, ${rounds} rounds`)
  const what = `${site.name}: ${place.name}`
  try {
    const bytes = await sameBytes(site.programOf(place), bare, place)
    const { slots, failures } = await takeTurns(
      [contestant(what, site.programOf(place)), contestant('bare', bare)],
      rounds,
    )
    const own = slots.get(what)
    const plain = slots.get('bare')
    return { rows: own && plain ? [rowOf(site.combination, place, { own, plain, bytes })] : [], failures }
  } catch (error) {
    return { rows: [], failures: [failureOf(what, error)] }
  }
}

interface Measured {
  readonly own: readonly Slot[]
  readonly plain: readonly Slot[]
  readonly bytes: number
}

function rowOf(
  combination: Combination,
  { name, isOwn }: Place,
  { own, plain, bytes }: Measured,
): PageTimeRow {
  const of = (slots: readonly Slot[], value: (slot: Slot) => number) => spreadOf(slots.map(value))
  return {
    ...subjectOf(combination),
    ...{ name, isOwn, bytes },
    ratio: spreadOf(ratiosOf(own, plain, ({ cpuMicroseconds }) => cpuMicroseconds)),
    cpuMicroseconds: of(own, (slot) => slot.cpuMicroseconds),
    databaseCpuMicroseconds: of(own, (slot) => slot.databaseCpuMicroseconds),
    bareCpuMicroseconds: of(plain, (slot) => slot.cpuMicroseconds),
    perSecond: of(own, (slot) => slot.perSecond),
    p50Ms: of(own, (slot) => slot.p50Ms),
  }
}

/** The ratio means something only while both send as much, under the same headers. Answers how much. */
async function sameBytes(product: Program, bare: Program, place: Place): Promise<number> {
  const [theirs, ours] = await Promise.all([read(bare, place), read(product, place)])
  if (pageOutline(theirs) !== pageOutline(ours))
    throw new Error(`the bare server answers\n${pageOutline(theirs)}\nnot\n${pageOutline(ours)}`)
  return Buffer.byteLength(ours.body)
}

/** What must be equal: every header but for what is new in each answer, and how much follows. */
export function pageOutline({ status, headers, body }: RawAnswer): string {
  const lines = headers.map(([name, value]) => {
    const spelled = name.toLowerCase()
    if (spelled === 'date' || spelled === 'x-request-id') return `${spelled}: …`
    return `${spelled}: ${value.replaceAll(/'nonce-[^']+'/g, "'nonce-…'")}`
  })
  return [status, ...lines.sort(), Buffer.byteLength(body)].join('\n')
}

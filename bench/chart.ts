import { type Bar, drawPanels, type Panel } from './chart-svg.ts'
import { nameOf } from './combination.ts'
import { ME } from './http/reads.ts'
import { figure } from './markdown.ts'
import type { Results } from './results.ts'

/** The results as one SVG: what a reader compares first, with its units and ratios. */
export function chart(results: Results): string {
  const panels = [
    readsPanel(results),
    signInPanel(results),
    startPanel(results),
    memoryPanel(results),
    loadingPanel(results),
    pagingPanel(results),
    peersPanel(results, 'who am I', 'Who am I, beside other servers: CPU a request, µs'),
    peersPanel(
      results,
      'sign-in',
      'Sign-in, beside other servers: CPU each, µs (mostly the hash, named in each row)',
    ),
    stormsPanel(results),
  ].filter((panel) => panel.bars.length > 0)
  const machine = new Map(results.machine.map(([what = '', value = '']) => [what, value]))
  const told = [machine.get('date'), machine.get('CPU'), `commit ${machine.get('commit')?.slice(0, 12)}`]
  const caption = told.filter((one) => one !== undefined).join(' · ')
  const warning = results.isQuick ? 'A quick run: the figures mean nothing. ' : ''
  return drawPanels({ title: 'Latchkey benchmarks', caption: `${warning}${caption}`, panels })
}

function readsPanel({ reads }: Results): Panel {
  const bars: Bar[] = []
  const rows = (reads?.rows ?? []).filter(({ name }) => name === ME)
  for (const [runtime, own] of Map.groupBy(rows, (row) => row.runtime)) {
    const [first] = own
    if (!first) continue
    const bare = first.bareCpuMicroseconds.median
    bars.push({
      label: `${runtime}, bare server`,
      value: bare,
      note: `${figure(bare)} µs`,
      kind: 'reference',
    })
    for (const row of own) {
      const { median } = row.cpuMicroseconds
      const times = `${figure(row.ratio.median)}x bare, ${figure(row.perSecond.median)} requests/s`
      bars.push({ label: nameOf(row), value: median, note: `${figure(median)} µs · ${times}`, kind: 'own' })
    }
  }
  return { title: `${ME}: CPU a request, µs (same bytes, same headers)`, bars }
}

function signInPanel({ passwords, hash }: Results): Panel {
  const rows = (passwords?.rows ?? []).filter(({ name }) => name.includes('login'))
  const threads = (count: number) => `${count} thread${count > 1 ? 's' : ''}`
  return {
    title: `Sign-ins a second (${hash})`,
    bars: rows.map((row) => ({
      label: `${nameOf(row)}, ${threads(row.threads)}`,
      value: row.perSecond.median,
      note: `${figure(row.perSecond.median)}/s · ${figure(row.ratio.median)} of hashing alone`,
      kind: 'own',
    })),
  }
}

function startPanel({ starts }: Results): Panel {
  const rows = (starts?.rows ?? []).filter(({ on }) => on === 'new database')
  return {
    title: 'Start on a new database to the first answer, ms',
    bars: rows.map(({ program, ms }) => ({
      label: program,
      value: ms.median,
      note: `${figure(ms.median)} ms (${figure(ms.least)}..${figure(ms.most)})`,
      kind: 'own',
    })),
  }
}

function memoryPanel({ memory }: Results): Panel {
  const rows = (memory?.rows ?? []).filter(({ when }) => /idle|writes/.test(when))
  return {
    title: 'Resident memory, MB',
    bars: rows.map(({ program, when, residentMb }) => ({
      label: `${program}, ${when.includes('idle') ? 'idle' : 'after load'}`,
      value: residentMb,
      note: `${figure(residentMb)} MB`,
      kind: when.includes('idle') ? 'own' : 'other',
    })),
  }
}

function loadingPanel({ loading, plan }: Results): Panel {
  return {
    title: `Writing ${plan.pagingUsers.toLocaleString('en-US')} users, s`,
    bars: (loading?.rows ?? []).map(({ database, seconds }) => ({
      label: database,
      value: seconds,
      note: `${figure(seconds)} s`,
      kind: 'own',
    })),
  }
}

function pagingPanel({ paging, plan }: Results): Panel {
  const rows = (paging?.rows ?? []).filter(({ read }) => read === 'first')
  const users = plan.pagingUsers.toLocaleString('en-US')
  return {
    title: `GET /users?skip=…&limit=10 at ${users} users, each page read for the first time: p99, ms`,
    bars: rows.map((row) => {
      const times = row.skip === 0 ? [] : [`${figure(row.ratio.median)}x skip=0`]
      return {
        label: `${nameOf(row)}, skip=${row.skip}`,
        value: row.p99Ms.median,
        note: [`${figure(row.p99Ms.median)} ms`, ...times, `p50 ${figure(row.p50Ms.median)} ms`].join(' · '),
        kind: row.skip === 0 ? 'reference' : 'own',
      }
    }),
  }
}

function stormsPanel({ storms }: Results): Panel {
  const rows = (storms?.rows ?? []).filter(({ load }) => load.includes('connections'))
  return {
    title: 'Who am I, while 64 connections sign in without pause: p99, ms (each at its own hash cost)',
    bars: rows.map((row) => ({
      label: row.server,
      value: row.p99Ms,
      note: `${figure(row.p99Ms)} ms · ${figure(row.signIns)} sign-ins/s · ${row.hash}`,
      kind: row.server.startsWith('Latchkey') ? 'own' : 'other',
    })),
  }
}

function peersPanel({ peers }: Results, operation: string, title: string): Panel {
  const rows = (peers?.rows ?? []).filter((row) => row.operation === operation)
  return {
    title,
    bars: rows.map((row) => ({
      label: row.peer,
      value: row.cpuMicroseconds.median,
      note: [
        `${figure(row.cpuMicroseconds.median)} µs`,
        `${figure(row.ratio.median)}x`,
        `${figure(row.perSecond.median)}/s`,
        ...(row.hash === undefined ? [] : [row.hash]),
      ].join(' · '),
      kind: row.peer.startsWith('Latchkey') ? 'own' : 'other',
    })),
  }
}

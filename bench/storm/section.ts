import { figure, paragraph, sectionTable } from '../markdown.ts'
import type { Results } from '../results.ts'

export function stormsSection({ plan, storms }: Results): string[] {
  if (!storms) return []
  const { busySeconds, seconds } = plan.storm
  return [
    '## Who notices that others sign in',
    paragraph(
      'Somebody who is signed in asks who they are, 100 times a second, while others sign in with the right password: over 64',
      `connections without pause for ${busySeconds} s, then as they arrive, however long the answers take, for ${seconds} s at ten and`,
      'twenty times what the server signed in before. Time is counted from when a request was due. Each server is alone on the',
      "machine with those who ask; each on SQLite, at its own hash cost. Everybody comes from another address. The share is sign-ins a second over what as many threads as the product's hash when they do nothing else.",
      'Refused is 503 and 429.',
    ),
    sectionTable(
      [
        ...['server', 'hash', 'meanwhile', 'p50 ms', 'p99 ms', 'not told', 'sign-ins/s', 'of hashing alone'],
        ...['refused/s', 'refused in, p99 ms', 'failed', 'resident MB'],
      ],
      storms,
      (row) => [
        row.server,
        row.hash,
        row.load,
        figure(row.p50Ms),
        `**${figure(row.p99Ms)}**`,
        String(row.unanswered),
        figure(row.signIns),
        row.hashingShare === undefined ? '-' : figure(row.hashingShare),
        figure(row.refusedPerSecond),
        figure(row.refusedP99Ms),
        String(row.failed),
        figure(row.residentMb),
      ],
    ),
  ]
}

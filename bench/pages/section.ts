import { nameOf } from '../combination.ts'
import { LIMITS } from '../limits.ts'
import { figure, inRounds, paragraph, sectionTable, spread, target } from '../markdown.ts'
import { CONNECTIONS } from '../plan.ts'
import type { Results } from '../results.ts'
import type { PageRow } from './sight.ts'

const requestsOf = ({ requests, asked }: PageRow): string =>
  requests === undefined ? '-' : `${requests}${asked ? ` + ${asked}` : ''}`

const bytes = (count: number): string => count.toLocaleString('en-US')

export function pagesSection({ plan, pages, pageAssets, pageTimes }: Results): string[] {
  return [
    ...(pages
      ? [
          '## Pages for people',
          paragraph(
            'Bytes of HTML, in English, of an account that has just been made. The server sends it unpacked, and only the hashed',
            'style and script packed; gzip and brotli are what a proxy in front of it would make of it. "Requests" is what a',
            'browser with an empty cache loads it from, and with a plus what its script asks for then (a challenge for passkeys). First contentful paint of Chromium on loopback, from leaving for the page,',
            `${plan.paints} times each, the last rows what it takes for nothing: "cold" with an empty cache, "warm" with style and script kept. The second factor answers a`,
            'form that hashes a password, so it has no time of its own.',
          ),
          sectionTable(
            ['page', 'bytes', 'gzip', 'brotli', 'requests', 'cold ms', 'warm ms', 'target ms'],
            pages,
            (row) => [
              row.name,
              bytes(row.bytes),
              bytes(row.gzipBytes),
              bytes(row.brotliBytes),
              requestsOf(row),
              row.coldMs ? spread(row.coldMs) : '-',
              row.warmMs ? spread(row.warmMs) : '-',
              target(LIMITS.page.firstPaintMs, ''),
            ],
          ),
        ]
      : []),
    ...(pageAssets
      ? [
          '## What the pages load',
          sectionTable(
            ['what', 'bytes', 'gzip', 'brotli', 'sent packed', '`Cache-Control`'],
            pageAssets,
            (row) => [
              `\`${row.name}\``,
              bytes(row.bytes),
              bytes(row.gzipBytes),
              bytes(row.brotliBytes),
              bytes(row.sentBytes),
              `\`${row.cacheControl}\``,
            ],
          ),
        ]
      : []),
    ...(pageTimes
      ? [
          '## Server time of a page',
          paragraph(
            'CPU of the server process for a page, over what a bare server of the same runtime spends on as many bytes under the same',
            `headers. ${CONNECTIONS} keep-alive connections, ${inRounds(plan.pages)}, product and bare server in turn. Pages of somebody`,
            'who is signed in know the cookie and the language from memory and ask the database for what they show; the others are written',
            'from what is in memory, but for the token of a link. "Database µs" is the CPU of PostgreSQL\'s processes for the same page.',
          ),
          sectionTable(
            [
              ...[
                'what runs',
                'page',
                'signed in',
                'ratio',
                'target',
                'product µs',
                'bare µs',
                'database µs',
              ],
              ...['pages/s', 'p50 ms', 'bytes'],
            ],
            pageTimes,
            (row) => [
              nameOf(row),
              row.name,
              row.isOwn ? 'yes' : 'no',
              spread(row.ratio),
              target(LIMITS.page.ratio, 'x'),
              figure(row.cpuMicroseconds.median),
              figure(row.bareCpuMicroseconds.median),
              figure(row.databaseCpuMicroseconds.median),
              figure(row.perSecond.median),
              figure(row.p50Ms.median),
              bytes(row.bytes),
            ],
          ),
        ]
      : []),
  ]
}

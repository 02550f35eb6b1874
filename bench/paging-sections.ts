import { nameOf } from './combination.ts'
import { figure, inRounds, paragraph, sectionTable, spread, target } from './markdown.ts'
import { PAGING_CONNECTIONS } from './paging.ts'
import type { Results } from './results.ts'

const grouped = (count: number): string => count.toLocaleString('en-US')

export function loadingSection({ plan, loading, hash }: Results): string[] {
  if (!loading) return []
  return [
    `## Writing ${grouped(plan.pagingUsers)} users`,
    paragraph(
      'Every row that a registration writes, and no other. On SQLite by the statements of the product, many users a',
      "transaction; on PostgreSQL by COPY in one transaction, then the product's sweep of `user_blocks` and VACUUM",
      `ANALYZE. One hash (${hash}) is computed once and is everybody's; nothing else is hashed in these seconds.`,
      'The first user is registered; the last one signs in afterwards. "Counted" is `select count(*)`, and `total` is',
      'what `GET /users` answers.',
    ),
    sectionTable(['database', 'users', 'seconds', 'target', 'counted', '`total`'], loading, (row) => [
      row.database,
      grouped(row.users),
      `**${figure(row.seconds)}**`,
      target(row.targetSeconds, ' s'),
      grouped(row.counted),
      grouped(row.total),
    ]),
  ]
}

export function pagingSection({ plan, paging }: Results): string[] {
  if (!paging) return []
  return [
    `## Paging at ${grouped(plan.pagingUsers)} users`,
    paragraph(
      `\`GET /users?skip=…&limit=10\` by an administrator, ${PAGING_CONNECTIONS} connections,`,
      `${inRounds(plan.paging)}, all depths and both ways of reading in turn. "First" asks for another page with each`,
      'request, pages that begin at the depth or beside it, so each is looked up in the database. "Again" asks for the',
      'same page all the time: with SQLite the server then answers from memory until some user changes, with',
      'PostgreSQL it asks the database each time. The ratio is the p99 over that of skip=0 read in the same way in the',
      'same round. Before each measurement every depth must answer exactly its users and the right `total`, and after',
      'it a user more, then one fewer, is in `total` at once. Nothing here hashes.',
    ),
    sectionTable(
      [
        ...['what runs', 'skip', 'read', 'p50 ms', 'p99 ms', 'p99 over skip=0', 'target', 'requests/s'],
        ...['product µs', 'database µs'],
      ],
      paging,
      (row) => [
        nameOf(row),
        grouped(row.skip),
        row.read,
        figure(row.p50Ms.median),
        spread(row.p99Ms),
        row.skip === 0 ? '-' : spread(row.ratio),
        target(row.target, 'x'),
        figure(row.perSecond.median),
        figure(row.cpuMicroseconds.median),
        figure(row.databaseCpuMicroseconds.median),
      ],
    ),
  ]
}

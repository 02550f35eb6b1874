import type { Client } from '@latchkey/client'
import { type Budgets, budgetsOf, loadConfig, type Replay, replay } from '@latchkey/server'
import type { Call } from '../call.ts'
import type { Answer } from '../command.ts'
import { withConnection } from '../connection/connection.ts'
import { UsageError } from '../failure.ts'
import { progress } from '../terminal/progress.ts'
import { table } from '../terminal/table.ts'

const PREFIX = 'LATCHKEY_GUARD_'
/** As many as one answer holds. */
const LARGEST_PAGE = 100
/** So many rows a person reads; `--json` has them all. */
const SHOWN = 50

/** latchkey what-if */
export async function whatIfCommand(call: Call): Promise<Answer> {
  const changes = readChanges(call.texts('set'))
  const [from, to] = [call.text('from'), call.text('to')]
  return withConnection(call, async ({ client }) => {
    const outcome = await replay(attempts(client, { from, to }), await budgetsWith(client, changes))
    const items = outcome.changes.map(
      ({ userId, accountKey, sourceKey, channel, refused, refusedWithRightPassword, letIn }) => ({
        user_id: userId,
        account_key: accountKey,
        source_key: sourceKey,
        channel,
        refused,
        refused_with_right_password: refusedWithRightPassword,
        let_in: letIn,
      }),
    )
    return {
      json: { settings: changes, attempts: outcome.attempts, lanes: outcome.lanes, changes: items },
      text: inWords(outcome),
    }
  })
}

/** Throws `UsageError` for what is no setting of a budget. */
function readChanges(given: readonly string[]): Record<string, string> {
  if (given.length === 0) throw new UsageError(`Say what would be different: --set ${PREFIX}PAIR_BURST=10`)
  return Object.fromEntries(
    given.map((one) => {
      const [, name, value] = /^([A-Z_]+)=(.*)$/.exec(one) ?? []
      if (name?.startsWith(PREFIX) && value !== undefined) return [name, value]
      throw new UsageError(
        `--set takes ${PREFIX}…=…, such as ${PREFIX}PAIR_BURST=10, not ${JSON.stringify(one)}.`,
      )
    }),
  )
}

/** The budgets in force in the server, but for what would be different. Throws `ConfigError`. */
async function budgetsWith(client: Client, changes: Readonly<Record<string, string>>): Promise<Budgets> {
  const { items } = await client.server.settings()
  const inForce = items.flatMap(({ name, value }) =>
    name.startsWith(PREFIX) && value !== null ? [[name, value]] : [],
  )
  const env = { ...Object.fromEntries(inForce), ...changes }
  // The file here has no say in what the server does.
  return budgetsOf(await loadConfig({ env, cwd: process.cwd(), readFile: () => undefined }))
}

async function* attempts(client: Client, range: { from: string | undefined; to: string | undefined }) {
  const bar = progress('Replaying')
  const given = {
    ...(range.from === undefined ? {} : { from: range.from }),
    ...(range.to === undefined ? {} : { to: range.to }),
  }
  let read = 0
  try {
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const query = { ...given, limit: LARGEST_PAGE, ...(cursor === undefined ? {} : { cursor }) }
      const page = await client.guard.attempts({ query })
      yield* page.items
      read += page.items.length
      // How many there will be nobody knows before the last.
      bar.reached(read, page.next_cursor === null ? read : read + LARGEST_PAGE)
      cursor = page.next_cursor
    }
  } finally {
    bar.end()
  }
}

function inWords({ attempts: count, lanes, changes }: Replay): string {
  const byLane = Object.entries(lanes).map(([lane, it]) => [lane, it.attempts, it.throttled, it.wouldBe])
  const rows = changes
    .toSorted((a, b) => b.refused + b.letIn - (a.refused + a.letIn))
    .slice(0, SHOWN)
    .map((it) => [
      it.userId ?? '-',
      it.accountKey.slice(0, 8) || '-',
      it.sourceKey.slice(0, 8),
      it.channel,
      it.refused,
      it.refusedWithRightPassword,
      it.letIn,
    ])
  const titles = ['USER', 'ACCOUNT', 'FROM', 'CHANNEL', 'REFUSED', 'OF THOSE RIGHT', 'LET IN']
  return [
    `${count} attempts. Refused by a budget:`,
    table(['LANE', 'ATTEMPTS', 'THEN', 'WITH THESE'], byLane),
    rows.length === 0 ? 'Nobody would have been treated otherwise.' : table(titles, rows),
    ...(changes.length > SHOWN ? [`${changes.length - SHOWN} more: --json has them all.`] : []),
  ].join('\n\n')
}

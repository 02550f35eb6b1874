import type { Client } from '@latchkey/client'
import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { withConnection } from '../../connection/connection.ts'
import { UsageError } from '../../failure.ts'
import { progress } from '../../terminal/progress.ts'
import { type Outside, readCheckpoints } from './checkpoint-file.ts'

type Verdict = Awaited<ReturnType<Client['audit']['verify']>>

/** As many as one request takes. */
const MOST_CHECKPOINTS = 500
const STRETCH = 20_000

/** latchkey audit verify */
export async function verifyChain(call: Call): Promise<Answer> {
  const file = call.text('checkpoints')
  const given = call.text('key')
  return withConnection(call, async ({ client }) => {
    const { public_key: shown } = await client.audit.checkpointKey()
    if (given !== undefined && given !== shown) {
      if (!/^[\w-]{43}$/.test(given))
        throw new UsageError('--key is 43 characters, as `latchkey audit key` prints it.')
      return answer(
        { finding: 'other_key', seq: null },
        'This server signs its checkpoints with another key than the one that was kept: it is another database, or its audit was made anew.',
      )
    }
    const outside = file === undefined ? undefined : readCheckpoints(file, shown)
    const walked = await walk(client, outside)
    const text = [
      told(walked),
      '',
      'What this cannot know:',
      ...limits(walked, { file, hasKey: given !== undefined }),
    ].join('\n')
    const { verdict, checked, compared, last } = walked
    return answer({ ...verdict, checked, checkpoints: compared, last_checkpoint: last ?? null }, text)
  })
}

const answer = (
  json: { readonly finding: string; readonly [name: string]: unknown },
  text: string,
): Answer => ({
  json,
  text,
  hasFailed: json.finding !== 'none',
})

interface Walked {
  readonly verdict: Verdict
  readonly checked: number
  readonly compared: number
  /** The newest of outside. */
  readonly last: Outside | undefined
}

async function walk(client: Client, outside: AsyncGenerator<Outside> | undefined): Promise<Walked> {
  const bar = progress('Verifying')
  let held: Outside[] = []
  let isRead = outside === undefined
  let last: Outside | undefined
  let checked = 0
  let compared = 0
  try {
    for (let after = 0; ; ) {
      held = held.filter(({ seq }) => seq > after)
      while (!isRead && held.length < MOST_CHECKPOINTS) {
        const next = await outside?.next()
        if (next === undefined || next.done) isRead = true
        else {
          held.push(next.value)
          last = next.value
        }
      }
      const furthest = held.at(-1)?.seq
      const limit =
        !isRead && furthest !== undefined ? Math.min(STRETCH, Math.max(1, furthest - after)) : STRETCH
      const checkpoints = held.map(({ seq, mac }) => ({ seq, mac }))
      const verdict = await client.audit.verify({ body: { after, limit, checkpoints } })
      checked += verdict.checked
      compared += verdict.checkpoints
      bar.reached(verdict.through, verdict.head)
      if (verdict.next === null) return { verdict, checked, compared, last }
      after = verdict.next
    }
  } finally {
    bar.end()
  }
}

const WORDS: Record<Verdict['finding'], (verdict: Verdict) => string> = {
  none: ({ first, through }) =>
    `Entries ${first ?? 0} to ${through} are there, in their order, each as it was written.`,
  edited: ({ seq, entry_id }) => `Entry ${seq} (${entry_id}) is not as it was written. Those before it are.`,
  removed: ({ seq }) => `Entry ${seq} is missing. Those before it are as they were written.`,
  swapped: ({ seq, entry_id }) =>
    `Entry ${seq} is not the one that was there: ${entry_id} changed places with another. Those before it are as they were written.`,
  cut: ({ seq }) => `Entry ${seq} and what came after it are missing: a checkpoint says that there was more.`,
  forged: ({ entry_id }) =>
    `The entry ${entry_id} was not written by this server as it stands. It is in no chain.`,
  checkpoint_differs: ({ seq }) =>
    `Up to entry ${seq} the chain is another one than the checkpoint from outside says: it was made anew by somebody who has the keys.`,
  checkpoint_forged: ({ seq }) =>
    `The checkpoint in the database at entry ${seq} is not signed by the key of this audit.`,
}

function told({ verdict, checked, compared }: Walked): string {
  return `${WORDS[verdict.finding](verdict)}\n${checked} verified, ${compared} checkpoints compared.`
}

function limits(
  { verdict, last }: Walked,
  { file, hasKey }: { file: string | undefined; hasKey: boolean },
): string[] {
  const waiting =
    verdict.waiting > 0
      ? [`- ${verdict.waiting} entries are too new to have a number: they are in no chain yet.`]
      : []
  const second = '- On PostgreSQL, whether an entry was removed in its first second, before it had a number.'
  if (file === undefined)
    return [
      '- Whether the end was cut off, or all of it made anew by somebody who has the root secret: for that, give the checkpoints that were kept elsewhere (--checkpoints).',
      second,
      ...waiting,
    ]
  const until =
    last === undefined
      ? 'The file has no checkpoint'
      : `The newest checkpoint of the file is of entry ${last.seq}, ${last.at}`
  return [
    `- Whether anything was cut off or made anew behind it by somebody who has the root secret. ${until}.`,
    ...(hasKey
      ? []
      : [
          '- Whether this is the key that signed them then: it came from this server. `audit key` prints it, to be kept elsewhere (--key).',
        ]),
    second,
    ...waiting,
  ]
}

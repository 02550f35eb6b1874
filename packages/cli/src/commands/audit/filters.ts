import type { Client } from '@latchkey/client'
import type { Call } from '../../call.ts'
import { findId } from '../user/find.ts'

export type Entry = Awaited<ReturnType<Client['audit']['list']>>['items'][number]

/** What was asked for, as the API has it. */
export async function filtersOf(call: Call, client: Client) {
  const [actor, subject, action, from, to] = ['actor', 'subject', 'action', 'from', 'to'].map((name) =>
    call.text(name),
  )
  return {
    ...(actor === undefined ? {} : { actor }),
    ...(subject === undefined ? {} : { subject: await findId(client, subject) }),
    ...(action === undefined ? {} : { action }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  }
}

/** Waits for whoever reads slowly. */
export const writeOut = (text: string): Promise<void> =>
  new Promise((resolve) => {
    if (process.stdout.write(text)) resolve()
    else process.stdout.once('drain', resolve)
  })

import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { withConnection } from '../../connection/connection.ts'
import { UsageError } from '../../failure.ts'
import { valueOrAsk } from '../../terminal/ask.ts'
import { printable } from '../../terminal/printable.ts'
import { KINDS } from './kinds.ts'
import { clientSecret, sharedOptions } from './options.ts'

/** latchkey provider add */
export async function addProvider(call: Call): Promise<Answer> {
  const kind = KINDS.find((one) => one === call.word(0))
  if (kind === undefined) throw new UsageError(`The kind must be one of ${KINDS.join(', ')}.`)
  const client_id = await valueOrAsk(call.text('clientId'), { label: 'Client id', flag: '--client-id' })
  const client_secret = await clientSecret(call)
  const [issuer, slug] = [call.text('issuer'), call.text('slug')]
  return withConnection(call, async ({ client }) => {
    const made = await client.providers.create({
      body: {
        kind,
        client_id,
        client_secret,
        ...(issuer === undefined ? {} : { issuer }),
        ...(slug === undefined ? {} : { slug }),
        ...sharedOptions(call),
      },
    })
    const text = [
      `${printable(made.name)} is added. Paste this there as the address that it sends people back to (redirect URI):`,
      `  ${printable(made.redirect_uri)}`,
      `Then ask it whether all is right: latchkey provider check ${printable(made.slug)}`,
    ].join('\n')
    return { json: made, text }
  })
}

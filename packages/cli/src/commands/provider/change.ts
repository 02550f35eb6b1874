import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { withConnection } from '../../connection/connection.ts'
import { UsageError } from '../../failure.ts'
import { printable } from '../../terminal/printable.ts'
import { clientSecret, sharedOptions } from './options.ts'

/** latchkey provider change */
export async function changeProvider(call: Call): Promise<Answer> {
  const slug = call.word(0)
  const [isOn, isOff, clientId] = [call.flag('on'), call.flag('off'), call.text('clientId')]
  if (isOn && isOff) throw new UsageError('Give one of --on and --off.')
  const body = {
    ...sharedOptions(call),
    ...(clientId === undefined ? {} : { client_id: clientId }),
    ...(isOn || isOff ? { enabled: isOn } : {}),
    ...(call.flag('clientSecretStdin') ? { client_secret: await clientSecret(call) } : {}),
  }
  if (Object.keys(body).length === 0)
    throw new UsageError('Say what to change: see latchkey provider change --help.')
  return withConnection(call, async ({ client }) => {
    const json = await client.providers.change({ params: { slug }, body })
    return { json, text: `${printable(json.name)} is changed, and is ${json.enabled ? 'on' : 'off'}.` }
  })
}

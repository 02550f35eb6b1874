import { type SettingInForce, settingsInForce } from '@latchkey/server'
import type { Call } from '../call.ts'
import type { Answer } from '../command.ts'
import { connectToServer } from '../connection/connection.ts'
import { settingsHere } from '../environment.ts'
import { table } from '../terminal/table.ts'

const SOURCES: Readonly<Record<string, string>> = { env: 'environment', override: 'command line' }
const sourceOf = ({ source }: SettingInForce): string => SOURCES[source] ?? source

const NOT_SET = '-'
function shown({ value, is_secret, source }: SettingInForce): string {
  if (is_secret) return source === 'default' ? NOT_SET : '(hidden)'
  return value === null || value === '' ? NOT_SET : String(value)
}

/** latchkey config */
export async function configCommand(call: Call): Promise<Answer> {
  const server = await connectToServer(call)
  if (server === undefined) {
    const here = settingsInForce(await settingsHere(call.environment))
    return {
      json: { of: 'next start', items: here, differs: [] },
      text: `No server runs here. One that is started from this shell and folder reads:\n\n${rowsOf(here)}`,
    }
  }
  const { items } = await server.client.server.settings()
  const differs = server.kind === 'socket' ? await differencesOf(call, items) : []
  const changes = differs.map(({ name, now, after }) => [name, now, after])
  return {
    json: { of: server.where, items, differs },
    text: [
      `In force in the server at ${server.where}:\n\n${rowsOf(items)}`,
      ...(changes.length === 0
        ? []
        : [
            `A restart from this shell and folder would change:\n\n${table(['SETTING', 'NOW', 'THEN'], changes)}`,
          ]),
    ].join('\n\n'),
  }
}

const rowsOf = (items: readonly SettingInForce[]): string =>
  table(
    ['SETTING', 'VALUE', 'FROM'],
    items.map((item) => [item.name, shown(item), sourceOf(item)]),
  )

/** What a secret is, nobody can compare; where it comes from, everybody can. */
async function differencesOf(call: Call, items: readonly SettingInForce[]) {
  const here = new Map(settingsInForce(await settingsHere(call.environment)).map((item) => [item.name, item]))
  return items.flatMap((item) => {
    const then = here.get(item.name)
    if (then === undefined) return []
    const [now, after] = item.is_secret ? [sourceOf(item), sourceOf(then)] : [shown(item), shown(then)]
    return now === after ? [] : [{ name: item.name, now, after }]
  })
}

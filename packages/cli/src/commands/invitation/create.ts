import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { withConnection } from '../../connection/connection.ts'
import { UsageError } from '../../failure.ts'
import { printable } from '../../terminal/printable.ts'

const LANGUAGES = ['en', 'de', 'es', 'fr', 'ja', 'ar'] as const

/** latchkey invitation create */
export async function createInvitation(call: Call): Promise<Answer> {
  const [roles, spoken] = [[...new Set(call.texts('role'))], call.text('language')]
  const language = LANGUAGES.find((one) => one === spoken)
  if (spoken !== undefined && language === undefined)
    throw new UsageError(`--language must be one of ${LANGUAGES.join(', ')}.`)
  return withConnection(call, async ({ client }) => {
    const made = await client.invitations.create({
      body: {
        email: call.word(0),
        ...(roles.length === 0 ? {} : { roles }),
        ...(language === undefined ? {} : { language }),
        ...(call.flag('link') ? { link: true } : {}),
      },
    })
    const { url, id } = made
    const end = `until ${printable(made.expires_at)}. Its id is ${printable(id)}.`
    const text =
      url === null
        ? `An invitation is on its way to ${printable(made.email)}, good ${end}`
        : `${printable(url)}\nGood for once, ${end}`
    return { json: made, text }
  })
}

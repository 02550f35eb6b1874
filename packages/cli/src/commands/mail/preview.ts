import { NothingToPreview, preview, urlOf } from '@latchkey/server'
import type { Call } from '../../call.ts'
import type { Answer } from '../../command.ts'
import { settingsHere } from '../../environment.ts'
import { UsageError } from '../../failure.ts'

/** latchkey mail preview */
export async function previewMail(call: Call): Promise<Answer> {
  const config = await settingsHere(call.environment)
  try {
    const mail = await preview({
      template: call.word(0),
      language: call.text('language') ?? config.language,
      folder: config.mailTemplates,
      baseUrl: config.publicUrl ?? urlOf(config.host, config.port),
      now: Date.now(),
    })
    const text = call.flag('html') ? mail.html : `Subject: ${mail.subject}\n\n${mail.text}`
    return { json: mail, text: text.trimEnd() }
  } catch (error) {
    if (error instanceof NothingToPreview) throw new UsageError(error.message)
    throw error
  }
}

import { invalid, type ObjectSchema } from '@latchkey/contract'
import type { EntryDeps } from './getting-in.ts'

/** What the script put into a form, held against what the API takes. Throws `validation_failed`. */
export function shownPasskey<T>({ held }: Pick<EntryDeps, 'held'>, schema: ObjectSchema) {
  return async (text: string): Promise<T> => {
    const validate = await held(schema)
    return validate(parsed(text)) as T
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw invalid({ field: 'passkey', message: 'is not what a browser gives of a passkey.' })
  }
}

import { invalid, type PageAnswer } from '@latchkey/contract'

/** For the script of a page. */
export const json = (value: unknown): PageAnswer => ({
  type: 'application/json',
  body: JSON.stringify(value),
})

/** What the script of a page put into a field. Throws `validation_failed`. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw invalid({ field: 'passkey', message: 'is not what a browser gives.' })
  }
}

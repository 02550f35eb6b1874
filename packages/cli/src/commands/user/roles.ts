import { UsageError } from '../../failure.ts'

const NAME = /^[a-z][a-z0-9_-]{0,63}$/

/** Which roles there are is the server's to say. */
export function readRole(shown: string, text: string): string {
  if (NAME.test(text)) return text
  throw new UsageError(
    `${shown} takes the name of a role, such as user or admin, not ${JSON.stringify(text)}.`,
  )
}

/** `admin,user` */
export function readRoles(shown: string, list: string): string[] {
  return [...new Set(list.split(',').map((text) => readRole(shown, text.trim())))]
}

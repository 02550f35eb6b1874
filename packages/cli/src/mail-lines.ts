import type { DevelopmentMail } from '@latchkey/server'
import { printable } from './terminal/printable.ts'

/** A mail that was made, in two lines: for whom, and what it is good for. */
export function mailLines({ to, composed, link, code }: DevelopmentMail): string {
  const what = link ?? code
  const heading = `  Mail to ${printable(to)}: ${printable(composed.subject)}`
  return `${what === undefined ? heading : `${heading}\n    ${printable(what)}`}\n`
}

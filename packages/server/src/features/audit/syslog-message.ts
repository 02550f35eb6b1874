import type { AuditEntry } from '@latchkey/contract'

/** RFC 5424 section 6.2.1: "log audit". */
const FACILITY = 13
const WARNING = 4
const NOTICE = 5

/** Visible ASCII, and no longer than the field may be (RFC 5424 section 6). */
const field = (text: string, longest: number): string =>
  text.replace(/[^\x21-\x7e]/g, '-').slice(0, longest) || '-'

/** One entry as RFC 5424 has a message; what it says is JSON, which escapes every line break. */
export function syslogMessage(entry: AuditEntry, { host, pid }: { host: string; pid: number }): string {
  const priority = FACILITY * 8 + (entry.outcome === 'refused' ? WARNING : NOTICE)
  return `<${priority}>1 ${entry.at} ${field(host, 255)} latchkey ${pid} ${field(entry.action, 32)} - ${JSON.stringify(entry)}`
}

/** On a stream each message says how long it is (RFC 5425 section 4.3.1, RFC 6587 section 3.4.1). */
export function framed(message: string): Buffer {
  const bytes = Buffer.from(message)
  return Buffer.concat([Buffer.from(`${bytes.length} `), bytes])
}

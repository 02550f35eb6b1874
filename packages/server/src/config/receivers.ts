const COLLECTORS = ['https:', 'syslog:', 'syslog+tcp:', 'syslogs:']

function readUrl(text: string, protocols: readonly string[]): string | undefined {
  const url = URL.parse(text)
  if (url === null || !protocols.includes(url.protocol) || url.hostname === '') return undefined
  // A password would be shown with the settings.
  if (url.username + url.password + url.hash !== '') return undefined
  if (/[\s\\]/.test(text)) return undefined
  return text
}

/** What takes POST. */
export const readReceiverUrl = (text: string): string | undefined => readUrl(text, ['https:'])

/** A log collector. */
export const readCollectorUrl = (text: string): string | undefined => readUrl(text, COLLECTORS)

/** Read by the command line when it speaks to a server, and rightly present in the shell that starts one. */
const clientVariables: ReadonlySet<string> = new Set(['LATCHKEY_API_KEY'])

/**
 * Kubernetes and Docker links announce a neighbour called `latchkey` or `latchkey-postgres` to every container as
 * LATCHKEY_SERVICE_HOST, LATCHKEY_PORT=tcp://10.0.0.1:8000, LATCHKEY_PORT_8000_TCP_ADDR and so on. Nobody typed
 * these, so they are no misspelt settings. LATCHKEY_PORT=8000 is one: only the form with a scheme is theirs.
 */
const serviceLink =
  /^LATCHKEY_(\w+_)?(SERVICE_HOST|SERVICE_PORT(_\w+)?|PORT_\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)$/
const serviceAddress = /^(tcp|udp|sctp):\/\//

/** Whether a LATCHKEY_* variable that is no setting belongs to somebody else and is left alone. */
export function isForeignVariable(name: string, value: string): boolean {
  if (clientVariables.has(name) || serviceLink.test(name)) return true
  return name.startsWith('LATCHKEY_') && name.endsWith('_PORT') && serviceAddress.test(value)
}

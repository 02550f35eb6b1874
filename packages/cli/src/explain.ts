/** What a command was about to use, for the sentence that says why it could not. */
interface Attempt {
  readonly host?: string
  readonly port?: number
  readonly dataDir?: string
}

/** What went wrong, as a sentence for whoever typed the command. */
export function explain(error: unknown, { host, port, dataDir }: Attempt = {}): string {
  if (!(error instanceof Error)) return String(error)
  const code = 'code' in error ? String(error.code) : undefined
  const syscall = 'syscall' in error ? String(error.syscall) : undefined
  if (code === 'EADDRINUSE') {
    return `Port ${port} is taken. Stop whatever uses it, or set another one, for example PORT=${(port ?? 8000) + 1}.`
  }
  if (syscall === 'mkdir' || syscall === 'open' || code === 'EACCES') {
    return (
      `The data folder cannot be used (${error.message}). ` +
      `Set DATA_DIR to a folder that this user may write; now it is ${dataDir ?? 'not known'}.`
    )
  }
  if (syscall === 'listen' || code === 'EINVAL' || code === 'ENOTFOUND' || code === 'EADDRNOTAVAIL') {
    return `This machine cannot listen on HOST ${host}. Leave HOST out for localhost, or set an address of this machine.`
  }
  if (/file is not a database/.test(error.message)) {
    return `latchkey.db in ${dataDir} is not a database of Latchkey's. Restore a backup, or set another DATA_DIR.`
  }
  return error.message
}

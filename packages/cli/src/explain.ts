/** What went wrong, as a sentence for whoever typed the command. */
export function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if ('code' in error && error.code === 'EADDRINUSE') {
    return 'The port is taken. Stop whatever uses it, or choose another: PORT=8001 npm start'
  }
  if ('code' in error && error.code === 'EACCES') {
    return `${error.message}. Choose a port above 1023, or a DATA_DIR that this user may write to.`
  }
  return error.message
}

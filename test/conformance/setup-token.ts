import { runToEnd } from '../support/program.ts'
import type { Server } from '../support/server.ts'

/** The token of a new setup link, as the operator gets it; the server is stopped for it, and started again. */
export async function setupToken(server: Server): Promise<string> {
  await server.stop()
  const { stdout, stderr } = await runToEnd(['admin', 'setup-link'], {}, server.folder)
  await server.start()
  const token = /token=([A-Za-z0-9_-]+)/.exec(stdout)?.[1]
  if (token === undefined) throw new Error(`no setup link: ${stdout}${stderr}`)
  return token
}

import { type Client, createClient } from '@latchkey/client'
import { loadConfig, openApplication, readEnvironment, urlOf } from '@latchkey/server'

export interface LocalApplication {
  readonly client: Client
  /** A new one-time token for the first administrator; undefined once there was one. */
  issueSetupToken(): Promise<string | undefined>
  /** Where the server listens when it runs, as far as the settings say. */
  readonly url: string
}

/**
 * The server's application on its database, in this process and not listening, spoken to through the same client as
 * any other. Throws `FolderInUse` while a server runs on the folder.
 */
export async function withLocalApplication<T>(
  use: (application: LocalApplication) => Promise<T>,
): Promise<T> {
  const config = await loadConfig({
    env: readEnvironment(),
    cwd: process.cwd(),
    // What a command prints is its answer; only failures of the server are worth a line beside it.
    overrides: { logLevel: 'error' },
  })
  const application = await openApplication({ config, isDevelopment: false, isTerminal: false })
  const fetchInProcess = async (request: Request) => {
    request.headers.set('Host', 'localhost')
    return application.table.dispatch(request)
  }
  try {
    return await use({
      client: createClient({ baseUrl: 'http://localhost', fetch: fetchInProcess }),
      issueSetupToken: application.setup.issueToken,
      url: config.publicUrl ?? urlOf(config.host, config.port),
    })
  } finally {
    await application.close()
  }
}

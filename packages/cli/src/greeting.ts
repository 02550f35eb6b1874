import type { Config, RunningServer } from '@latchkey/server'

interface Start {
  readonly config: Config
  readonly isDevelopment: boolean
}

/** The first thing a person sees: where everything is, and three lines to paste. */
export async function greeting(server: RunningServer, { config, isDevelopment }: Start): Promise<string> {
  const { url } = server
  const lines = [
    '',
    `  Latchkey is at   ${url}`,
    `  Sign in          ${url}/sign-in`,
    `  API page         ${url}/docs`,
    ...(isDevelopment ? [`  Mail             ${url}/dev/mail`] : []),
    `  Data             ${config.dataDir}`,
    ...(await administratorLines(server, isDevelopment, config.publicUrl)),
    '',
    '  Try it:',
    '',
    `    curl ${url}/auth/register -H 'Content-Type: application/json' -d '{"username":"john_doe","email":"john@example.com","full_name":"John Doe","password":"securepassword123"}'`,
    `    TOKEN=$(curl -s ${url}/auth/login -H 'Content-Type: application/json' -d '{"username":"john_doe","password":"securepassword123"}' | sed -n 's/.*"access_token":"\\([^"]*\\)".*/\\1/p')`,
    `    curl ${url}/users/me -H "Authorization: Bearer $TOKEN"`,
    '',
    '',
  ]
  return lines.join('\n')
}

async function administratorLines(
  server: RunningServer,
  isDevelopment: boolean,
  publicUrl: string | undefined,
): Promise<string[]> {
  if (isDevelopment) {
    return server.isWaitingForFirstAccount
      ? ['  Development      the first account registered on this machine is the administrator']
      : ['  Development      only for this machine; `latchkey serve` is for everybody else']
  }
  const token = await server.issueSetupToken()
  return token === undefined
    ? []
    : [
        '',
        `  Make the first administrator (once, within 24 h): ${publicUrl ?? server.url}/setup?token=${token}`,
      ]
}

import { passwordOrAsk, valueOrAsk } from '../ask.ts'
import { explain } from '../explain.ts'
import { withLocalApplication } from '../local-application.ts'

interface NewAdministrator {
  readonly username?: string
  readonly email?: string
  readonly fullName?: string
  readonly passwordStdin?: boolean
}

const HAD_ONE =
  'This server has had its first administrator. Administrators make further ones: PUT /users/{id}/roles.'

/** latchkey admin create */
export async function createAdministrator(options: NewAdministrator): Promise<void> {
  await answering(async () => {
    const username = await valueOrAsk(options.username, { label: 'Username', flag: '--username' })
    const email = await valueOrAsk(options.email, { label: 'E-mail address', flag: '--email' })
    const full_name = await valueOrAsk(options.fullName, { label: 'Full name', flag: '--full-name' })
    const password = await passwordOrAsk(options.passwordStdin === true)
    return withLocalApplication(async ({ client, issueSetupToken }) => {
      const setup_token = await issueSetupToken()
      if (setup_token === undefined) throw new Error(HAD_ONE)
      const body = { setup_token, username, email, full_name, password }
      const user = await client.setup.createFirstAdministrator({ body })
      return `${user.username} (id ${user.id}) is the administrator.`
    })
  })
}

/** latchkey admin setup-link */
export async function printSetupLink(): Promise<void> {
  await answering(() =>
    withLocalApplication(async ({ issueSetupToken, url }) => {
      const token = await issueSetupToken()
      if (token === undefined) throw new Error(HAD_ONE)
      return `${url}/setup?token=${token}`
    }),
  )
}

async function answering(command: () => Promise<string>): Promise<void> {
  try {
    process.stdout.write(`${await command()}\n`)
  } catch (error) {
    process.stderr.write(`${explain(error)}\n`)
    process.exitCode = 1
  }
}

import { endpoint } from './endpoint.ts'
import { Roles } from './permissions.ts'
import { Registration, User } from './users.ts'

const { username, full_name } = Registration.properties

/** Accounts of programs. */
export const serviceAccounts = {
  create: endpoint({
    method: 'POST',
    path: '/service-accounts',
    access: 'service-accounts:write',
    audit: 'user.created',
    tag: 'api keys',
    summary: 'Make an account for a program',
    description:
      'It has no password and nobody signs in to it: it acts by the API keys that are made for it. Its address is one that no mail reaches. Nobody gives it more than they may do themselves.',
    input: {
      body: {
        type: 'object',
        required: ['username', 'full_name'],
        additionalProperties: false,
        properties: { username, full_name, roles: Roles },
      },
    },
    status: 200,
    output: User,
    errors: ['username_taken', 'email_taken'],
    example: {
      body: { username: 'report-bot', full_name: 'Nightly report' },
      answer: {
        id: 3,
        username: 'report-bot',
        email: 'report-bot@service.invalid',
        full_name: 'Nightly report',
      },
    },
  }),
}

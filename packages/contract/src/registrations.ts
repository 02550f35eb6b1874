import { endpoint } from './endpoint.ts'
import { Password, User } from './users.ts'

/** What follows on a registration whose answer tells nothing. */
export const registrations = {
  confirm: endpoint({
    method: 'POST',
    path: '/auth/register/confirm',
    access: 'public',
    audit: 'user.created',
    tag: 'accounts',
    summary: 'Make the account that was registered',
    description:
      'Under `LATCHKEY_REGISTRATION=private`: by the token of the mail, good for 24 hours, and the password that was chosen at registering. Whoever has only one of the two gets nothing; after five wrong passwords the token is worth nothing. The address is proved by it.',
    input: {
      body: {
        type: 'object',
        required: ['token', 'password'],
        additionalProperties: false,
        properties: {
          token: {
            type: 'string',
            minLength: 1,
            maxLength: 128,
            description: 'The end of the mailed link, behind `token=`.',
          },
          password: Password,
        },
      },
    },
    limit: 'sign-in',
    isGuarded: true,
    onBehalf: true,
    status: 200,
    output: User,
    errors: [
      'invalid_mailed_token',
      'invalid_credentials',
      'registration_closed',
      'username_taken',
      'email_taken',
      'too_many_attempts',
      'overloaded',
    ],
    details: {
      invalid_mailed_token:
        'The link is wrong, used or too old, or had five wrong passwords. Register again.',
      invalid_credentials:
        'The password is not the one that was chosen at registering. After five wrong ones, register again.',
      username_taken: 'An account with this username was made meanwhile. Register again with another name.',
      email_taken: 'An account with this e-mail address was made meanwhile. Sign in with it.',
    },
    example: {
      body: { token: 'the token of the mail', password: 'securepassword123' },
      answer: { id: 1, username: 'john_doe', email: 'john@example.com', full_name: 'John Doe' },
    },
  }),
}

import { endpoint } from './endpoint.ts'

const LanguageName = { type: 'string', enum: ['en', 'de', 'es', 'fr', 'ja', 'ar'] } as const

const Preferences = {
  type: 'object',
  required: ['language', 'offer_passkey'],
  properties: {
    language: { ...LanguageName, description: 'In which mail to this person is written.' },
    offer_passkey: {
      type: 'boolean',
      description: 'Whether a passkey may be offered after a sign-in by password.',
    },
  },
} as const

export const preferences = {
  get: endpoint({
    method: 'GET',
    path: '/users/me/preferences',
    access: 'user',
    tag: 'users',
    summary: 'What the caller has chosen',
    status: 200,
    output: Preferences,
    errors: [],
    example: { answer: { language: 'de' as const, offer_passkey: true } },
  }),
  set: endpoint({
    method: 'PUT',
    path: '/users/me/preferences',
    access: 'user',
    audit: 'preferences.changed',
    tag: 'users',
    summary: 'Choose in which language mail is written, and whether a passkey is offered',
    description:
      'What is not named stays as it is. Who registers is given the language that the browser asks for (`Accept-Language`), if mail is written in it.',
    input: {
      body: {
        type: 'object',
        additionalProperties: false,
        properties: { language: LanguageName, offer_passkey: Preferences.properties.offer_passkey },
      },
    },
    status: 200,
    output: Preferences,
    errors: [],
    example: { body: { language: 'de' }, answer: { language: 'de' as const, offer_passkey: true } },
  }),
}

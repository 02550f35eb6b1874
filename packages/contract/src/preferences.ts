import { endpoint } from './endpoint.ts'

const LanguageName = { type: 'string', enum: ['en', 'de', 'es', 'fr', 'ja', 'ar'] } as const

const Preferences = {
  type: 'object',
  required: ['language'],
  properties: {
    language: { ...LanguageName, description: 'In which mail to this person is written.' },
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
    example: { answer: { language: 'de' as const } },
  }),
  set: endpoint({
    method: 'PUT',
    path: '/users/me/preferences',
    access: 'user',
    audit: 'preferences.changed',
    tag: 'users',
    summary: 'Choose in which language mail is written',
    description:
      'Who registers is given the language that the browser asks for (`Accept-Language`), if mail is written in it.',
    input: {
      body: {
        type: 'object',
        required: ['language'],
        additionalProperties: false,
        properties: { language: LanguageName },
      },
    },
    status: 200,
    output: Preferences,
    errors: [],
    example: { body: { language: 'de' }, answer: { language: 'de' as const } },
  }),
}

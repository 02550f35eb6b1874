import type { User } from '@latchkey/contract'
import type { Language } from '#kernel/language'
import { html } from '../html.ts'
import { accountDocument } from './account-shell.ts'
import { words } from './account-shell-words.ts'

export const documents = (language: Language) => ({
  overview: ({ username, email, full_name }: User) =>
    accountDocument(
      words[language].account,
      html`<h1>${full_name}</h1>
<p>${username}<br>${email}</p>`,
      { language, current: 'overview', sections: ['overview'] },
    ),
})

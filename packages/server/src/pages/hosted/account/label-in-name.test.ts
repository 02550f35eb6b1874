import { expect, test } from 'bun:test'
import { languages } from '#kernel/language'
import { words as apiKeys } from './api-keys-words.ts'
import { words as contacts } from './contacts-words.ts'
import { words as factors } from './factors-words.ts'
import { words as identities } from './identities-words.ts'
import { words as passkeys } from './passkeys-words.ts'
import { words as sessions } from './sessions-words.ts'

const NAME = 'Ada'

test.each(languages)(
  'who says what a button reads presses it: what it is called has its text in it, %s',
  (language) => {
    const labels: readonly [text: string, called: string][] = [
      [apiKeys[language].revoke, apiKeys[language].revokeNamed(NAME)],
      [contacts[language].remove, contacts[language].removeNamed(NAME)],
      [contacts[language].vouch, contacts[language].vouchFor(NAME)],
      [factors[language].forget, factors[language].forgetNamed(NAME)],
      [identities[language].remove, identities[language].removeNamed(NAME, 'ada@example.org')],
      [passkeys[language].remove, passkeys[language].removeNamed(NAME)],
      [sessions[language].end, sessions[language].endOf(NAME)],
    ]
    // WCAG 2.2, 2.5.3.
    for (const [text, called] of labels) expect(called.toLowerCase()).toContain(text.toLowerCase())
  },
)

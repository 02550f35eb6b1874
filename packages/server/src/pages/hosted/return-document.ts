import type { User } from '@latchkey/contract'
import type { Language } from '#kernel/language'
import { cardDocument, type Rendered } from '../form-document.ts'
import { html } from '../html.ts'
import { type GoalFault, goalOf, RETURN } from './goal.ts'
import { hiddenFields } from './passkey-form.ts'
import { words } from './return-words.ts'

const LONGEST_SHOWN = 200

/** The app as people know it: the host of its address, or its own scheme. */
const appOf = (address: string): string => {
  const url = URL.parse(address)
  return url === null || url.host === '' ? address : url.host
}

function goOn(language: Language, { next, user }: { next: string; user: User }): Rendered {
  const said = words[language]
  const goal = goalOf(next)
  const app = goal.kind === 'return' ? appOf(goal.returnTo) : ''
  const kept = hiddenFields({ next })
  return cardDocument(
    said.title,
    html`<h1>${said.title}</h1>
<p>${said.introduction(app)}</p>
<form method="post" action="${RETURN}">
${kept}<button>${said.goOn(user.full_name.trim() === '' ? user.username : user.full_name)}</button>
</form>
<form method="post" action="/sign-out">
${kept}<button class="quiet">${said.another}</button>
</form>`,
    language,
  )
}

/** What people can do, and below it what only whoever made the app or runs the server can. */
function refused(language: Language, { fault, address }: { fault: GoalFault; address: string }): Rendered {
  const said = words[language]
  const shown = address.length > LONGEST_SHOWN ? `${address.slice(0, LONGEST_SHOWN)}…` : address
  return cardDocument(
    said.refusedTitle,
    html`<h1>${said.refusedTitle}</h1>
<p>${said.refused}</p>
<p class="hint">${said.faults[fault]}</p>
${shown !== '' && fault === 'return_to' && html`<pre><code dir="ltr">${shown}</code></pre>`}`,
    language,
  )
}

export const documents = { goOn, refused }

import type { User } from '@latchkey/contract'
import { cardDocument, type Rendered } from '../form-document.ts'
import { html } from '../html.ts'

const overview = ({ username, email, full_name }: User): Rendered =>
  cardDocument(
    'Your account',
    html`<h1>${full_name}</h1>
<p>${username}<br>${email}</p>
<form method="post" action="/sign-out"><button>Sign out</button></form>`,
  )

export const documents = { overview }

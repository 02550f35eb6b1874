import type { PageAnswer, PageRequest } from '@latchkey/contract'
import type { Undressed } from '../../form-page.ts'
import { html, raw } from '../../html.ts'

/** The field of each form of a page of the account that says whose page it is. */
export const OF_ACCOUNT = 'of_account'

/** What waits for a proof says itself whose it is. */
const FORMS = /<form [^>]*action="\/account\/(?!prove)[^>]*>/g

/** A page whose forms say whose they are: in another tab somebody else may have signed in before one is sent. */
export function owned(answer: PageAnswer | Undressed, account: string): PageAnswer {
  if (!('rendered' in answer)) return answer
  const { rendered } = answer
  const field = html`<input type="hidden" name="${OF_ACCOUNT}" value="${account}">`.text
  const body: typeof rendered.body = (around) =>
    raw(rendered.body(around).text.replace(FORMS, (form) => form + field))
  return { ...answer, rendered: { ...rendered, body } } as Undressed
}

/** Whose page a form stood on, and what was typed in it. */
export function takeOwner(page: PageRequest): { owner: string | undefined; page: PageRequest } {
  const { [OF_ACCOUNT]: owner, ...form } = page.form
  return { owner, page: { ...page, form } }
}

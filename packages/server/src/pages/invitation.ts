import { contract, type Implemented, type ObjectSchema, type Page } from '@latchkey/contract'
import type { InvitationsFeature } from '#features/invitations'
import { formAnswer, formSender } from './form-page.ts'
import type { GettingIn } from './hosted/index.ts'

interface Deps<C> {
  readonly implemented: readonly Implemented<C>[]
  readonly entry: Pick<GettingIn, 'cookiesFor'>
  readonly invitations: Pick<InvitationsFeature, 'getAddress'>
}

const endpoint = contract.users.register
const { invitation, username, full_name, password } = endpoint.input.body.properties
/** What is typed: the address is the one that was invited, and nobody's to choose. */
const form = {
  type: 'object',
  required: ['token', 'username', 'full_name', 'password'],
  additionalProperties: false,
  properties: { token: invitation, username, full_name, password },
} as const satisfies ObjectSchema
const load = async () => (await import('./invitation-document.ts')).documents

/** GET and POST /invitation: the link of an invitation, for people. */
export function invitationPages<C>({ implemented, entry, invitations }: Deps<C>): Page[] {
  const register = formSender(implemented, endpoint)
  const refuse: NonNullable<Page['refuse']> = async (refusal, { form: entered }) => {
    const documents = await load()
    const { code } = refusal
    if (code === 'invalid_invitation') return formAnswer(documents.wrongToken(refusal))
    if (code === 'email_taken') return formAnswer(documents.hasAccount())
    if (code === 'registration_closed') return formAnswer(documents.closed(refusal))
    const token = entered['token']
    const email = await invitations.getAddress(token ?? '').catch(() => undefined)
    return formAnswer(documents.form(email, { token, entered, refusal }))
  }
  return [
    {
      method: 'GET',
      path: '/invitation',
      async answer({ query }) {
        const token = query('token')
        // Looked at and not spent: programs that check mail open every link in it.
        const email = token === undefined ? undefined : await invitations.getAddress(token)
        return formAnswer((await load()).form(email, { token }))
      },
      refuse,
    },
    {
      method: 'POST',
      path: '/invitation',
      form,
      async answer(request) {
        // The endpoint says with a reference what is wrong with an invitation of nobody.
        const { token = '', ...typed } = request.form
        const email = await invitations.getAddress(token).catch(() => NOBODYS)
        await register({ ...request, form: { ...typed, email, invitation: token } })
        const who = { username: typed['username'] ?? '', password: typed['password'] ?? '' }
        const cookies = await entry.cookiesFor(request, who)
        return { ...formAnswer((await load()).success(email)), cookies }
      },
      refuse,
    },
  ]
}

/** Of an invitation that there is not (RFC 2606). */
const NOBODYS = 'nobody@invitation.invalid'

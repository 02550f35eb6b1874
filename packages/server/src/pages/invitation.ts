import { contract, type Implemented, type ObjectSchema, type Page } from '@latchkey/contract'
import type { InvitationsFeature } from '#features/invitations'
import type { ProvidersFeature } from '#features/providers'
import type { RegistrationMode } from '#features/users'
import type { Language } from '#kernel/language'
import { formAnswer, formSender } from './form-page.ts'
import type { GettingIn } from './hosted/index.ts'
import { inLanguage } from './in-language.ts'

interface Deps<C> {
  readonly implemented: readonly Implemented<C>[]
  readonly language: Language
  readonly entry: Pick<GettingIn, 'cookiesFor'>
  readonly invitations: Pick<InvitationsFeature, 'getAddress'>
  readonly providers: Pick<ProvidersFeature, 'listOffered'>
  readonly registration: RegistrationMode
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

/** GET and POST /invitation: the link of an invitation, for people. */
export function invitationPages<C>({
  implemented,
  language,
  entry,
  invitations,
  providers,
  registration,
}: Deps<C>): Page[] {
  const register = formSender(implemented, endpoint)
  const inWords = inLanguage(() => import('./invitation-document.ts'), language)
  /** To whoever has an invitation that counts. */
  const offeredTo = async (email: string | undefined) =>
    email === undefined || registration === 'closed' ? [] : providers.listOffered()
  const refuse: NonNullable<Page['refuse']> = async (refusal, page) => {
    const documents = await inWords(page)
    const { form: entered } = page
    const { code } = refusal
    if (code === 'invalid_invitation') return formAnswer(documents.wrongToken(refusal))
    if (code === 'email_taken') return formAnswer(documents.hasAccount())
    if (code === 'registration_closed') return formAnswer(documents.closed(refusal))
    const token = entered['token']
    const email = await invitations.getAddress(token ?? '').catch(() => undefined)
    return formAnswer(documents.form({ email, offered: await offeredTo(email) }, { token, entered, refusal }))
  }
  return [
    {
      method: 'GET',
      path: '/invitation',
      async answer(page) {
        const token = page.query('token')
        // Looked at and not spent: programs that check mail open every link in it.
        const email = token === undefined ? undefined : await invitations.getAddress(token)
        const offered = await offeredTo(email)
        return formAnswer((await inWords(page)).form({ email, offered }, { token }))
      },
      refuse,
    },
    {
      method: 'POST',
      path: '/invitation',
      form,
      async answer(page) {
        // The endpoint says with a reference what is wrong with an invitation of nobody.
        const { token = '', ...typed } = page.form
        const email = await invitations.getAddress(token).catch(() => NOBODYS)
        await register({ ...page, form: { ...typed, email, invitation: token } })
        const who = { username: typed['username'] ?? '', password: typed['password'] ?? '' }
        const cookies = await entry.cookiesFor(page, who)
        return { ...formAnswer((await inWords(page)).success(email)), cookies }
      },
      refuse,
    },
  ]
}

/** Of an invitation that there is not (RFC 2606). */
const NOBODYS = 'nobody@invitation.invalid'

import { contract, type Page } from '@latchkey/contract'
import type { MailboxesFeature } from '#features/mailboxes'
import { formAnswer, handlerOf } from '../form-page.ts'
import { loaded } from '../loaded.ts'
import type { EntryDeps, GettingIn } from './getting-in.ts'

export interface LinkDeps {
  readonly mailboxes: Pick<MailboxesFeature, 'refuseWrongToken'>
}

const load = loaded(async () => (await import('./sign-in-link-document.ts')).documents)

const { redeemLink } = contract.mailboxes
const { token } = redeemLink.input.body.properties

/** GET and POST /sign-in-link: the link is looked at by the one, and spent by the other for a session (C069). */
export function signInLinkPages({ implemented, mailboxes }: EntryDeps & LinkDeps, entry: GettingIn): Page[] {
  const redeem = handlerOf(implemented, redeemLink)
  const refuse: NonNullable<Page['refuse']> = async (refusal, page) => {
    const next = await entry.nextStep(refusal, page, { canTrust: false })
    if (next) return next
    const documents = await load()
    const language = entry.languageOf(page)
    if (refusal.code === 'invalid_mailed_token')
      return formAnswer(documents.wrongToken(language, refusal.reference))
    return formAnswer(documents.form(language, { token: page.form['token'], refusal }))
  }
  return [
    {
      method: 'GET',
      path: '/sign-in-link',
      async answer(page) {
        const given = page.query('token')
        // Programs that check mail open every link in it.
        if (given !== undefined) await mailboxes.refuseWrongToken(given, 'sign_in_link')
        return formAnswer((await load()).form(entry.languageOf(page), { token: given }))
      },
      refuse,
    },
    {
      method: 'POST',
      path: '/sign-in-link',
      form: { type: 'object', required: ['token'], additionalProperties: false, properties: { token } },
      answer: async (page) =>
        entry.begun(
          page,
          await redeem({ body: { token: page.form['token'], refresh: true }, request: page.facts }),
        ),
      refuse,
    },
  ]
}

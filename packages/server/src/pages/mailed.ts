import { contract, type Implemented, type Page } from '@latchkey/contract'
import type { MailboxesFeature } from '#features/mailboxes'
import { formAnswer, formSender } from './form-page.ts'
import type { MailedPath } from './mailed-document.ts'

interface Deps<C> {
  readonly implemented: readonly Implemented<C>[]
  readonly mailboxes: Pick<MailboxesFeature, 'refuseWrongToken'>
}

const load = async () => (await import('./mailed-document.ts')).documents

const { verify, revert } = contract.mailboxes
const links = [
  ['/verify', 'verify_email', verify],
  ['/revert', 'revert_email', revert],
] as const

/** GET and POST at the addresses that are mailed: a link is looked at by the one and spent by the other (C069). */
export const mailedPages = <C>({ implemented, mailboxes }: Deps<C>): Page[] =>
  links.flatMap(([path, kind, endpoint]): Page[] => {
    const send = formSender(implemented, endpoint)
    const refuse = refusing(path)
    return [
      {
        method: 'GET',
        path,
        async answer({ query }) {
          const token = query('token')
          // Programs that check mail open every link in it.
          if (token !== undefined) await mailboxes.refuseWrongToken(token, kind)
          return formAnswer((await load()).form(path, { token }))
        },
        refuse,
      },
      {
        method: 'POST',
        path,
        form: verify.input.body,
        async answer(request) {
          await send(request)
          return formAnswer((await load()).success(path))
        },
        refuse,
      },
    ]
  })

const refusing =
  (path: MailedPath): NonNullable<Page['refuse']> =>
  async (refusal, { form }) => {
    const documents = await load()
    if (refusal.code === 'invalid_mailed_token') return formAnswer(documents.wrongToken(refusal.reference))
    return formAnswer(documents.form(path, { token: form['token'], refusal }))
  }

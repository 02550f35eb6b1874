import { contract, type Implemented, type Page } from '@latchkey/contract'
import type { MailboxesFeature } from '#features/mailboxes'
import type { Language } from '#kernel/language'
import { formAnswer, formSender } from './form-page.ts'
import { inLanguage } from './in-language.ts'

interface Deps<C> {
  readonly implemented: readonly Implemented<C>[]
  readonly language: Language
  readonly mailboxes: Pick<MailboxesFeature, 'refuseWrongToken'>
}

const { verify, revert, release } = contract.mailboxes
const links = [
  ['/verify', 'verify_email', verify],
  ['/revert', 'revert_email', revert],
  ['/release', 'release_email', release],
] as const

/** GET and POST at the addresses that are mailed: a link is looked at by the one and spent by the other (C069). */
export const mailedPages = <C>({ implemented, language, mailboxes }: Deps<C>): Page[] =>
  links.flatMap(([path, kind, endpoint]): Page[] => {
    const send = formSender(implemented, endpoint)
    const inWords = inLanguage(() => import('./mailed-document.ts'), language)
    const refuse: NonNullable<Page['refuse']> = async (refusal, page) => {
      const documents = await inWords(page)
      if (refusal.code === 'invalid_mailed_token') return formAnswer(documents.wrongToken(refusal.reference))
      return formAnswer(documents.form(path, { token: page.form['token'], refusal }))
    }
    return [
      {
        method: 'GET',
        path,
        async answer(page) {
          const token = page.query('token')
          // Programs that check mail open every link in it.
          if (token !== undefined) await mailboxes.refuseWrongToken(token, kind)
          return formAnswer((await inWords(page)).form(path, { token }))
        },
        refuse,
      },
      {
        method: 'POST',
        path,
        form: verify.input.body,
        async answer(page) {
          await send(page)
          return formAnswer((await inWords(page)).success(path))
        },
        refuse,
      },
    ]
  })

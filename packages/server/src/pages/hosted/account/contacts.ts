import { contract } from '@latchkey/contract'
import { formAnswer } from '../../form-page.ts'
import { loaded } from '../../loaded.ts'
import { seeOther } from '../signed-in.ts'
import type { Refused } from './form.ts'
import { type Deed, formOf, type Look, type Visit } from './own.ts'

const PATH = '/account/contacts'
const ACCEPT = `${PATH}/accept`
const OFFERED = `${PATH}/offered`
const load = loaded(async () => (await import('./contacts-document.ts')).documents)

const { token } = contract.wayBack.acceptContact.input.body.properties
/** As an id is written. */
const id = { type: 'string', pattern: '^[1-9][0-9]{0,15}$' } as const

const show = async ({ ask, language, page }: Visit, refused?: Refused) => {
  const recovery = await ask(contract.wayBack.own)
  return formAnswer((await load())(language).contacts({ recovery, done: page.query('done'), refused }))
}

const showAccepting = async ({ language, page }: Visit, refused?: Refused) =>
  formAnswer((await load())(language).accepting({ token: page.query('token'), refused }))

export const contactsLooks: readonly Look[] = [
  { path: PATH, answer: (visit) => show(visit) },
  // Opening the link changes nothing.
  { path: ACCEPT, answer: (visit) => showAccepting(visit) },
  {
    path: OFFERED,
    from: PATH,
    async answer({ shown, language }) {
      if (shown === undefined) return seeOther(PATH)
      return formAnswer((await load())(language).offered(shown as { link: string; expiresAt: string }))
    },
  },
]

const press = (
  name: string,
  properties: Parameters<typeof formOf>[1],
  act: (visit: Visit) => Promise<unknown>,
): Deed => ({
  path: `${PATH}/${name}`,
  from: PATH,
  form: formOf(Object.keys(properties), properties),
  async answer(visit) {
    await act(visit)
    return seeOther(`${PATH}?done=${name}`)
  },
  refuse: (refusal, visit) => show(visit, { form: name, refusal, entered: {} }),
})

/** Who speaks for somebody that has lost everything, and what stops a way back that is somebody else's. */
export const contactsDeeds = (baseUrl: () => string): readonly Deed[] => [
  {
    path: `${PATH}/offer`,
    from: PATH,
    form: formOf([], {}),
    async answer({ ask, showOnce }) {
      const { token: secret, expires_at } = await ask(contract.wayBack.offerContact)
      const link = `${baseUrl()}${ACCEPT}?token=${secret}`
      return showOnce(OFFERED, { link, expiresAt: expires_at })
    },
    refuse: (refusal, visit) => show(visit, { form: 'offer', refusal, entered: {} }),
  },
  {
    path: ACCEPT,
    from: ACCEPT,
    form: formOf(['token'], { token }),
    async answer({ ask, page }) {
      await ask(contract.wayBack.acceptContact, { body: { token: page.form['token'] ?? '' } })
      return seeOther(`${PATH}?done=accept`)
    },
    refuse: (refusal, visit) => showAccepting(visit, { form: 'accept', refusal, entered: visit.page.form }),
  },
  press('remove', { contact_id: id }, ({ ask, page }) =>
    ask(contract.wayBack.removeContact, { params: { contact_id: page.form['contact_id'] ?? '' } }),
  ),
  press('vouch', { user_id: id }, ({ ask, page }) =>
    ask(contract.wayBack.vouch, { params: { id: page.form['user_id'] ?? '' } }),
  ),
  press('freeze', {}, ({ ask }) => ask(contract.wayBack.freeze)),
  press('cancel', {}, ({ ask }) => ask(contract.wayBack.cancel)),
]

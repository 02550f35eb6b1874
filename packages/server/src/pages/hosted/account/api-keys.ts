import { contract, type OutputOf } from '@latchkey/contract'
import { formAnswer } from '../../form-page.ts'
import { loaded } from '../../loaded.ts'
import { seeOther } from '../signed-in.ts'
import type { Refused } from './form.ts'
import { type Deed, formOf, type Look, type Visit } from './own.ts'
import { SCOPE } from './scope-field.ts'

const PATH = '/account/api-keys'
const MADE = `${PATH}/made`
const load = loaded(async () => (await import('./api-keys-document.ts')).documents)

const { name } = contract.apiKeys.create.input.body.properties

/** What a key may be for: the own account, and what its owner may do, as far as it was ever told apart. */
const scopesOf = ({ caller }: Visit): string[] => [
  'self:read',
  'self:write',
  ...[...caller.permissions].sort(),
]

const show = async (visit: Visit, refused?: Refused) => {
  const cursor = visit.page.query('cursor')
  const keys = await visit.ask(contract.apiKeys.list, { query: cursor === undefined ? {} : { cursor } })
  const state = { keys, scopes: scopesOf(visit), done: visit.page.query('done'), refused }
  return formAnswer((await load())(visit.language).keys(state))
}

/** GET /account/api-keys and /account/api-keys/made */
export const apiKeysLooks: readonly Look[] = [
  { path: PATH, answer: (visit) => show(visit) },
  {
    path: MADE,
    from: PATH,
    async answer({ shown, language }) {
      if (shown === undefined) return seeOther(PATH)
      const made = shown as OutputOf<typeof contract.apiKeys.create>
      return formAnswer((await load())(language).made({ made }))
    },
  },
]

export const apiKeysDeeds: readonly Deed[] = [
  {
    path: `${PATH}/make`,
    from: PATH,
    form: {
      ...formOf(['name'], { name, expires: { type: 'string', pattern: '^(?:[1-9][0-9]{0,3}|never)$' } }),
      // The scopes, which the endpoint holds against what there is.
      additionalProperties: true,
    },
    async answer({ ask, page: { form }, showOnce }) {
      const scopes = Object.keys(form).flatMap((field) =>
        field.startsWith(SCOPE) ? [field.slice(SCOPE.length)] : [],
      )
      const { name: called = '', expires = '90' } = form
      const made = await ask(contract.apiKeys.create, {
        body: { name: called, scopes, expires_in_days: expires === 'never' ? null : Number(expires) },
      })
      return showOnce(MADE, made)
    },
    refuse: (refusal, visit) => show(visit, { form: 'make', refusal, entered: visit.page.form }),
  },
  {
    path: `${PATH}/revoke`,
    from: PATH,
    form: formOf(['key_id'], contract.apiKeys.revoke.input.params.properties),
    async answer({ ask, page }) {
      await ask(contract.apiKeys.revoke, { params: { key_id: page.form['key_id'] ?? '' } })
      return seeOther(`${PATH}?done=revoked`)
    },
    refuse: (refusal, visit) => show(visit, { form: 'revoke', refusal, entered: {} }),
  },
]

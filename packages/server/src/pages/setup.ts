import {
  type Call,
  contract,
  type EndpointDefinition,
  type Implemented,
  type Page,
  type PageAnswer,
  type PageRequest,
  type Problem,
  problem,
  type User,
} from '@latchkey/contract'
import type { SetupFeature } from '#features/setup'
import { HTML_TYPE } from './html.ts'
import type { Documents, Rendered } from './setup-document.ts'

interface Deps<C> {
  readonly implemented: readonly Implemented<C>[]
  readonly setup: Pick<SetupFeature, 'isCompleted' | 'refuseWrongToken'>
}

const endpoint = contract.setup.createFirstAdministrator

/** GET and POST /setup: the setup link, for people. The form has one effect, and that is the endpoint's. */
export function setupPages<C>({ implemented, setup }: Deps<C>): Page[] {
  const create = implemented.find((one) => one.endpoint === endpoint)
  if (!create) throw new Error('nothing answers POST /setup')

  return [
    {
      method: 'GET',
      path: endpoint.path,
      async answer({ query }) {
        const token = query('token')
        if (token !== undefined) await setup.refuseWrongToken(token)
        else if (await setup.isCompleted()) throw problem('setup_completed')
        return page((documents) => documents.form({ token }))
      },
      refuse,
    },
    {
      method: 'POST',
      path: endpoint.path,
      form: endpoint.input.body,
      async answer({ form, facts }) {
        // The edge has held the form against the endpoint's own schema.
        const call = { body: form, request: facts } as unknown as Call<EndpointDefinition, C>
        const user = (await create.handle(call)) as User
        return page((documents) => documents.success(user))
      },
      refuse,
    },
  ]
}

/** What the token decides has a page of its own; everything else can be mended in the form. */
function refuse(refusal: Problem, { form }: PageRequest): Promise<PageAnswer> {
  if (refusal.code === 'setup_completed') return page((documents) => documents.completed())
  if (refusal.code === 'invalid_setup_token') return page((documents) => documents.wrongToken())
  return page((documents) => documents.form({ token: form['setup_token'], entered: form, refusal }))
}

async function page(render: (documents: Documents) => Rendered): Promise<PageAnswer> {
  const { documents } = await import('./setup-document.ts')
  const { body, policy } = render(documents)
  // A browser names its origin to this server and to no other: the address of this page holds the token.
  const headers = { 'Content-Security-Policy': policy, 'Referrer-Policy': 'same-origin' }
  return { type: HTML_TYPE, body, headers }
}

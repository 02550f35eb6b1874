import type { Page } from '@latchkey/contract'
import { formAnswer } from '../form-page.ts'
import type { SignedIn } from './signed-in.ts'

const load = async () => (await import('./account-document.ts')).documents

/** What is somebody's own, in a browser: each page does what the request of the same meaning does. */
export const accountPages = ({ browser }: { readonly browser: SignedIn }): Page[] => [
  browser.own({
    method: 'GET',
    path: '/account',
    answer: async (_, { user }) => formAnswer((await load()).overview(user)),
  }),
]

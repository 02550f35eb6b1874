import { contract, type EndpointDefinition, type Implemented, type Page } from '@latchkey/contract'
import { accentsOf, pages } from '../../../packages/server/src/pages/index.ts'

const groups: readonly Readonly<Record<string, EndpointDefinition>>[] = Object.values(contract)
const handle = () => {
  throw new Error('nothing is asked of these pages')
}
const implemented = groups
  .flatMap((group) => Object.values(group))
  .map((endpoint) => ({ endpoint, handle })) as unknown as readonly Implemented<never>[]

/** Every page that the server has, as it makes them at its start; none of these answers. */
const servedPages: readonly Page[] = pages({
  ...{ implemented, isSecure: false, returnTo: [], language: 'en', registration: 'open' },
  look: { name: 'Latchkey', accents: accentsOf('#1c6150'), logo: undefined, css: '' },
  devMail: {},
} as unknown as Parameters<typeof pages>[0])

/** Stands for every address where there is nothing. */
export const NOWHERE = '/nothing/is-here'

/** What no person is shown. */
const NO_DOCUMENT = [
  // What the script asks.
  /\/options$/,
  '/sign-up/password',
  // It leads to the account, or to where the first is made.
  '/',
  // Buttons that lead on, and have nothing to refuse.
  '/sign-out',
  '/sign-in/passkey-offer/answer',
  // What pages load.
  /^\/assets\//,
  // A file, or the way to prove who it is.
  '/account/data/download',
  // Of the API: test/browser/docs.test.ts.
  /^\/(?:docs|redoc|openapi)/,
] as const

const hasDocument = ({ path }: Page): boolean =>
  !NO_DOCUMENT.some((one) => (typeof one === 'string' ? one === path : one.test(path)))

/** Where a page answers with a document, as `GET /path`. */
export const documentRoutes: readonly string[] = servedPages
  .filter(hasDocument)
  .map(({ method, path, isNowhere }) => `${method} ${isNowhere ? NOWHERE : path}`)

const patternOf = (route: string) => new RegExp(`^${route.replaceAll(/:[a-z]+/g, '[^/]+')}$`)

/** Which of them it is. */
export const routeOf = (method: string, path: string): string | undefined =>
  documentRoutes.find((route) => patternOf(route).test(`${method} ${path}`))

import type { Page, PageAnswer, PageRequest } from '@latchkey/contract'
import { isLanguage, type Language } from '#kernel/language'
import type { Random } from '#kernel/random'
import { HTML_TYPE, type Html, html, raw } from './html.ts'
import { chosenLanguage, languageCookie } from './language.ts'
import { documentOf, type Look, languageLinks, policyOf, type Rendered } from './shell.ts'

/** The answer of a page whose document has no clothes on yet. */
export interface Undressed extends PageAnswer {
  readonly rendered: Rendered
}

export const formAnswer = (rendered: Rendered): Undressed => ({ type: HTML_TYPE, body: '', rendered })

interface Deps {
  readonly look: Look
  readonly random: Random
  readonly isSecure: boolean
  readonly providers: { listOffered(): Promise<readonly unknown[]> }
}

/** 128 bits, new with every answer (CSP Level 3 section 7.1). */
const NONCE_BYTES = 16

/** Gives each document of these pages its look, its nonce, and the policy that goes with it. */
export function dressing({ look, random, isSecure, providers }: Deps): (page: Page) => Page {
  const chosen = languageCookie(isSecure)

  /** Of documents that everybody gets: the same one is dressed once for an address. */
  const kept = new WeakMap<Rendered, { readonly address: string; readonly pieces: readonly string[] }>()
  const piecesOf = async (
    rendered: Rendered,
    { method, path, isNowhere }: Page,
    search: string,
  ): Promise<readonly string[]> => {
    const address = `${path}?${search}`
    const known = kept.get(rendered)
    if (known?.address === address) return known.pieces
    // What a form was answered with is nowhere to be opened again, nor is what a provider led back to.
    const canBeOpened = method === 'GET' && !path.includes(':')
    const links = canBeOpened ? linksOf(isNowhere ? '' : path, search, rendered.language) : NO_LINKS
    const hasProviders = rendered.hasMenu === true && (await providers.listOffered()).length > 0
    const pieces = documentOf(rendered, { look, languages: links, hasProviders })
    kept.set(rendered, { address, pieces })
    return pieces
  }

  /** What the address asks for is chosen from now on, also where it leads elsewhere. */
  const keeping = ({ query }: PageRequest, cookies: readonly string[] = []): readonly string[] => {
    const asked = query('lang')
    return asked !== undefined && isLanguage(asked) ? [...cookies, chosen.set(asked)] : cookies
  }

  const dressed = async (
    page: Page,
    request: PageRequest,
    answer: PageAnswer | Undressed,
  ): Promise<PageAnswer> => {
    const cookies = keeping(request, answer.cookies)
    if (!('rendered' in answer)) return { ...answer, cookies }
    const { rendered, headers, ...rest } = answer
    const nonce = random.bytes(NONCE_BYTES).toString('base64')
    return {
      ...rest,
      body: (await piecesOf(rendered, page, request.search)).join(nonce),
      cookies,
      headers: {
        'Content-Security-Policy': policyOf(rendered, nonce),
        // A browser names its origin to this server and to no other: the address of such a page may hold a token.
        'Referrer-Policy': 'same-origin',
        ...headers,
      },
    }
  }

  return (page) => {
    const { refuse } = page
    return {
      ...page,
      chosenLanguage,
      answer: async (request) => dressed(page, request, await page.answer(request)),
      ...(refuse
        ? {
            refuse: async (refusal, request) => dressed(page, request, await refuse(refusal, request)),
          }
        : {}),
    }
  }
}

const NO_LINKS = html``

/** Of addresses without a query, which are few. */
const plainLinks = new Map<string, Html>()

/** Where the same page is in other languages, with all that its address said. */
function linksOf(path: string, search: string, current: Language): Html {
  if (search !== '') {
    const rest = new URLSearchParams(search)
    rest.delete('lang')
    const before = html`${path}?${rest.size > 0 && `${rest}&`}lang=`.text
    return languageLinks(current, (language) => raw(before + language))
  }
  const name = `${current} ${path}`
  const links = plainLinks.get(name) ?? languageLinks(current, (language) => `${path}?lang=${language}`)
  plainLinks.set(name, links)
  return links
}

import type { Page, PageAnswer, PageRequest, Problem } from '@latchkey/contract'
import { problemHeaders } from './answer.ts'
import { mediaTypeOf, readText } from './body.ts'
import type { Caller } from './caller.ts'
import { cookieOf } from './cookie.ts'
import type { Edge } from './edge.ts'
import { isFailure, toProblem } from './errors.ts'
import { Exchange } from './exchange.ts'
import { parseForm } from './form.ts'
import { formGuard, type GuardForm } from './form-origin.ts'
import { pageResponse } from './page-response.ts'
import type { Incoming, Respond, Route } from './transport.ts'
import { bodyValidator, type Validate } from './validate.ts'

/**
 * The API's routes and the pages as one list. Where both take a POST at one path, the media type decides: a form is
 * the page's, and everything else is the API's, with its own refusals.
 */
export function withPages<C extends Caller>(
  edge: Edge<C>,
  api: readonly Route[],
  pages: readonly Page[],
  options: { publicUrl: URL | undefined },
): Route[] {
  const guardForm = formGuard(options.publicUrl)
  const rest = new Map<string, Route>()
  for (const page of pages)
    if (!page.isNowhere) rest.set(`${page.method} ${page.path}`, pageRoute(edge, page, guardForm))
  const joined = api.map((route) => {
    const name = `${route.method} ${route.path}`
    const page = route.method === 'POST' ? rest.get(name) : undefined
    if (!page) return route
    rest.delete(name)
    return { ...route, respond: byMediaType(page.respond, route.respond) }
  })
  return [...joined, ...rest.values()]
}

const FORM = /^\s*application\/x-www-form-urlencoded\s*(?:;|$)/i

const byMediaType =
  (form: Respond, other: Respond): Respond =>
  (request, params, transport) =>
    (FORM.test(request.headers.get('content-type') ?? '') ? form : other)(request, params, transport)

/** Of a form that proves by itself that this browser asked for it. */
const fromAnywhere: GuardForm = () => undefined

/** One function for a page, with the request id, the host guard and the access line that an endpoint has. */
export function pageRoute<C extends Caller>(
  edge: Edge<C>,
  page: Page,
  guardForm: GuardForm = fromAnywhere,
): Route {
  const readForm = page.form && formReader(page.form, page.isSentFromElsewhere ? fromAnywhere : guardForm)
  // What is sent by a form here sets a password.
  const limit = page.limit ?? (page.method === 'POST' ? 'sign-in' : 'read')
  return {
    method: page.method,
    path: page.path,
    async respond(request, params, transport) {
      const startedAt = edge.monotonic()
      const exchange = new Exchange(edge, page.path, request, transport)
      const search = searchOf(request.url)
      let query: URLSearchParams | undefined
      const asked = {
        facts: exchange,
        query: (name: string) => {
          if (search === '') return undefined
          query ??= new URLSearchParams(search)
          return query.get(name) ?? undefined
        },
        search,
        cookie: (name: string) => cookieOf(request.headers.get('cookie'), name),
        param: (name: string) => params[name],
        form: {},
      }
      exchange.chosenLanguage = page.chosenLanguage?.(asked)
      const send = async (answer: PageAnswer): Promise<Response> => {
        const response = await pageResponse(edge, page, exchange, answer)
        const { method } = request
        const { status } = response
        const durationMs = edge.monotonic() - startedAt
        const requestId = exchange.id
        edge.onAnswer({ method, route: page.path, status, durationMs, requestId, userId: undefined })
        return response
      }
      const refuse = async (error: unknown): Promise<Response> => {
        const refusal = toProblem(error)
        // What is nobody's fault but the server's is said in the documented shape.
        if (!page.refuse || refusal.code === 'internal') return exchange.fail(error)
        const answer = refused(refusal, await page.refuse(refusal, asked))
        if (isFailure(refusal)) {
          edge.onFailure({ requestId: exchange.id, route: page.path, error: refusal.cause })
        }
        return send(answer)
      }
      try {
        edge.guardHost(exchange.header('host'))
        if (!exchange.isOperator) edge.limits.countSource(limit, exchange.sourceAddress(), startedAt)
      } catch (error) {
        return exchange.fail(error)
      }
      try {
        await readForm?.(request, asked)
        return await send(await page.answer(asked))
      } catch (error) {
        return refuse(error).catch((unexpected: unknown) => exchange.fail(unexpected))
      }
    },
  }
}

const searchOf = (url: string): string => (url.includes('?') ? (/\?([^#]*)/.exec(url)?.[1] ?? '') : '')

/** Reads the form into `asked`, as typed, before it is held against its schema. */
function formReader(schema: NonNullable<Page['form']>, guardForm: GuardForm) {
  let validate: Validate | undefined
  return async (request: Incoming, asked: { form: PageRequest['form'] }): Promise<void> => {
    guardForm(request.headers)
    mediaTypeOf(request.headers, ['application/x-www-form-urlencoded'])
    asked.form = parseForm(await readText(request))
    validate ??= await bodyValidator(schema)
    validate(asked.form)
  }
}

const refused = (refusal: Problem, answer: PageAnswer): PageAnswer => ({
  ...answer,
  status: refusal.status,
  headers: { ...answer.headers, ...problemHeaders(refusal, { wrapped: false, problemJson: false }) },
})

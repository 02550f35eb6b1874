import { refusalOf, type Verified, type Verifier } from './index.ts'

/**
 * For the route handlers of Next.js, and whatever else takes a web standard's `Request`:
 * `export const GET = withSignIn(verifier, (request, who) => Response.json(who))`.
 */
export const withSignIn =
  <Rest extends unknown[]>(
    verifier: Pick<Verifier, 'verify'>,
    handle: (request: Request, who: Verified, ...rest: Rest) => Response | Promise<Response>,
  ) =>
  async (request: Request, ...rest: Rest): Promise<Response> => {
    const verdict = await verifier.verify(request.headers.get('authorization'))
    if (verdict.ok) return handle(request, verdict.who, ...rest)
    const { status, headers, body } = refusalOf(verdict.reason)
    return Response.json(body, { status, headers })
  }

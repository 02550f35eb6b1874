import { refusalOf, type Verified, type Verifier } from './index.ts'

interface Request {
  readonly headers: { readonly authorization?: string | undefined }
  who?: Verified
}
interface Response {
  status(code: number): Response
  set(headers: Record<string, string>): Response
  json(body: object): unknown
}

/** For Express: `app.use(requireSignIn(verifier))`, then `request.who`. */
export const requireSignIn =
  (verifier: Pick<Verifier, 'verify'>) =>
  async (request: Request, response: Response, next: (error?: unknown) => void): Promise<void> => {
    const verdict = await verifier.verify(request.headers.authorization)
    if (verdict.ok) {
      request.who = verdict.who
      next()
      return
    }
    const { status, headers, body } = refusalOf(verdict.reason)
    response.status(status).set(headers).json(body)
  }

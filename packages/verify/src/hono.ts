import { refusalOf, type Verified, type Verifier } from './index.ts'

interface Context {
  readonly req: { header(name: string): string | undefined }
  set(name: 'who', value: Verified): void
}

/** For Hono: `app.use('/private/*', requireSignIn(verifier))`, then `context.get('who')`. */
export const requireSignIn =
  (verifier: Pick<Verifier, 'verify'>) =>
  async (context: Context, next: () => Promise<void>): Promise<Response | undefined> => {
    const verdict = await verifier.verify(context.req.header('authorization'))
    if (!verdict.ok) {
      const { status, headers, body } = refusalOf(verdict.reason)
      return Response.json(body, { status, headers })
    }
    context.set('who', verdict.who)
    await next()
    return undefined
  }

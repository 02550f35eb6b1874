import { itemsOf, send, type Target } from './http.ts'

export interface ShownMail {
  readonly id: string
  readonly to: string
  readonly template: string
  readonly language: string
  readonly subject: string
  readonly text: string
  readonly html: string
  readonly link: string | null
  readonly code: string | null
}

/** What a development server shows at /dev/mail, the newest first. */
export const mailsOf = async (target: Target, query = ''): Promise<ShownMail[]> =>
  itemsOf(await send(target, `GET /dev/mail?as=json${query}`)) as unknown as ShownMail[]

/** The newest to this address; waits for one. */
export async function mailTo(target: Target, to: string, template?: string): Promise<ShownMail> {
  const which = template === undefined ? '' : `&template=${template}`
  const [mail] = await mailsOf(target, `&to=${encodeURIComponent(to)}${which}&wait=8`)
  if (mail === undefined) throw new Error(`there is no mail to ${to}`)
  return mail
}

/** What its link has behind `token=`. */
export async function mailedToken(target: Target, to: string, template?: string): Promise<string> {
  const { link } = await mailTo(target, to, template)
  const token = link === null ? null : new URL(link).searchParams.get('token')
  if (token === null) throw new Error('the mail has no token')
  return token
}

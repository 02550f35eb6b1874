import { expect, setDefaultTimeout } from 'bun:test'
import { MailServer, type Taken } from '../../support/mail-server.ts'
import { type Server, type ServerOptions, withServer } from '../../support/server.ts'
import { unthrottled } from '../../support/unthrottled.ts'
import { type BrowserOptions, foreign, type Watched, withPage } from '../chromium.ts'
import { Sitting } from './sitting.ts'

/** A story is long, and a busy machine takes its time. */
setDefaultTimeout(300_000)

/** A server whose mail goes to a mail server of its own, and people at browsers. */
export interface Story {
  readonly server: Server
  /** The address in the newest mail to somebody that leads to this path, once it has come. */
  link(to: string, path: string): Promise<string>
  /** The newest mail to somebody that is so, once it has come. */
  mail(to: string, is: (mail: Taken) => boolean): Promise<Taken>
  /** Somebody at a browser of their own. At the end it has complained of nothing, and asked no other server for anything. */
  sit(options: BrowserOptions, use: (sitting: Sitting) => Promise<void>): Promise<void>
}

export async function withStory(options: ServerOptions, use: (story: Story) => Promise<void>): Promise<void> {
  const mails = await new MailServer().open()
  const env = { ...unthrottled, ...mails.env, ...options.env }
  try {
    await withServer({ dev: true, ...options, env }, async (server) => {
      const isTo = (path: string) => (link: string) => new URL(link).pathname === path
      const mail: Story['mail'] = async (to, is) => {
        await mails.mailTo(to, is)
        return mails.mailsTo(to).findLast(is) as Taken
      }
      await use({
        server,
        mail,
        link: async (to, path) =>
          (await mail(to, ({ links }) => links.some(isTo(path)))).links.find(isTo(path)) ?? '',
        sit: (browser, sits) => withPage(browser, (watched) => watchedSitting(server, watched, sits)),
      })
    })
  } finally {
    await mails.close()
  }
}

/** The same for a page that is there already. */
export async function watchedSitting(
  server: Server,
  { page, complaints, requests }: Watched,
  use: (sitting: Sitting) => Promise<void>,
): Promise<void> {
  const sitting = new Sitting(page, server)
  await use(sitting)
  expect(sitting.unexpectedOf(complaints)).toEqual([])
  expect(foreign(requests, server.url)).toEqual([])
}

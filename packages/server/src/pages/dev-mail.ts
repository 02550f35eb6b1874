import { type Page, type PageAnswer, type PageRequest, problem } from '@latchkey/contract'
import type { DevelopmentMail } from '#mail'
import { HTML_TYPE, html, raw } from './html.ts'

export interface DevMailDeps {
  look(atMost: number): Promise<DevelopmentMail[]>
  /** Resolves when another mail is made, or after so many milliseconds. */
  waitForMail(milliseconds: number): Promise<void>
  monotonic(): number
}

const SHOWN = 100
/** A connection that says nothing for ten seconds is cut. */
const LONGEST_WAIT_SECONDS = 8
/** Nothing runs and nothing is loaded; what the mails bring are styles at their elements. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"

const answer = (type: string, body: string): PageAnswer => ({
  type,
  body,
  headers: { 'Content-Security-Policy': POLICY, 'Referrer-Policy': 'no-referrer' },
})

/** GET /dev/mail, in development only: the mails that were made, with their links. */
export function devMailPage({ look, waitForMail, monotonic }: DevMailDeps): Page {
  const found = async ({ query }: PageRequest): Promise<DevelopmentMail[]> => {
    const to = query('to')?.toLowerCase()
    const template = query('template')
    const after = query('after')
    const mails = await look(SHOWN)
    const since = after === undefined ? -1 : mails.findIndex(({ id }) => id === after)
    return (since < 0 ? mails : mails.slice(0, since)).filter(
      (mail) =>
        (to === undefined || mail.to.toLowerCase() === to) &&
        (template === undefined || mail.template === template),
    )
  }
  const waitedFor = async (request: PageRequest): Promise<DevelopmentMail[]> => {
    const seconds = Number(request.query('wait') ?? 0)
    const until = monotonic() + Math.min(LONGEST_WAIT_SECONDS, Math.max(0, seconds || 0)) * 1_000
    for (;;) {
      // Listened for before it is looked, so that none slips through between the two.
      const left = until - monotonic()
      const next = left > 0 ? waitForMail(left) : undefined
      const mails = await found(request)
      if (mails.length > 0 || next === undefined) return mails
      await next
    }
  }
  return {
    method: 'GET',
    path: '/dev/mail',
    async answer(request) {
      const id = request.query('id')
      if (id !== undefined)
        return shownOne(
          (await look(SHOWN)).find((mail) => mail.id === id),
          request,
        )
      const mails = await waitedFor(request)
      if (wantsJson(request)) return answer('application/json', JSON.stringify({ items: mails.map(asJson) }))
      return answer(HTML_TYPE, list(mails))
    },
  }
}

const wantsJson = ({ query, facts }: PageRequest): boolean =>
  query('as') === 'json' || (facts.header('accept') ?? '').includes('application/json')

function shownOne(mail: DevelopmentMail | undefined, request: PageRequest): PageAnswer {
  if (!mail) throw problem('not_found')
  if (request.query('as') === 'text') return answer('text/plain; charset=utf-8', mail.composed.text)
  return wantsJson(request)
    ? answer('application/json', JSON.stringify(asJson(mail)))
    : answer(HTML_TYPE, mail.composed.html)
}

const asJson = ({ composed, createdAt, link, code, ...mail }: DevelopmentMail) => ({
  ...mail,
  created_at: new Date(createdAt).toISOString(),
  link: link ?? null,
  code: code ?? null,
  ...composed,
})

/** On a phone each mail is a block: links are long. */
const styleSheet = `html{background:Canvas;color:CanvasText}body{font-family:system-ui,sans-serif;margin:24px}
td,th{padding:6px 12px;text-align:start;vertical-align:top;overflow-wrap:anywhere}
td:first-child{white-space:nowrap}
@media (max-width:48rem){body{margin:16px}th{display:none}tr,td{display:block}td{padding:2px 0;white-space:normal}
tr{padding:8px 0;border-bottom:1px solid #8884}a{display:inline-block;padding:8px 0}}`

const list = (mails: readonly DevelopmentMail[]): string =>
  html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Mail - Latchkey</title>
<style>${raw(styleSheet)}</style>
</head>
<body>
<main>
<h1>Mail</h1>
<p>What this server wrote lately, the newest first. It is shown in development only.</p>
<table>
<tr><th scope="col">When</th><th scope="col">To</th><th scope="col">Mail</th><th scope="col">Link or code</th></tr>
${mails.map(
  ({ id, to, createdAt, link, code, composed }) => html`<tr>
<td>${new Date(createdAt).toISOString()}</td>
<td>${to}</td>
<td><a href="/dev/mail?id=${id}">${composed.subject}</a> (<a href="/dev/mail?id=${id}&amp;as=text">text</a>)</td>
<td>${link === undefined ? (code ?? '') : html`<a href="${link}">${link}</a>`}</td>
</tr>
`,
)}</table>
${mails.length === 0 && html`<p>There is none yet.</p>`}
</main>
</body>
</html>
`.text

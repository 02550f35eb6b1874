import type { Identity, Problem } from '@latchkey/contract'
import type { OfferedProvider } from '#features/providers'
import type { Language } from '#kernel/language'
import { cardDocument, type Rendered } from '../form-document.ts'
import { type Html, html } from '../html.ts'
import { type ProviderWords, words } from './providers-words.ts'

/** The buttons below the form of a sign-in; nothing where there is no provider. */
export function buttons(
  offered: readonly OfferedProvider[],
  next: string,
  language: Language,
): Html | undefined {
  if (offered.length === 0) return undefined
  const said = words[language]
  return html`<section class="elsewhere">
<p class="or">${said.or}</p>
${offered.map(
  ({ slug, name }) => html`<form method="post" action="/sign-in/with">
<input type="hidden" name="provider" value="${slug}">
<input type="hidden" name="next" value="${next}">
<button class="button">${said.with(name)}</button>
</form>
`,
)}</section>`
}

const messageOf = (said: ProviderWords, { code }: Problem): string => {
  const message = (said as unknown as Record<string, unknown>)[code]
  return typeof message === 'string' ? message : said.other
}

const refusal = (said: ProviderWords, problem: Problem): Html =>
  html`<p class="refusal" role="alert">${messageOf(said, problem)}${
    problem.reference !== undefined && html`<br><small>${said.reference(problem.reference)}</small>`
  }</p>`

const remove = (said: ProviderWords, { id, name, email }: Identity): Html =>
  html`<form method="post" action="/account/identities/remove">
<input type="hidden" name="identity" value="${id}">
<button class="button" aria-label="${said.unlinkThis(name, email ?? '')}">${said.unlink}</button>
</form>`

interface Own {
  readonly identities: readonly Identity[]
  readonly offered: readonly OfferedProvider[]
  readonly problem?: Problem
}

export const documents = (language: Language) => {
  const said = words[language]
  const day = (instant: string): string =>
    new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(instant))
  return {
    /** Shown for the moment until the browser has left. */
    going: (name: string, url: string): Rendered =>
      cardDocument(
        said.going(name),
        html`<h1>${said.going(name)}</h1>
<p><a href="${url}" rel="noreferrer">${said.goOn(name)}</a></p>`,
        language,
      ),
    refused: (problem: Problem): Rendered =>
      cardDocument(
        said.notSignedIn,
        html`<h1>${said.notSignedIn}</h1>
${refusal(said, problem)}
<p><a href="/sign-in">${said.back}</a></p>`,
        language,
      ),
    notLinked: (problem: Problem): Rendered =>
      cardDocument(
        said.notDone,
        html`<h1>${said.notDone}</h1>
${refusal(said, problem)}
<p><a href="/account/identities">${said.toAccount}</a></p>`,
        language,
      ),
    identities: ({ identities, offered, problem }: Own): Rendered =>
      cardDocument(
        said.title,
        html`<h1>${said.title}</h1>
${problem && refusal(said, problem)}
<p>${said.about}</p>
${identities.length === 0 && html`<p>${said.none}</p>`}
${identities.map(
  (one) => html`<section>
<h2>${one.name}</h2>
<dl>
<dt>${said.since}</dt><dd>${day(one.linked_at)}</dd>
${one.last_used_at !== null && html`<dt>${said.used}</dt><dd>${day(one.last_used_at)}</dd>`}
</dl>
${one.email !== null && html`<p>${one.email}</p>`}
${remove(said, one)}
</section>
`,
)}${
  offered.length > 0 &&
  html`<section>
<h2>${said.add}</h2>
${offered.map(
  ({ slug, name }) => html`<form method="post" action="/account/identities/link">
<input type="hidden" name="provider" value="${slug}">
<button class="button">${said.link(name)}</button>
</form>
`,
)}</section>`
}
<p><a href="/account">${said.toAccount}</a></p>`,
        language,
      ),
  }
}

/** The pages of one's own account: a bar, the ways, and what is there in sections. */
export const account = `
.skip { position: absolute; inset-block-start: .5rem; inset-inline-start: .5rem; z-index: 1; padding: .75rem 1rem; border-radius: .5rem;
  background: var(--card); border: 1px solid var(--line) }
.skip:not(:focus) { clip-path: inset(50%); pointer-events: none }
.account > header { background: var(--card); border-block-end: 1px solid var(--rule) }
.account > header > div { display: flex; align-items: center; justify-content: space-between; gap: .5rem 1rem; max-width: 63rem;
  min-height: 4rem; margin: 0 auto; padding: .5rem 1.5rem }
.account > header .brand { min-height: 2.75rem }
.account .columns { display: grid; grid-template-columns: 13.5rem minmax(0, 1fr); gap: 2.5rem; width: 100%; max-width: 63rem;
  margin: 0 auto; padding: 2rem 1.5rem }
.account .ways > div { position: sticky; inset-block-start: 1.5rem }
.account .ways ul { list-style: none; margin: 0; padding: 0 }
.account .ways ul + ul { margin-block-start: .75rem; padding-block-start: .75rem; border-block-start: 1px solid var(--rule) }
.account .ways a { display: flex; align-items: center; min-height: 2.75rem; padding: .375rem .75rem; border-radius: .5rem;
  color: var(--text); text-decoration: none }
.account .ways a:hover { background: color-mix(in srgb, var(--text) 6%, transparent) }
.account .ways a[aria-current] { background: color-mix(in srgb, var(--accent) 13%, transparent); font-weight: 600 }
.account .back { display: none }
.account .back a { display: inline-flex; align-items: center; gap: .5rem; min-height: 2.75rem }
.account main { min-width: 0; max-width: 44rem }
.account h1 { font-size: 1.75rem; margin: 0 0 .375rem }
.account h1 + p:not([class]) { color: var(--quiet); margin: 0 0 1.5rem }
.account h1 + :is(:not(p), [class]) { margin-block-start: 1.25rem }
.account main section { margin: 0 0 1.5rem; padding: 1.5rem; background: var(--card); border: 1px solid var(--rule); border-radius: .75rem }
.account main section > :last-child { margin-bottom: 0 }
.account main section.end { border-color: color-mix(in srgb, var(--wrong) 40%, transparent) }
.account main section form:not(.inline) { max-width: 27rem }
.account main :is(h2, .hint, dl, details, img.qr) + :is(form, .field, .actions) { margin-block-start: 1rem }
.account main h2 + :is(form, dl) { margin-block-start: .75rem }
.account main p.none { padding: 1.5rem; text-align: center; color: var(--quiet); border: 1px dashed var(--line); border-radius: .75rem }
.account main .advice { border-color: color-mix(in srgb, var(--accent) 45%, transparent) }
.account main .shown { font-size: 2rem; line-height: 1.3; font-variant-numeric: tabular-nums; letter-spacing: .06em; margin: 0 }
.account main .actions { margin-block-start: 0 }
.account main .actions form + form { margin: 0 }
.account main :is(form, noscript) + form { margin-top: 1rem }
.account dl { display: grid; grid-template-columns: minmax(7rem, 11rem) minmax(0, 1fr); gap: .625rem 1.5rem }
.account dt { color: var(--quiet) }
.account dd { margin: 0 }
.account ul.list { list-style: none; padding: 0; margin-block: 0 1rem }
.account ul.list > li { display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: .5rem 1.25rem;
  padding: .875rem 0; border-block-end: 1px solid var(--rule) }
.account ul.list > li:first-child { padding-block-start: 0 }
.account ul.list > li:last-child { padding-block-end: 0; border-block-end: 0 }
.account ul.list > li > div { flex: 1 1 14rem; min-width: 0 }
.account ul.list p { margin: 0 }
.account ul.list .hint { margin-block-start: .125rem }
.account ul.list .hint:not(:has(> :is(code, bdi):first-child))::first-letter { text-transform: uppercase }
.account ul.list time { white-space: normal }
.account ul.list details { flex: none; margin: 0 }
.account ul.list details[open] { flex: 1 0 100%; order: 1 }
.account ul.list summary { padding-inline: .5rem }
.account main ul.list > li > details + form.inline { margin: 0 }
.account .badge { display: inline-block; padding: 0 .5rem; border-radius: 1rem; font-size: .8125rem; font-weight: 600; line-height: 1.6;
  background: color-mix(in srgb, var(--accent) 13%, transparent) }
.account table { width: 100%; border-collapse: collapse }
.account :is(th, td) { padding: .625rem .75rem; text-align: start; vertical-align: top; border-block-end: 1px solid var(--rule) }
.account :is(th, td):first-child { padding-inline-start: 0 }
.account :is(th, td):last-child { padding-inline-end: 0 }
.account th { font-size: .875rem; font-weight: 600; color: var(--quiet) }
.account tbody tr:last-child > * { border-block-end: 0 }
.account img.qr { display: block; width: 12rem; height: 12rem; margin: 0 0 1rem; padding: .5rem; background: #fff; border-radius: .5rem }
.account > footer { margin-top: auto; padding: 1rem 1.5rem; border-block-start: 1px solid var(--rule) }
@media (max-width: 48rem) {
  .account .columns { display: block; padding: 1rem }
  .account > header > div { padding: .5rem 1rem; flex-wrap: wrap }
  .account .ways { margin: 0 0 1.5rem }
  .account .ways > div { position: static }
  .account .ways ul, .account .ways ul + ul { margin: 0 0 .75rem; padding: .25rem; background: var(--card); border: 1px solid var(--rule);
    border-radius: .75rem }
  .account .ways a { min-height: 3rem }
  .account:not(.home) .ways { display: none }
  .account .back { display: block; margin: 0 0 .25rem }
  .account .back a::before { content: ""; width: .5rem; height: .5rem; border: solid; border-width: 2px 0 0 2px;
    transform: rotate(-45deg) }
  [dir=rtl] .back a::before { border-width: 2px 2px 0 0; transform: rotate(45deg) }
  .account main section { padding: 1.125rem }
  .account dl { display: block }
  .account dd { margin: 0 0 .75rem }
  .account thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
  .account :is(table, tbody, tr, td, tbody th) { display: block; width: auto }
  .account tr { padding: .75rem 0; border-block-end: 1px solid var(--rule) }
  .account tbody tr:last-child { border-block-end: 0 }
  .account :is(td, tbody th) { padding: .125rem 0; border: 0 }
  .account td[data-label]::before { content: attr(data-label) ": "; color: var(--quiet) }
  .account main section form:not(.inline) > button { width: 100% }
}
`

/** What every page stands on: the text, the brand, what is pressed. Sides are the reader's: nothing says left or right. */
export const base = `
*, ::before, ::after { box-sizing: border-box }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100% }
body { margin: 0; min-height: 100vh; min-height: 100svh; display: flex; flex-direction: column;
  background: var(--page); color: var(--text); accent-color: var(--accent);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif }
h1, h2, h3 { line-height: 1.25; text-wrap: balance; overflow-wrap: anywhere }
h1 { font-size: 1.5rem; letter-spacing: -.012em; margin: 0 0 .5rem }
h2 { font-size: 1.125rem; letter-spacing: -.005em; margin: 0 0 .5rem }
h3 { font-size: 1rem; margin: 0 0 .25rem }
:lang(ar) :is(h1, h2), :lang(ja) :is(h1, h2) { letter-spacing: 0 }
p, ul, ol, dl, table { margin: 0 0 1rem; overflow-wrap: anywhere }
ul, ol { padding-inline-start: 1.25rem }
a { color: var(--accent); text-underline-offset: .15em }
a:hover { text-decoration-thickness: .12em }
small { font-size: .875rem; color: var(--quiet) }
time { white-space: nowrap }
code { font: .9375em/1.5 ui-monospace, "SF Mono", Menlo, Consolas, monospace; overflow-wrap: anywhere }
pre { margin: 0 0 1rem; padding: .75rem 1rem; background: var(--page); border: 1px solid var(--rule); border-radius: .5rem;
  white-space: pre-wrap }
ul.codes { display: grid; grid-template-columns: repeat(auto-fill, minmax(10.5rem, 1fr)); gap: .375rem 1rem; list-style: none; padding: 1rem 1.25rem;
  background: var(--page); border: 1px solid var(--rule); border-radius: .5rem }
ul.codes code { font-size: 1rem }
hr { border: 0; border-top: 1px solid var(--rule); margin: 1.5rem 0 }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
[tabindex="-1"]:focus { outline: none }
.hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }

.brand { display: flex; align-items: center; gap: .625rem; min-width: 0; font-weight: 650; font-size: 1.0625rem; color: inherit;
  text-decoration: none; overflow-wrap: anywhere }
.brand svg { flex: none; width: 1.625rem; height: 1.625rem; fill: none; stroke: var(--accent); stroke-width: 2.2;
  stroke-linecap: round; stroke-linejoin: round }
.brand img { flex: none; display: block; height: 2rem; max-width: 10rem; object-fit: contain }

button, .button { display: inline-flex; align-items: center; justify-content: center; min-height: 2.75rem; padding: .5rem 1.125rem;
  max-width: 100%; overflow-wrap: anywhere; border: 1px solid transparent; border-radius: .5rem; font: inherit; font-weight: 600; text-align: center;
  text-decoration: none; cursor: pointer; color: var(--on-accent); background: var(--accent) }
:is(button, .button):hover { background: color-mix(in srgb, var(--accent) 88%, var(--text)) }
:is(button, .button):active { background: color-mix(in srgb, var(--accent) 78%, var(--text)) }
.quiet:is(button, .button) { color: var(--text); background: transparent; border-color: var(--line) }
.danger:is(button, .button) { color: var(--on-wrong); background: var(--wrong) }
.quiet.danger:is(button, .button) { color: var(--wrong); background: transparent; border-color: var(--wrong) }
.quiet:is(button, .button):hover { background: color-mix(in srgb, currentColor 8%, transparent) }
.danger:not(.quiet):is(button, .button):hover { background: color-mix(in srgb, var(--wrong) 88%, var(--text)) }
:is(button, .button):is(:disabled, [aria-disabled=true]) { opacity: .6; cursor: default }

.notice, .refusal { padding: .75rem 1rem; margin: 0 0 1.25rem; border-radius: .5rem; border: 1px solid var(--rule);
  border-inline-start: 4px solid var(--accent); background: var(--page) }
.notice { background: color-mix(in srgb, var(--accent) 8%, var(--card)) }
.refusal { border-color: color-mix(in srgb, var(--wrong) 35%, transparent); border-inline-start-color: var(--wrong);
  background: var(--wrong-page) }
.refusal a { color: var(--wrong); font-weight: 600 }
:is(.notice, .refusal) > :last-child { margin-bottom: 0 }
.refusal ul { margin-top: .5rem }
.refusal li > a { display: inline-block; padding-block: .25rem }

.languages { position: relative; display: flex; flex-direction: column; align-items: center; font-size: .875rem }
.languages summary { display: inline-flex; align-items: center; gap: .5rem; min-height: 2.75rem; padding: 0 .75rem; border-radius: .5rem;
  color: var(--quiet); cursor: pointer; list-style: none }
.languages summary::-webkit-details-marker { display: none }
.languages svg { flex: none; width: 1.125rem; height: 1.125rem; fill: none; stroke: currentColor; stroke-width: 1.6 }
.languages summary:hover, .languages[open] summary { color: var(--text) }
.languages ul { position: absolute; inset-inline: 0; inset-block-end: 100%; width: max-content; max-width: 100%; margin: 0 auto .25rem;
  padding: .25rem; display: grid; grid-template-columns: 1fr 1fr; list-style: none; background: var(--card);
  border: 1px solid var(--line); border-radius: .5rem; box-shadow: 0 .25rem 1rem rgb(0 0 0 / .12) }
.languages :is(a, li span) { display: flex; align-items: center; min-height: 2.75rem; padding: 0 1rem; border-radius: .375rem;
  color: var(--text); text-decoration: none }
.languages a:hover { background: color-mix(in srgb, var(--accent) 8%, transparent) }
.languages li span { font-weight: 600 }

@media (forced-colors: active) {
  main, .notice, .refusal, button, .button, section { border: 1px solid }
  .brand svg { stroke: LinkText }
  button, .button { border-color: ButtonText }
  [aria-current] { outline: 2px solid Highlight; outline-offset: -2px }
  [aria-invalid=true] { border: 3px solid Mark }
}
@media (prefers-reduced-motion: no-preference) {
  a, button, .button, input, select, textarea { transition: background-color .12s, border-color .12s, color .12s }
}
@media (prefers-reduced-motion: reduce) {
  *, ::before, ::after { animation: none !important; transition: none !important; scroll-behavior: auto !important }
}
@media print { footer, nav, .skip { display: none } }
`

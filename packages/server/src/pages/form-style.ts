/** Light and dark by the reader's setting; narrow enough for a phone, with targets a thumb can hit. */
export const styleSheet = `
:root {
  color-scheme: light dark;
  --page: #f3f5f4; --card: #fff; --text: #17211e; --quiet: #55635e; --line: #8b9994; --accent: #20604f;
  --on-accent: #fff; --wrong: #b3261e; --wrong-page: #fdeeec;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #121817; --card: #1b2321; --text: #e8eeec; --quiet: #a5b3ae; --line: #6c7a75; --accent: #7fd1b9;
    --on-accent: #0c1f19; --wrong: #ffb4ab; --wrong-page: #3a1f1c;
  }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--page); color: var(--text); font: 1rem/1.5 system-ui, sans-serif }
main { max-width: 28rem; margin: 6vh auto; padding: 2rem; background: var(--card); border-radius: .75rem;
  box-shadow: 0 1px 3px #0002, 0 8px 24px #0001 }
.brand { display: flex; align-items: center; gap: .5rem; margin: 0 0 1.25rem; font-weight: 600; color: var(--accent) }
.brand svg { width: 1.5rem; height: 1.5rem; fill: none; stroke: currentColor; stroke-width: 2.2; stroke-linecap: round;
  stroke-linejoin: round }
h1 { font-size: 1.375rem; line-height: 1.25; margin: 0 0 .5rem }
p { margin: 0 0 1rem; overflow-wrap: anywhere }
a { color: var(--accent) }
.field { margin: 0 0 1rem }
label { display: block; font-weight: 600; margin: 0 0 .25rem }
input:not([type=hidden]) { display: block; width: 100%; min-height: 2.75rem; padding: .5rem .75rem; font: inherit;
  color: inherit; background: transparent; border: 1px solid var(--line); border-radius: .4rem }
input[aria-invalid] { border-color: var(--wrong); border-width: 2px }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
.hint, .error { font-size: .875rem; margin: .25rem 0 0 }
.hint { color: var(--quiet) }
.error { color: var(--wrong); font-weight: 600 }
.refusal { padding: .75rem 1rem; border-left: 4px solid var(--wrong); border-radius: .25rem; background: var(--wrong-page) }
button, .button { display: block; width: 100%; min-height: 2.75rem; padding: .6rem 1rem; border: 0; border-radius: .4rem;
  font: inherit; font-weight: 600; text-align: center; text-decoration: none; cursor: pointer;
  color: var(--on-accent); background: var(--accent) }
button { margin-top: 1.5rem }
pre { margin: 0; padding: .75rem 1rem; overflow-x: auto; border: 1px solid var(--line); border-radius: .4rem }
@media (max-width: 32rem) {
  body { background: var(--card) }
  main { margin: 0; padding: 1.25rem; box-shadow: none; border-radius: 0 }
}
`

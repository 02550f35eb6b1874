/** Fields, one under the other, each with what is wrong beside it. */
export const form = `
form { margin: 0 }
.field { margin: 0 0 1.125rem; min-width: 0 }
label, legend { display: block; font-weight: 600; margin: 0 0 .3rem; padding: 0; overflow-wrap: anywhere }
fieldset { min-width: 0; margin: 0 0 1.125rem; padding: 0; border: 0 }
:is(input, textarea):not([type=hidden], [type=checkbox], [type=radio]), select { display: block; width: 100%; min-height: 2.875rem;
  padding: .5rem .75rem; font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: .5rem }
:is(input, textarea, select):hover { border-color: var(--quiet) }
:is(input, textarea, select):focus-visible { border-color: var(--accent); outline: 2px solid var(--accent); outline-offset: 1px }
input[autocomplete="one-time-code"]:not([type=hidden]) { min-height: 3.25rem; font-size: 1.375rem; font-variant-numeric: tabular-nums; letter-spacing: .12em }
input[type=email], input[autocomplete~=username], input[autocomplete="one-time-code"], input[name$=token] { direction: ltr }
[dir=rtl] :is(input[type=email], input[autocomplete~=username], input[autocomplete="one-time-code"], input[name$=token]) { text-align: end }
[aria-invalid=true]:is(input, textarea, select) { border-color: var(--wrong); box-shadow: inset 0 0 0 1px var(--wrong) }
:is(input[type=checkbox], input[type=radio]) { width: 1.25rem; height: 1.25rem; margin: 0; flex: none }
label.check { display: flex; align-items: center; gap: .75rem; min-height: 2.75rem; margin: 0; font-weight: 400 }
.hint, .error { font-size: .875rem; line-height: 1.45; margin: .35rem 0 0 }
.hint { color: var(--quiet) }
.error { color: var(--wrong); font-weight: 600 }
.field:has(> .reveal) { position: relative }
.field:has(> .reveal) > label { padding-inline-end: 6.5rem }
.reveal:is(button) { position: absolute; inset-block-start: -.6875rem; inset-inline-end: 0; min-height: 2.75rem; padding: 0 .25rem;
  border: 0; font-size: .875rem; font-weight: 500; color: var(--accent); background: none }
.reveal:is(button):hover { background: none; text-decoration: underline }
.or { display: flex; align-items: center; gap: 1rem; margin: 1.25rem 0; font-size: .875rem; color: var(--quiet) }
.or::before, .or::after { content: ""; flex: 1; border-block-start: 1px solid var(--rule) }
summary { min-height: 2.75rem; padding-block: .5rem; cursor: pointer; border-radius: .5rem }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; align-items: center; margin: 1.25rem 0 0 }
@media (forced-colors: active) { .reveal:is(button) { border: 1px solid ButtonText } }
`

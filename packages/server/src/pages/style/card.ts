/** A page with one thing on it, in the middle; on a phone it is the whole screen. */
export const card = `
.card { align-items: center; padding: clamp(1.5rem, 9vh, 5.5rem) 1.25rem 1rem }
.card > header { width: 100%; max-width: 27rem; margin: 0 0 1.25rem; padding-inline: .25rem }
.card > main { width: 100%; max-width: 27rem; padding: 2rem; background: var(--card); border: 1px solid var(--rule);
  border-radius: .875rem; box-shadow: 0 1px 2px var(--shade), 0 12px 32px -12px var(--shade) }
.card > main > :last-child, .card > main > :last-child > :last-child { margin-bottom: 0 }
.card > footer { width: 100%; max-width: 27rem; margin-top: auto; padding-top: 1.5rem }
.card h1 + p:not([class]) { color: var(--quiet) }
.card h1 + :not(p), .card h1 + [class] { margin-top: 1.25rem }
.card :is(.field, fieldset) + button, .card form > button { width: 100%; margin-top: .5rem }
.card .or + form > button { margin-top: 0 }
.card p > .button { width: 100% }
.card main > form + form { margin-top: .75rem }
.card main > :is(form, noscript) + :is(p, nav) { margin-top: 1.25rem }
.card main ul.links { display: flex; flex-wrap: wrap; gap: 0 1.5rem; list-style: none; padding: 0; margin: 1rem 0 -.5rem }
.card main ul.links a { display: inline-flex; align-items: center; min-height: 2.75rem }
@media (max-width: 32rem) {
  .card { padding: 0; background: var(--card) }
  .card > header { max-width: none; margin: 0; padding: 1.25rem 1.25rem 0 }
  .card > main { max-width: none; padding: 1.25rem; border: 0; border-radius: 0; box-shadow: none }
  .card > footer { max-width: none; padding: .5rem 1.25rem 1rem }
}
`

/** What is wrong is read first, by whatever reads the page. */
export function focusRefusal(): void {
  const refusal = document.querySelector<HTMLElement>('.refusal')
  if (!refusal) return
  refusal.tabIndex = -1
  refusal.focus()
}

/** A form that was sent is not sent again by a second press. A page that the browser comes back to begins anew. */
export function sendOnce(): void {
  const sent = new Set<HTMLFormElement>()
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement
    // Where the script has more to ask first, it sends the form itself.
    if (event.defaultPrevented) return
    if (sent.has(form)) event.preventDefault()
    sent.add(form)
  })
  addEventListener('pageshow', () => sent.clear())
}

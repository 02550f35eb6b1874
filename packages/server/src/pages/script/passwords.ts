import type { ScriptWords } from './words.ts'

/** So long nothing is typed before the server is asked. */
const PAUSE_MS = 350

/** A button behind each password that shows what was typed (ASVS 5.0 6.2.6). */
export function showButtons(words: ScriptWords): void {
  for (const field of document.querySelectorAll<HTMLInputElement>('input[type=password]')) {
    const button = document.createElement('button')
    button.type = 'button'
    button.className = 'reveal'
    button.setAttribute('aria-controls', field.id)
    const seen = document.createElement('span')
    seen.ariaHidden = 'true'
    const read = document.createElement('span')
    read.className = 'hidden'
    button.append(seen, read)
    const follow = () => {
      const isHidden = field.type === 'password'
      seen.textContent = isHidden ? words.show : words.hide
      read.textContent = isHidden ? words.showPassword : words.hidePassword
    }
    button.addEventListener('click', () => {
      field.type = field.type === 'password' ? 'text' : 'password'
      follow()
    })
    // A browser keeps what was typed into a text, and a password it offers to keep.
    field.form?.addEventListener('submit', () => {
      field.type = 'password'
      follow()
    })
    follow()
    field.after(button)
  }
}

/** Says while somebody types what the server itself would say of a password; `data-judge` is where it is asked. */
export function judges(): void {
  for (const field of document.querySelectorAll<HTMLInputElement>('input[data-judge]')) judged(field)
}

function judged(field: HTMLInputElement): void {
  const place = document.createElement('p')
  place.className = 'hint'
  place.setAttribute('role', 'status')
  field.closest('.field')?.append(place)
  let pause: ReturnType<typeof setTimeout> | undefined
  let asked = 0
  const ask = async () => {
    const mine = ++asked
    const fields = new URLSearchParams({ password: field.value })
    for (const name of ['username', 'email']) {
      const other = field.form?.elements.namedItem(name)
      if (other instanceof HTMLInputElement) fields.set(name, other.value)
    }
    const answer = await fetch(field.dataset['judge'] ?? '', { method: 'POST', body: fields })
    if (!answer.ok || mine !== asked) return
    const { sentence } = (await answer.json()) as { sentence: string }
    place.textContent = sentence
  }
  field.form?.addEventListener('submit', () => clearTimeout(pause))
  field.addEventListener('input', () => {
    clearTimeout(pause)
    asked++
    place.textContent = ''
    // What is not asked is judged when the form is sent.
    if (field.value !== '') pause = setTimeout(() => void ask().catch(() => undefined), PAUSE_MS)
  })
}

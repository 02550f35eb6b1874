import type { Place } from './places.ts'

const listed = (offers: readonly { word: string }[]): string => offers.map(({ word }) => word).join(' ')

/** For bash 3.2, which macOS has, and later: no associative arrays. */
export function bashCompletion(places: readonly Place[]): string {
  const isPlace = places.filter(({ path }) => path !== '').map(({ path }) => `"${path}"`)
  const cases = places.map(
    ({ path, words, options }) => `    "${path}") words="${listed(words)}" options="${listed(options)}" ;;`,
  )
  return `# bash completion of latchkey
_latchkey() {
  local current="\${COMP_WORDS[COMP_CWORD]}" path="" next i words="" options=""
  for ((i = 1; i < COMP_CWORD; i++)); do
    next="$path\${path:+ }\${COMP_WORDS[i]}"
    case "$next" in
    ${isPlace.join(' | ')}) path="$next" ;;
    esac
  done
  case "$path" in
${cases.join('\n')}
  esac
  case "$current" in
  -*) COMPREPLY=($(compgen -W "$options" -- "$current")) ;;
  *) COMPREPLY=($(compgen -W "$words" -- "$current")) ;;
  esac
}
complete -F _latchkey latchkey`
}

import type { Offer, Place } from './places.ts'

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
const described = (offers: readonly Offer[]): string =>
  offers
    .map(({ word, description }) =>
      quoted(`${word.replaceAll(':', '\\:')}:${description.replaceAll(':', '\\:')}`),
    )
    .join(' ')

export function zshCompletion(places: readonly Place[]): string {
  const isPlace = places.filter(({ path }) => path !== '').map(({ path }) => quoted(path))
  const cases = places.map(
    ({ path, words, options }) =>
      `    ${quoted(path)}) offers=(${described(words)}) options=(${described(options)}) ;;`,
  )
  return `#compdef latchkey
# zsh completion of latchkey
_latchkey() {
  local place="" next i
  local -a offers options
  for ((i = 2; i < CURRENT; i++)); do
    next="$place\${place:+ }$words[i]"
    case "$next" in
    (${isPlace.join('|')}) place="$next" ;;
    esac
  done
  case "$place" in
${cases.join('\n').replaceAll(/^( {4})(?=')/gm, '$1(')}
  esac
  if [[ "$words[CURRENT]" == -* ]]; then
    _describe option options
  else
    _describe command offers
  fi
}
compdef _latchkey latchkey`
}

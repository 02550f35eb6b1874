import type { Place } from './places.ts'

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`

export function fishCompletion(places: readonly Place[]): string {
  const paths = places.filter(({ path }) => path !== '').map(({ path }) => quoted(path))
  const lines = places.flatMap(({ path, words, options }) => {
    const condition = `-n ${quoted(`test (__latchkey_place) = "${path}"`)}`
    return [
      ...words.map(
        ({ word, description }) =>
          `complete -c latchkey -f ${condition} -a ${word} -d ${quoted(description)}`,
      ),
      ...options.map(
        ({ word, description }) =>
          `complete -c latchkey -f ${condition} -l ${word.replace(/^--/, '')} -d ${quoted(description)}`,
      ),
    ]
  })
  return `# fish completion of latchkey
function __latchkey_place
  set -l place ""
  for word in (commandline -opc)[2..-1]
    set -l next (string trim -- "$place $word")
    contains -- $next ${paths.join(' ')}; and set place $next
  end
  echo "$place"
end
complete -c latchkey -f
${lines.join('\n')}`
}

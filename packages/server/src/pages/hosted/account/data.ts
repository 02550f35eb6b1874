import { contract, type OutputOf } from '@latchkey/contract'
import { formAnswer } from '../../form-page.ts'
import { loaded } from '../../loaded.ts'
import type { Look, Visit } from './own.ts'

const PATH = '/account/data'
const load = loaded(async () => (await import('./data-document.ts')).documents)

type Exported = OutputOf<typeof contract.yourData.export>

export const dataLooks: readonly Look[] = [
  {
    path: PATH,
    answer: async ({ ask, language }) =>
      formAnswer((await load())(language).data(await ask(contract.yourData.deletion))),
  },
  {
    path: `${PATH}/download`,
    from: PATH,
    async answer(visit) {
      // Before anything is sent it is known whether it may be.
      const first = await visit.ask(contract.yourData.export)
      return {
        type: 'application/json; charset=utf-8',
        body: streamOf(written(visit, first)),
        headers: { 'Content-Disposition': 'attachment; filename="your-data.json"' },
      }
    },
  },
]

/** As fast as it is read. */
function streamOf(texts: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await texts.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await texts.return(undefined)
    },
  })
}

/** One document of all pages; the next page is asked for when the one before is sent. */
async function* written(visit: Visit, first: Exported): AsyncGenerator<string> {
  const { exported_at, parts } = first
  yield `{"exported_at":${JSON.stringify(exported_at)},\n"parts":${JSON.stringify(parts)},\n"items":[`
  let page = first
  let isFirst = true
  for (;;) {
    const items = page.items.map((item) => JSON.stringify(item)).join(',\n')
    if (items !== '') yield `${isFirst ? '\n' : ',\n'}${items}`
    isFirst = isFirst && items === ''
    if (page.next_cursor === null) break
    page = await visit.ask(contract.yourData.export, { query: { cursor: page.next_cursor } })
  }
  yield '\n]}\n'
}

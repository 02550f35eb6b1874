import { createRequire } from 'node:module'
import { plugin } from 'bun'

const require = createRequire(import.meta.url)
plugin({
  name: 'typescript-5',
  setup(build) {
    build.onResolve({ filter: /typescript/ }, (a) => { console.log(a); return { path: require.resolve('typescript') } })
  },
})

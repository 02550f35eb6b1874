// Serves the route handlers of examples/nextjs at the paths that Next.js gives them. Next.js itself is not started: of a route
// handler it asks only that it takes a web standard's Request and gives a Response.
import { globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { env } from 'node:process'
import { serve } from '@hono/node-server'

const app = join(import.meta.dirname, '../../examples/nextjs/app')
type Handler = (request: Request) => Response | Promise<Response>
const routes = new Map<string, Record<string, Handler>>()
for (const file of globSync('**/route.ts', { cwd: app }))
  routes.set(`/${dirname(file)}`, await import(join(app, file)))

serve({
  hostname: '127.0.0.1',
  port: Number(env['PORT']),
  fetch: (request) => {
    const route = routes.get(new URL(request.url).pathname)
    return route?.[request.method]?.(request) ?? new Response(null, { status: route ? 405 : 404 })
  },
})

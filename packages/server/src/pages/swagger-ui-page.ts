import { html, icon } from './html.ts'

export const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Latchkey API</title>
${icon}
<link rel="stylesheet" href="/docs/swagger-ui.css">
<link rel="stylesheet" href="/docs/page.css">
</head>
<body>
<main id="swagger-ui"><p class="wait">The API page needs JavaScript. The document it shows is <a href="/openapi.json">/openapi.json</a>.</p></main>
<script src="/docs/swagger-ui-bundle.js" defer></script>
<script src="/docs/start.js" defer></script>
</body>
</html>
`.text

/** No validator is called and no token is kept: what the page knows is gone with it. */
export const script = `'use strict'
const dark = matchMedia('(prefers-color-scheme: dark)')
const follow = () => document.documentElement.classList.toggle('dark-mode', dark.matches)
dark.addEventListener('change', follow)
follow()
SwaggerUIBundle({
  url: '/openapi.json',
  dom_id: '#swagger-ui',
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  displayRequestDuration: true,
  persistAuthorization: false,
  tryItOutEnabled: true,
  validatorUrl: null,
})
`

/** Closer together than Swagger UI's own, so that the first operations are in sight; a readable measure. */
export const styleSheet = `body { margin: 0 }
html.dark-mode { background: #1c2022 }
.swagger-ui .wrapper { max-width: 72rem }
.swagger-ui .info { margin: 1.5rem 0 1rem }
.swagger-ui .info p, .swagger-ui .info__summary p { margin: .5rem 0; line-height: 1.5 }
.swagger-ui .info code { font-weight: 500 }
.swagger-ui .scheme-container { padding: .75rem 0; margin: 0 0 .5rem; box-shadow: none; background: none }
.swagger-ui .scheme-container .schemes > .schemes-server-container { display: none }
.swagger-ui .scheme-container .auth-wrapper { flex: 1 }
.wait { font: 1rem/1.5 system-ui, sans-serif; margin: 3rem auto; max-width: 40rem; padding: 0 1rem }
`

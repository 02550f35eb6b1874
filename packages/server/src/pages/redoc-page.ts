import { html, icon } from './html.ts'

export const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Latchkey API reference</title>
${icon}
<link rel="stylesheet" href="/redoc/page.css">
</head>
<body>
<main id="redoc"><p class="wait">The API reference needs JavaScript. The document it shows is <a href="/openapi.json">/openapi.json</a>.</p></main>
<script src="/redoc/redoc.standalone.js" defer></script>
<script src="/redoc/start.js" defer></script>
</body>
</html>
`.text

export const styleSheet = `body { margin: 0 }
.wait { font: 1rem/1.5 system-ui, sans-serif; margin: 3rem auto; max-width: 40rem; padding: 0 1rem }
`

/** Without its search, which would run a worker made from text. */
export const script = `'use strict'
Redoc.init('/openapi.json', {
  disableSearch: true,
  expandResponses: '200',
  jsonSamplesExpandLevel: 4,
  theme: {
    typography: {
      fontFamily: 'system-ui, sans-serif',
      headings: { fontFamily: 'system-ui, sans-serif' },
      code: { fontFamily: 'ui-monospace, monospace' },
    },
  },
}, document.getElementById('redoc'))
`

import type { Content } from './compose.ts'

/** For elements and for attributes in double quotes (ASVS 5.0 1.2.1). */
export const escaped = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

const FONT = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'Noto Sans',sans-serif"
const paragraph = (text: string, style = ''): string =>
  `<p style="margin:0 0 16px;${style}">${escaped(text)}</p>`

/** Styles stand at the elements, as mail programs want it; nothing is loaded from anywhere, so nobody hears that it was read. */
export function htmlOf({
  language,
  direction,
  subject,
  paragraphs,
  link,
  code,
  afterwards,
  footer,
}: Content): string {
  const button =
    link &&
    `<p style="margin:0 0 16px"><a href="${escaped(link.url)}" style="display:inline-block;padding:12px 20px;border-radius:6px;background:#2f6f5e;color:#ffffff;text-decoration:none;font-weight:600">${escaped(link.label)}</a></p>
<p dir="ltr" style="margin:0 0 16px;font-size:13px;color:#57606a;word-break:break-all">${escaped(link.url)}</p>`
  const digits =
    code &&
    `<p dir="ltr" style="margin:0 0 16px;font-size:28px;font-weight:700;letter-spacing:4px">${escaped(code)}</p>`
  return `<!doctype html>
<html lang="${language}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(subject)}</title>
</head>
<body style="margin:0;padding:24px;background:#f4f5f4;${FONT};font-size:16px;line-height:1.5;color:#1c2321">
<div style="max-width:560px;margin:0 auto;padding:32px;background:#ffffff;border-radius:8px">
<h1 style="margin:0 0 16px;font-size:20px">${escaped(subject)}</h1>
${[...paragraphs.map((text) => paragraph(text)), button, digits].filter((part) => part !== undefined).join('\n')}
${afterwards.map((text) => paragraph(text, 'font-size:14px;color:#57606a')).join('\n')}
</div>
<div style="max-width:560px;margin:16px auto 0;font-size:13px;color:#57606a">${escaped(footer)}</div>
</body>
</html>
`
}

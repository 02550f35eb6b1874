/** A text as a picture: SVG (ISO/IEC 18004). Made here, so that no secret goes to a service that draws it. */
export async function qrCodeSvg(text: string): Promise<string> {
  const { renderSVG } = await import('uqr')
  return renderSVG(text, { pixelSize: 4 })
}

/** Mermaid reads some words (`end`) and hyphens as syntax; an underscore at the end and within keeps them names. */
export function mermaidName(id: string): string {
  return `${id.replaceAll('-', '_')}_`
}

/** Quotes end a title, and a colon, semicolon or line break ends the words beside an arrow. */
export function mermaidLabel(text: string): string {
  return text.replace(/["\n\r:;#]/g, ' ')
}

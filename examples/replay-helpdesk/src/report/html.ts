/** A text that is HTML already. */
export interface Html {
  /** The markup. */
  readonly html: string
}

type Part = Html | string | number | readonly Html[]

/** Markup with everything put into it escaped, but for {@link Html}. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { html: strings.map((text, index) => text + (index < parts.length ? rendered(parts[index] ?? '') : '')).join('') }
}

function rendered(part: Part): string {
  if (typeof part === 'number') return String(part)
  if (typeof part === 'string') return escaped(part)
  return 'html' in part ? part.html : part.map((one) => one.html).join('\n')
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;')
}

/** A value as JSON that may stand in a page: no `<` can end the element it stands in. */
export function json(value: unknown): Html {
  return { html: JSON.stringify(value).replaceAll('<', '\\u003c') }
}

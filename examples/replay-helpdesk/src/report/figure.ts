import { standsLeft, type Table } from '../text/table.ts'
import { type Html, html } from './html.ts'

/** A drawing with everything around it. */
export interface Figure {
  /** Short name without blanks, unique on the page. */
  readonly id: string
  /** What it shows. */
  readonly title: string
  /** What there is to see in it, for those who cannot see it. */
  readonly description: string
  /** Width and height of the drawing. */
  readonly size: readonly [number, number]
  /** The drawing. */
  readonly drawing: readonly Html[]
  /** What the colours mean; empty where there is one. */
  readonly legend: readonly { readonly style: string; readonly label: string }[]
  /** The same numbers as a table. */
  readonly table: Table
}

/** The figure as markup: heading, legend, drawing with title and description, and the table folded away. */
export function figure(content: Figure): Html {
  const [width, height] = content.size
  const legend = content.legend.map((entry) => html`<li><span class="swatch ${entry.style}"></span>${entry.label}</li>`)
  return html`<figure id="${content.id}" aria-labelledby="${content.id}-title" aria-describedby="${content.id}-description">
<figcaption><h2 id="${content.id}-title">${content.title}</h2>
<p id="${content.id}-description">${content.description}</p>${legend.length === 0 ? '' : html`<ul class="legend">${legend}</ul>`}</figcaption>
<div class="scroll" tabindex="0" role="group" aria-label="${content.title}"><svg viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="${content.title}">
${content.drawing}
</svg></div>
<details><summary>The same numbers as a table</summary>${htmlTable(content.table)}</details>
</figure>`
}

/** A table as markup; its first column heads the rows, words stand to the left, numbers to the right. */
export function htmlTable(table: Table): Html {
  const side = (column: number) => (standsLeft(table, column) ? 'words' : 'numbers')
  const head = table.columns.map((name, column) => html`<th scope="col" class="${side(column)}">${name}</th>`)
  const rows = table.rows.map((row) => {
    const [first = '', ...rest] = row
    return html`<tr><th scope="row">${first}</th>${rest.map((cell, index) => html`<td class="${side(index + 1)}">${cell}</td>`)}</tr>`
  })
  return html`<div class="scroll" tabindex="0" role="group" aria-label="${table.title}"><table><caption>${table.title}</caption><thead><tr>${head}</tr></thead><tbody>
${rows}
</tbody></table></div>${table.note === null ? '' : html`<p class="note">${table.note}</p>`}`
}

import { allFaults } from '../src/broken/all-faults.ts'
import { laboratoryCases } from '../src/broken/finds.ts'
import { clauses, contractAreas } from '../src/clauses.ts'

/** Which cases found each broken store. */
export type Proofs = Readonly<Record<string, readonly string[]>>

/** The cases, the clauses they show, and the broken stores they find, as a document for people. */
export function casesDocument(proofs: Proofs): string {
  const finders = new Map(laboratoryCases.map(({ id }) => [id, 0]))
  for (const ids of Object.values(proofs)) for (const id of ids) finders.set(id, (finders.get(id) ?? 0) + 1)
  const lines = [
    '# Cases',
    '',
    `${clauses.length} clauses of the contract, ${laboratoryCases.length} cases, ${allFaults.length} broken stores. Written by \`test/prove.ts\`, and kept true by a test; do not edit.`,
    '',
    '## Which clause is which case',
    '',
  ]
  for (const { letter, name, from, clauses: texts } of contractAreas) {
    const rows: (readonly string[])[] = []
    for (const [index, { text, leftOut }] of texts.entries()) {
      const number = from + index
      const ids = laboratoryCases.filter((each) => each.clauses.includes(number)).map(({ id }) => id)
      rows.push([String(number), text, leftOut === undefined ? ids.join(', ') : `left out: ${leftOut}`])
    }
    lines.push(`### ${letter}: ${name}`, '', ...table(['clause', 'what is asked', 'cases'], rows), '')
  }
  const caseRows = laboratoryCases.map(({ id, name, needs = [] }) => [id, name, needs.join(', '), String(finders.get(id) ?? 0)])
  const storeRows = allFaults.map(({ name }) => {
    const ids = proofs[name] ?? []
    return [name, ids.length > 12 ? `${ids.slice(0, 12).join(', ')} and ${ids.length - 12} more` : ids.join(', ')]
  })
  lines.push(
    '## The cases',
    '',
    ...table(['case', 'what is expected', 'needs', 'broken stores it finds'], caseRows),
    '',
    '## The broken stores',
    '',
    'Each is a store that keeps the contract but for one thing.',
    '',
    ...table(['a store that …', 'is caught by'], storeRows),
  )
  return `${lines.join('\n')}\n`
}

/** A table as the formatter writes it: columns as wide as their widest cell. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const cells = rows.map((row) => row.map((cell) => cell.replaceAll('|', '\\|').replaceAll('_', '\\_').replaceAll('*', '\\*')))
  const widths = head.map((name, column) => Math.max(3, name.length, ...cells.map((row) => row[column]?.length ?? 0)))
  const line = (row: readonly string[]): string =>
    `| ${widths.map((width, column) => (row[column] ?? '').padEnd(width)).join(' | ')} |`
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...cells.map(line)]
}

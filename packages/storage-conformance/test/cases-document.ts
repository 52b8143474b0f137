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
    lines.push(`### ${letter}: ${name}`, '', '| clause | what is asked | cases |', '| ---: | --- | --- |')
    for (const [index, { text, leftOut }] of texts.entries()) {
      const number = from + index
      const ids = laboratoryCases.filter((each) => each.clauses.includes(number)).map(({ id }) => id)
      lines.push(`| ${number} | ${text} | ${leftOut === undefined ? ids.join(', ') : `left out: ${leftOut}`} |`)
    }
    lines.push('')
  }
  lines.push('## The cases', '', '| case | what is expected | needs | found broken |', '| --- | --- | --- | ---: |')
  for (const { id, name, needs = [] } of laboratoryCases)
    lines.push(`| ${id} | ${inTable(name)} | ${needs.join(', ')} | ${finders.get(id) ?? 0} |`)
  lines.push(
    '',
    '## The broken stores',
    '',
    'Each is a store that keeps the contract but for one thing.',
    '',
    '| a store that … | is caught by |',
    '| --- | --- |',
  )
  for (const { name } of allFaults) {
    const ids = proofs[name] ?? []
    lines.push(`| ${name} | ${ids.length > 12 ? `${ids.slice(0, 12).join(', ')} and ${ids.length - 12} more` : ids.join(', ')} |`)
  }
  return `${lines.join('\n')}\n`
}

function inTable(text: string): string {
  return text.replaceAll('|', '\\|')
}

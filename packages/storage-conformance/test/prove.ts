import { readFileSync, writeFileSync } from 'node:fs'
import { allFaults } from '../src/broken/all-faults.ts'
import { finds, laboratoryCases, sound } from '../src/broken/finds.ts'
import { casesDocument, type Proofs } from './cases-document.ts'

// What a broken store does after its case has ended is no concern of ours.
process.on('unhandledRejection', () => undefined)

/**
 * `prove.ts [name…]`: runs every case on every broken store, or on those whose name has one of the texts in it, and writes down which case found which store, for people and for the tests.
 * `prove.ts --check` only compares, and fails where something is not as it was written down.
 */
const proofsFile = new URL('./proofs.json', import.meta.url)
const casesFile = new URL('../CASES.md', import.meta.url)
const names = process.argv.slice(2).filter((argument) => argument !== '--check')
const isCheck = process.argv.includes('--check')
const known: Proofs = JSON.parse(readFileSync(proofsFile, 'utf8'))
const found: Record<string, readonly string[]> = {}

for (const fault of [sound, ...allFaults]) {
  const wanted = names.length === 0 || names.some((name) => fault.name.includes(name))
  if (!wanted) {
    if (fault !== sound) found[fault.name] = known[fault.name] ?? []
    continue
  }
  const ids: string[] = []
  for (const each of laboratoryCases) if (await finds(each, fault)) ids.push(each.id)
  if (fault !== sound) found[fault.name] = ids
  else if (ids.length > 0) throw new Error(`a store without a fault is caught by ${ids.join(', ')}`)
  console.log(`${fault.name}: ${ids.length === 0 ? 'nothing' : ids.join(' ')}`)
  if (!isCheck && fault !== sound) writeFileSync(proofsFile, `${JSON.stringify({ ...known, ...found }, null, 2)}\n`)
}
if (isCheck) {
  // A case that leaves things to chance may find more or less than it did; that each is proved, and each store caught, may not change.
  const proved = new Set(Object.values(found).flat())
  const unproved = laboratoryCases.filter(({ id }) => !proved.has(id)).map(({ id }) => id)
  const uncaught = Object.keys(found).filter((name) => found[name]?.length === 0)
  console.log(
    `${laboratoryCases.length} cases, ${unproved.length} not proved ${unproved.join(' ')}; ${allFaults.length} broken stores, ${uncaught.length} not caught ${uncaught.join('; ')}`,
  )
  process.exit(unproved.length + uncaught.length === 0 ? 0 : 1)
}
writeFileSync(proofsFile, `${JSON.stringify(found, null, 2)}\n`)
writeFileSync(casesFile, casesDocument(found))
process.exit(0)

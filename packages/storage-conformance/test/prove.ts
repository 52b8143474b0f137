import { writeFileSync } from 'node:fs'
import { allFaults } from '../src/broken/all-faults.ts'
import { finds, laboratoryCases, sound } from '../src/broken/finds.ts'

// What a broken store does after its case has ended is no concern of ours.
process.on('unhandledRejection', () => undefined)

/** `prove.ts <file> [shard] [of]`: runs every case on every broken store, and writes which found which. */
const [file = '', shard = '0', of = '1'] = process.argv.slice(2)
const found: Record<string, readonly string[]> = {}
for (const [index, fault] of [sound, ...allFaults].entries()) {
  if (index % Number(of) !== Number(shard)) continue
  const ids: string[] = []
  const start = Date.now()
  for (const each of laboratoryCases) {
    const t = Date.now()
    if (await finds(each, fault)) ids.push(each.id)
    if (Date.now() - t > 1500) console.log('   slow', each.id, Date.now() - t)
  }
  found[fault.name] = ids
  console.log(Date.now() - start, fault.name, ids.length > 12 ? ids.length : ids.join(' '))
  writeFileSync(file, JSON.stringify(found, null, 2))
}
process.exit(0)

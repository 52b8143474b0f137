import { memoryStorage } from '@caseload/storage/memory'
import { sound } from '../src/broken/finds.ts'
import { laboratory, laboratoryAbout } from '../src/broken/laboratory.ts'
import { type ConformanceOptions, runConformance } from '../src/conformance.ts'
import { conformanceTable } from '../src/report.ts'

/** The kit at its most thorough on the stores it is measured by: the reference in memory, and the laboratory that can break everything else. */
const runs: Readonly<Record<string, Omit<ConformanceOptions, 'test'>>> = {
  reference: {
    about: { durability: 'memory', writers: 'one-process' },
    open: (clock) => ({ storage: memoryStorage({ clock }), dispose: () => undefined }),
  },
  laboratory: { about: laboratoryAbout, open: laboratory(sound), passes: ['plain', 'guarded'] },
}
for (const [name, options] of Object.entries(runs)) {
  const start = performance.now()
  const report = await runConformance({ ...options, thorough: true })
  console.log(`${name}, ${((performance.now() - start) / 1000).toFixed(1)} s: ${conformanceTable(report)}\n`)
  if (!report.conforms) process.exitCode = 1
}

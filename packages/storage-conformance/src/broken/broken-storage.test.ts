import { memoryStorage } from '@caseload/storage/memory'
import { describe, expect, it } from 'vitest'
import { runConformance } from '../conformance.ts'
import { brokenStorage, faults } from './broken-storage.ts'

describe('given a store with a known fault', () => {
  for (const fault of faults) {
    it(`finds one that ${fault.name}`, async () => {
      const report = await runConformance({
        about: { durability: 'memory', writers: 'one-process' },
        open: (clock) => ({ storage: brokenStorage(memoryStorage({ clock }), fault), dispose: () => undefined }),
        passes: ['plain', 'guarded'],
      })
      expect(report.conforms).toBe(false)
    })
  }
})

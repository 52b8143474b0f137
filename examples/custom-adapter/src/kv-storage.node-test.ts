import { describe, test } from 'node:test'
import { conformance, conformanceTable } from '@caseload/storage-conformance'
import { kvAbout, openKvPlace } from './kv-place.ts'

// The test runner that comes with Node.js; with vitest or jest it would be `it`.
describe('given a key-value file', () => {
  conformance({ test, about: kvAbout, open: openKvPlace, onReport: (report) => console.log(conformanceTable(report)) })
})

export { given, type Then, type When } from './testing/given.ts'
export { type ManualClock, manualClock } from './testing/manual-clock.ts'
export { sequentialIds } from './testing/sequential-ids.ts'

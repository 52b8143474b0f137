export { compileZone } from './compile-zone.ts'
export type { UnknownZone } from './unknown-zone.ts'
export type { LocalDate, LocalTime, Zone } from './zone.ts'

/** What one package of the workspace is, and what its source may import. */
export interface PackageRow {
  /**
   * `pure`: functions of their arguments, without clock, chance, environment, I/O or host time zone; `port`: types and code
   * that run anywhere, but may be given things that wait; `shell`: does I/O; `private`: never published.
   */
  readonly role: 'pure' | 'port' | 'shell' | 'private'
  /** Packages of this workspace it may import; `any` for private packages that measure or test the rest. */
  readonly imports: readonly string[] | 'any'
  /** Packages of which it may import the types only. */
  readonly types?: readonly string[]
  /** Entries that need Node.js although the package does not: `src/<entry>.ts` and all of `src/<entry>/`, which no other source of the package may import. */
  readonly node?: readonly string[]
}

/**
 * Every package, also those still to be written, and the arrows between them. A folder in `packages/` that is not here fails
 * the checks, and so does an import that is not here. The reasons stand in `docs/architecture.md`.
 */
export const packageTable: Readonly<Record<string, PackageRow>> = {
  core: { role: 'pure', imports: [] },
  conditions: { role: 'pure', imports: ['core'] },
  statistics: { role: 'pure', imports: ['core'] },
  calendar: { role: 'pure', imports: ['core'] },
  lifecycle: { role: 'pure', imports: ['core', 'conditions'] },
  rules: { role: 'pure', imports: ['core', 'conditions'] },
  sla: { role: 'pure', imports: ['core', 'conditions', 'calendar'] },
  routing: { role: 'pure', imports: ['core', 'conditions', 'calendar'] },
  customers: { role: 'pure', imports: ['core', 'conditions'] },
  knowledge: { role: 'pure', imports: ['core', 'conditions'] },
  satisfaction: { role: 'pure', imports: ['core', 'conditions', 'statistics'] },
  access: { role: 'pure', imports: ['core', 'conditions'] },
  analytics: { role: 'pure', imports: ['core', 'conditions', 'statistics', 'calendar'], types: ['lifecycle'] },
  planner: {
    role: 'pure',
    imports: [
      'core',
      'conditions',
      'calendar',
      'lifecycle',
      'rules',
      'sla',
      'routing',
      'customers',
      'knowledge',
      'satisfaction',
      'access',
    ],
    types: ['storage'],
  },
  storage: { role: 'port', imports: ['core'] },
  'storage-conformance': { role: 'port', imports: ['core', 'storage'], node: ['faults'] },
  'storage-sql': { role: 'port', imports: ['core', 'storage'] },
  'storage-sqlite': { role: 'shell', imports: ['core', 'storage', 'storage-sql'] },
  'storage-postgres': { role: 'shell', imports: ['core', 'storage', 'storage-sql'] },
  'storage-mysql': { role: 'shell', imports: ['core', 'storage', 'storage-sql'] },
  desk: {
    role: 'shell',
    imports: [
      'core',
      'conditions',
      'calendar',
      'lifecycle',
      'rules',
      'sla',
      'routing',
      'customers',
      'knowledge',
      'satisfaction',
      'access',
      'planner',
      'storage',
    ],
  },
  simulation: {
    role: 'shell',
    imports: [
      'core',
      'conditions',
      'statistics',
      'calendar',
      'lifecycle',
      'rules',
      'sla',
      'routing',
      'customers',
      'planner',
      'analytics',
    ],
  },
  'storage-testing': { role: 'private', imports: ['core', 'storage'] },
  benchmarks: { role: 'private', imports: 'any' },
  vectors: { role: 'private', imports: 'any' },
}

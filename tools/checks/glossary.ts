/** A term of the glossary. */
export interface Term {
  /** Under which heading it stands. */
  readonly section: string
  /** The term, or several that belong together. */
  readonly term: string
  /** Names of code that its meaning is tied to. */
  readonly ties: readonly string[]
}

/** What the sources of the packages call something. */
export interface NamesInCode {
  /** What packages export. */
  readonly exported: ReadonlySet<string>
  /** Properties and methods of interfaces, and texts that stand for codes. */
  readonly told: ReadonlySet<string>
}

/** The terms of a glossary: rows of its tables, without their heads. */
export function termsOf(page: string): readonly Term[] {
  let section = ''
  return page.split('\n').flatMap((line) => {
    if (line.startsWith('## ')) section = line.slice(3).trim()
    const [, term = '', meaning = ''] = line.split('|').map((cell) => cell.trim())
    if (!line.startsWith('|') || term === 'term' || term.startsWith('--')) return []
    return [{ section, term, ties: [...`${term} ${meaning}`.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name) }]
  })
}

/** What some sources export by their tables of contents, and what else they name. */
export function namesIn(sources: readonly { readonly path: string; readonly text: string }[]): NamesInCode {
  const exported = new Set<string>()
  const told = new Set<string>()
  for (const { path, text } of sources) {
    if (path.endsWith('src/index.ts'))
      for (const [, list = ''] of text.matchAll(/export (?:type )?\{([^}]*)\}/g))
        for (const entry of list.split(',')) exported.add(entry.trim().replace(/^type /, ''))
    for (const [, property = ''] of text.matchAll(/\breadonly (\w+)\??:/g)) told.add(property)
    for (const [, method = ''] of text.matchAll(/^ {2}(\w+)[(<]/gm)) told.add(method)
    for (const [, code = ''] of text.matchAll(/'([a-z][a-z0-9-]*)'/g)) told.add(code)
  }
  return { exported, told }
}

/** Whether a name of the glossary is one of the code's: a type is exported, anything else is exported, a property, a method or a code. */
export function isInCode(name: string, { exported, told }: NamesInCode): boolean {
  return exported.has(name) || (!/^[A-Z]/.test(name) && told.has(name))
}

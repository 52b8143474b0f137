import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { cell, docOf, tableOf } from './tables.ts'

/** A property of what a command takes. */
export interface CommandField {
  /** Its name. */
  readonly name: string
  /** Whether the command does without it. */
  readonly optional: boolean
  /** Its type, as declared. */
  readonly type: string
  /** What it says. */
  readonly doc: string
}

/** A command as a method of a desk. */
export interface CommandMethod {
  /** The method. */
  readonly name: string
  /** What it does. */
  readonly doc: string
  /** What it takes beside the ticket and the options. */
  readonly fields: readonly CommandField[]
}

const source = join(import.meta.dirname, '../../packages/desk/src')
const begin = '<!-- fields: begin -->'
const end = '<!-- fields: end -->'

/** The page the fields stand on. */
export const page = join(import.meta.dirname, '../../docs/concepts/ticket-commands.md')

/** Every command to a ticket with its fields, as the types of the desk declare them, in the order of their names. */
export function commandMethods(): readonly CommandMethod[] {
  const files = ['.', 'inputs', 'methods'].flatMap((folder) =>
    readdirSync(join(source, folder))
      .filter((name) => name.endsWith('.ts') && !name.includes('.test'))
      .map((name) => {
        const path = join(source, folder, name)
        return ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true)
      }),
  )
  const statements = files.flatMap((file) => [...file.statements])
  const interfaces = new Map(statements.filter(ts.isInterfaceDeclaration).map((each) => [each.name.text, each] as const))
  const shapes = new Map(statements.filter(ts.isTypeAliasDeclaration).map((each) => [each.name.text, each] as const))
  const methods = [...interfaces.values()].flatMap((declared) =>
    declared.members.flatMap((member): readonly CommandMethod[] => {
      if (!ts.isPropertySignature(member) || member.type === undefined || !ts.isTypeReferenceNode(member.type)) return []
      const { typeName, typeArguments } = member.type
      const input = typeArguments?.[0]
      if (!/^(?:Easy)?TicketMethod$/.test(typeName.getText()) || input === undefined) return []
      return [{ name: member.name.getText(), doc: docOf(member), fields: fieldsOf(input, { interfaces, shapes }) }]
    }),
  )
  const opening = interfaces.get('OpenTicketInput')
  if (opening !== undefined)
    methods.push({
      name: 'openTicket',
      doc: 'Brings a ticket into being; takes no ticket.',
      fields: ownFields(opening, { interfaces, shapes }),
    })
  return methods.sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** What the desk's files declare, by name. */
interface Declared {
  readonly interfaces: ReadonlyMap<string, ts.InterfaceDeclaration>
  readonly shapes: ReadonlyMap<string, ts.TypeAliasDeclaration>
}

function fieldsOf(input: ts.TypeNode, declared: Declared): readonly CommandField[] {
  if (!ts.isTypeReferenceNode(input)) return []
  const own = declared.interfaces.get(input.typeName.getText())
  return own === undefined ? [] : ownFields(own, declared)
}

function ownFields({ heritageClauses = [], members }: Members, declared: Declared): readonly CommandField[] {
  const inherited = heritageClauses.flatMap(({ types }) =>
    types.flatMap(({ expression }) => {
      const parent = declared.interfaces.get(expression.getText())
      return parent === undefined ? [] : ownFields(parent, declared)
    }),
  )
  const own = members.flatMap((member): readonly CommandField[] =>
    ts.isPropertySignature(member) && member.type !== undefined
      ? [
          {
            name: member.name.getText(),
            optional: member.questionToken !== undefined,
            type: typeText(member.type, declared),
            doc: docOf(member),
          },
        ]
      : [],
  )
  return [...inherited, ...own]
}

type Members = Pick<ts.InterfaceDeclaration, 'members'> & { readonly heritageClauses?: readonly ts.HeritageClause[] | undefined }

/** A type as it is written, without its comments; one that goes by a name of the desk's own is spelled out. */
function typeText(type: ts.TypeNode, { shapes }: Declared): string {
  const shape = ts.isTypeReferenceNode(type) ? shapes.get(type.typeName.getText())?.type : undefined
  const text = (shape ?? type)
    .getText()
    .replaceAll(/\/\*\*.*?\*\//gs, '')
    .replaceAll(/readonly /g, '')
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/(?<=[^{;|]) (?=\w+\??: )/g, '; ')
    .replace(/^\| /, '')
}

/** The tables, as they stand on the page. */
export function fieldTables(): string {
  const sections = commandMethods().map(({ name, doc, fields }) => {
    const rows = fields.map((field) => [
      `\`${field.name}\``,
      field.optional ? '' : 'yes',
      `\`${cell(field.type)}\``,
      cell(field.doc),
    ])
    const table = rows.length === 0 ? ['Takes nothing.'] : tableOf([['field', 'needed', 'type', 'what it says'], ...rows])
    return [`### ${name}`, '', doc, '', ...table].join('\n')
  })
  return `${begin}\n\n${sections.join('\n\n')}\n\n${end}`
}

/** A page with the tables as they are now. */
export function withTables(text: string): string {
  const [before = '', rest = ''] = text.split(begin)
  const [, after = ''] = rest.split(end)
  return `${before}${fieldTables()}${after}`
}

import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { cell, docOf, tableOf } from './tables.ts'

/** A property of a shape, or an argument of a question. */
export interface QuestionField {
  /** Its name. */
  readonly name: string
  /** Whether it can be left out. */
  readonly optional: boolean
  /** Its type, as declared. */
  readonly type: string
  /** What it says. */
  readonly doc: string
}

/** A question as a method of a desk. */
export interface QuestionMethod {
  /** The method. */
  readonly name: string
  /** What it answers. */
  readonly doc: string
  /** Its arguments, in order. */
  readonly takes: readonly QuestionField[]
  /** The type of what comes back, without the ways it can fail. */
  readonly answer: string
}

const packages = join(import.meta.dirname, '../../packages')
const begin = '<!-- questions: begin -->'
const end = '<!-- questions: end -->'

/** The page the questions stand on. */
export const questionPage = join(import.meta.dirname, '../../docs/concepts/ticket-questions.md')

const sources = ['lifecycle', 'sla', 'planner', 'desk'].flatMap((name) =>
  readdirSync(join(packages, name, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.includes('.test'))
    .sort()
    .flatMap((path) => {
      const file = join(packages, name, 'src', path)
      return [...ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true).statements]
    }),
)

/** Interfaces by name; one of the desk's own outweighs. */
const interfaces: ReadonlyMap<string, ts.InterfaceDeclaration> = new Map(
  sources.filter(ts.isInterfaceDeclaration).map((each) => [each.name.text, each] as const),
)

/** Names of a choice between words, by name: they are spelled out. */
const choices: ReadonlyMap<string, string> = new Map(
  sources
    .filter(ts.isTypeAliasDeclaration)
    .map((each) => [each.name.text, each.type.getText().replaceAll(/\s+/g, ' ')] as const)
    .filter(([, type]) => /^(?:\| )?'[\w-]+'(?: \| '[\w-]+')*$/.test(type)),
)

/** What a desk decides by is a document with pages of its own. */
const elsewhere = /^(?!Unreadable)\w+Document$|^PolicyRegistry$/

/** Every question that can be asked of a desk, in the order of their names: what fails with no problem of a command. */
export function questionMethods(): readonly QuestionMethod[] {
  const found = membersOf('ActingDesk').flatMap((member): readonly QuestionMethod[] => {
    if (!ts.isMethodSignature(member) || member.type === undefined || !ts.isTypeReferenceNode(member.type)) return []
    const [answer, failure] = member.type.typeArguments ?? []
    if (answer === undefined || failure === undefined || !/\bQueryProblem\b/.test(failure.getText())) return []
    const takes = member.parameters.map((parameter) => ({
      name: parameter.name.getText(),
      optional: parameter.questionToken !== undefined,
      type: plain(parameter.type?.getText() ?? ''),
      doc: '',
    }))
    return [{ name: member.name.getText(), doc: docOf(member), takes, answer: plain(answer.getText()) }]
  })
  return found.sort((a, b) => (a.name < b.name ? -1 : 1))
}

/** Properties of an interface, those it inherits first; none for a name that is none. */
export function shapeFields(name: string): readonly QuestionField[] {
  return membersOf(name).flatMap((member): readonly QuestionField[] =>
    ts.isPropertySignature(member) && member.type !== undefined
      ? [
          {
            name: member.name.getText(),
            optional: member.questionToken !== undefined,
            type: plain(member.type.getText()),
            doc: docOf(member),
          },
        ]
      : [],
  )
}

/** Names of interfaces within a type, in order. */
export function shapesIn(type: string): readonly string[] {
  return [...new Set(type.match(/\b[A-Z]\w+/g) ?? [])].filter((name) => !elsewhere.test(name) && shapeFields(name).length > 0)
}

function membersOf(name: string): readonly ts.TypeElement[] {
  const declared = interfaces.get(name)
  const parents = (declared?.heritageClauses ?? []).flatMap(({ types }) => types.map(({ expression }) => expression.getText()))
  return declared === undefined ? [] : [...parents.flatMap(membersOf), ...declared.members]
}

function plain(type: string): string {
  return type
    .replaceAll(/\/\*\*.*?\*\//gs, '')
    .replaceAll(/readonly /g, '')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\b[A-Z]\w+/g, (name) => choices.get(name) ?? name)
    .replace(/^\| /, '')
    .trim()
}

/** Every shape that some types speak of, and that those speak of, by name. */
function reached(types: readonly string[]): readonly string[] {
  const names = new Set<string>()
  const reach = (type: string): void => {
    for (const name of shapesIn(type)) {
      if (names.has(name)) continue
      names.add(name)
      for (const field of shapeFields(name)) reach(field.type)
    }
  }
  for (const type of types) reach(type)
  return [...names].sort()
}

function fieldTable(fields: readonly QuestionField[], needed: boolean): readonly string[] {
  const head = ['field', ...(needed ? ['needed'] : []), 'type', 'what it says']
  const rows = fields.map(({ name, optional, type, doc }) => [
    `\`${name}\``,
    ...(needed ? [optional ? '' : 'yes'] : []),
    `\`${cell(type)}\``,
    cell(doc),
  ])
  return tableOf([head, ...rows])
}

/** The questions, as they stand on the page. */
export function questionText(): string {
  const questions = questionMethods()
  const asked = questions.map(({ name, doc, takes, answer }) => {
    const signature = takes.map((each) => `${each.name}${each.optional ? '?' : ''}: ${each.type}`).join(', ')
    return [`### ${name}`, '', doc, '', `- takes \`(${signature})\``, `- comes back: \`${answer}\``].join('\n')
  })
  const section = (title: string, names: readonly string[], needed: boolean): readonly string[] => [
    `## ${title}`,
    ...names.map((name) => [`### ${name}`, '', ...fieldTable(shapeFields(name), needed)].join('\n')),
  ]
  const given = reached(questions.flatMap(({ takes }) => takes.map(({ type }) => type)))
  const answered = reached(questions.map(({ answer }) => answer)).filter((name) => !given.includes(name))
  const parts = [
    '## The questions',
    ...asked,
    ...section('What they take', given, true),
    ...section('What comes back', answered, false),
  ]
  return `${begin}\n\n${parts.join('\n\n')}\n\n${end}`
}

/** A page with the questions as they are now. */
export function withQuestions(text: string): string {
  const [before = '', rest = ''] = text.split(begin)
  const [, after = ''] = rest.split(end)
  return `${before}${questionText()}${after}`
}

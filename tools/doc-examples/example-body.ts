import ts from 'typescript'

/** A fence's code, ready to stand in an async function, with each `// => value` turned into a call of `check_`. */
export interface ExampleBody {
  /** The import declarations, as written. */
  readonly imports: string
  /** Everything else; calls `check_(index, actual, expected)` once for each value. */
  readonly body: string
  /** Line of each value within the fence, counted from 0, by index. */
  readonly valueLines: readonly number[]
  /** What cannot be understood, with the line within the fence counted from 0; such an example must fail. */
  readonly faults: readonly { readonly line: number; readonly message: string }[]
}

interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

const marker = /\/\/\s*=>/

/**
 * Turns the code of a fence into an executable body.
 *
 * A value belongs to the expression or variable statement it trails, or to the one on the line above. It is a TypeScript
 * expression and may go on over further comment lines. `console.log(x) // => v` checks `x`. A value that belongs to nothing,
 * or that is not an expression, is a fault: no promise in a document goes unchecked.
 */
export function exampleBody(code: string): ExampleBody {
  const source = ts.createSourceFile('example.ts', code, ts.ScriptTarget.Latest, true)
  const edits: Edit[] = []
  const imports: string[] = []
  const valueLines: number[] = []
  const faults: { line: number; message: string }[] = syntaxFaults(code)
  const claimed = new Set<number>()

  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) {
      imports.push(node.getText())
      edits.push({ start: node.getStart(), end: node.end, text: '' })
      return
    }
    if (ts.isExportDeclaration(node) || ts.isExportAssignment(node))
      edits.push({ start: node.getStart(), end: node.end, text: '' })
    if (ts.canHaveModifiers(node) && node.parent === source)
      for (const modifier of ts.getModifiers(node) ?? [])
        if (modifier.kind === ts.SyntaxKind.ExportKeyword || modifier.kind === ts.SyntaxKind.DefaultKeyword)
          edits.push({ start: modifier.getStart(), end: modifier.end, text: '' })

    if (ts.isExpressionStatement(node) || ts.isVariableStatement(node)) {
      const value = valueAfter(code, node.end)
      if (value !== null) {
        for (const line of value.lines) claimed.add(line)
        const [line = 0] = value.lines
        if (value.expression === null) faults.push({ line, message: 'the value after // => is not a TypeScript expression' })
        else {
          const edit = checkEdit(node, valueLines.length, value.expression)
          if (edit === null)
            faults.push({ line, message: 'a value needs one expression, or one declaration with an initialiser' })
          else {
            edits.push(edit)
            valueLines.push(line)
          }
        }
      }
    }
    ts.forEachChild(node, visit)
  }
  visit(source)

  code.split('\n').forEach((text, line) => {
    const at = marker.exec(text)
    if (at === null || claimed.has(line)) return
    if (!insideLiteral(source, source.getPositionOfLineAndCharacter(line, at.index)))
      faults.push({ line, message: 'this // => belongs to no expression or declaration' })
  })
  return { imports: imports.join('\n'), body: apply(code, edits), valueLines, faults }
}

function checkEdit(node: ts.ExpressionStatement | ts.VariableStatement, index: number, value: string): Edit | null {
  const check = (expression: ts.Expression): Edit => ({
    start: expression.getStart(),
    end: expression.end,
    text: `check_(${index}, (${expression.getText()}), (${value}\n))`,
  })
  if (ts.isExpressionStatement(node)) {
    const { expression } = node
    if (!ts.isCallExpression(expression) || expression.expression.getText() !== 'console.log') return check(expression)
    const [argument, ...more] = expression.arguments
    return argument === undefined || more.length > 0 ? null : check(argument)
  }
  const [declaration, ...more] = node.declarationList.declarations
  if (declaration?.initializer === undefined || more.length > 0) return null
  if (!ts.isIdentifier(declaration.name)) return check(declaration.initializer)
  return { start: node.end, end: node.end, text: `;check_(${index}, (${declaration.name.text}), (${value}\n));` }
}

function valueAfter(code: string, end: number): { readonly expression: string | null; readonly lines: readonly number[] } | null {
  const lines = code.split('\n')
  const before = code.slice(0, end).split('\n')
  let line = before.length - 1
  const rest = (lines[line] ?? '').slice((before.at(-1) ?? '').length)
  let first = /^\s*;?\s*\/\/\s*=>(.*)$/.exec(rest)
  if (first === null && /^\s*;?\s*$/.test(rest)) first = /^\s*\/\/\s*=>(.*)$/.exec(lines[++line] ?? '')
  if (first === null) return null
  const used = [line]
  let text = first[1] ?? ''
  while (!isExpression(text)) {
    const next = /^\s*\/\/(?:\s*=>)?(.*)$/.exec(lines[++line] ?? '')
    if (next === null) return { expression: null, lines: used }
    used.push(line)
    text += `\n${next[1] ?? ''}`
  }
  return { expression: text, lines: used }
}

function isExpression(text: string): boolean {
  if (text.trim() === '') return false
  return syntaxFaults(`(\n${text}\n)`).length === 0
}

function syntaxFaults(code: string): { line: number; message: string }[] {
  const { diagnostics = [] } = ts.transpileModule(code, {
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ESNext, module: ts.ModuleKind.ESNext },
  })
  return diagnostics.map(({ messageText, start = 0 }) => ({
    line: code.slice(0, start).split('\n').length - 1,
    message: ts.flattenDiagnosticMessageText(messageText, ' '),
  }))
}

function insideLiteral(source: ts.SourceFile, position: number): boolean {
  const covers = (node: ts.Node): boolean => {
    if (position < node.getStart() || position >= node.end) return false
    if (ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node) || ts.isRegularExpressionLiteral(node)) return true
    return ts.forEachChild(node, (child) => covers(child) || undefined) ?? false
  }
  return covers(source)
}

function apply(code: string, edits: readonly Edit[]): string {
  let text = code
  for (const { start, end, text: replacement } of edits.toSorted((a, b) => b.start - a.start || b.end - a.end))
    text = text.slice(0, start) + replacement + text.slice(end)
  return text
}

import ts from 'typescript'
import { type Fence, fencesIn } from './fence.ts'

/** The TypeScript fences in the doc blocks of a source file; the subject of each is the documented symbol. */
export function docBlockFences(file: string, text: string): readonly Fence[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
  const seen = new Set<number>()
  const fences: Fence[] = []
  const visit = (node: ts.Node): void => {
    for (const comment of ts.getLeadingCommentRanges(text, node.pos) ?? []) {
      if (seen.has(comment.pos) || !text.startsWith('/**', comment.pos)) continue
      seen.add(comment.pos)
      const lines = text
        .slice(comment.pos, comment.end)
        .split('\n')
        .map((line) => line.replace(/^\s*\*(?!\/) ?/, ''))
      const firstLine = source.getLineAndCharacterOfPosition(comment.pos).line + 1
      fences.push(...fencesIn(lines, { file, firstLine, subjectAt: () => nameOf(node) ?? file }))
    }
    ts.forEachChild(node, visit)
  }
  visit(source)
  visit(source.endOfFileToken)
  return fences.sort((a, b) => a.line - b.line)
}

function nameOf(node: ts.Node): string | undefined {
  if (ts.isSourceFile(node)) return node.statements[0] && nameOf(node.statements[0])
  if (ts.isVariableStatement(node)) return node.declarationList.declarations[0]?.name.getText()
  const name = ts.isDeclarationStatement(node) || ts.isTypeElement(node) || ts.isClassElement(node) ? node.name : undefined
  return name?.getText()
}

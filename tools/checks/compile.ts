import { dirname, join, relative } from 'node:path'
import ts from 'typescript'

/**
 * Compiles what a tsconfig includes, together with files that exist only here.
 *
 * @param root - The workspace's folder.
 * @param config - File name of the tsconfig, in the root.
 * @param inMemory - Texts by path from the root; they win over files on disk.
 * @returns Every error as `path: message`, paths from the root; and the files of the workspace that were compiled.
 */
export function compile(
  root: string,
  config: string,
  inMemory: Readonly<Record<string, string>> = {},
): { readonly errors: readonly string[]; readonly files: readonly string[] } {
  const parsed = ts.getParsedCommandLineOfConfigFile(join(root, config), undefined, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
      throw new TypeError(ts.flattenDiagnosticMessageText(messageText, '\n'))
    },
  })
  if (parsed === undefined) throw new TypeError(`no ${config}`)
  const texts = new Map(Object.entries(inMemory).map(([path, text]) => [join(root, path), text]))
  const host = ts.createCompilerHost(parsed.options, true)
  const { fileExists, readFile, getSourceFile } = host
  host.fileExists = (path) => texts.has(path) || fileExists(path)
  host.readFile = (path) => texts.get(path) ?? readFile(path)
  host.getSourceFile = (path, options, ...rest) => {
    const text = texts.get(path)
    return text === undefined ? getSourceFile(path, options, ...rest) : ts.createSourceFile(path, text, options, true)
  }
  const program = ts.createProgram({ rootNames: [...parsed.fileNames, ...texts.keys()], options: parsed.options, host })
  const pathOf = (file: ts.SourceFile): string => relative(root, file.fileName).replaceAll('\\', '/')
  const errors = [...parsed.errors, ...ts.getPreEmitDiagnostics(program)].map(({ file, start = 0, messageText }) => {
    const message = ts.flattenDiagnosticMessageText(messageText, '\n')
    if (file === undefined) return message
    const line = texts.has(file.fileName) ? '' : `:${file.getLineAndCharacterOfPosition(start).line + 1}`
    return `${pathOf(file)}${line}: ${message}`
  })
  const files = program.getSourceFiles().map(pathOf)
  return { errors, files: files.filter((path) => !path.includes('node_modules') && dirname(path) !== '.') }
}

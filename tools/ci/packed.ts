import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { findFences } from '../doc-examples/find-fences.ts'
import { readWorkspace, type WorkspacePackage } from '../workspace/workspace.ts'
import { checkOldestNode } from './oldest-node.ts'
import { checkRunners } from './runners.ts'
import { command, pnpm, step, type Tally } from './tally.ts'

/** Packs what would be published, inspects it, and uses it from an empty project as a stranger would. */
export function checkPacked(tally: Tally): void {
  const published = readWorkspace(process.cwd()).filter(({ manifest }) => manifest.private !== true)
  const tarballs = mkdtempSync(join(tmpdir(), 'caseload-packed-'))
  for (const { folder } of published) {
    step(tally, `pack ${folder}`, () => {
      pnpm(['pack', '--pack-destination', tarballs], { cwd: join('packages', folder) })
    })
    const tarball = () => tarballOf(tarballs, folder)
    step(tally, `publint ${folder}`, () => {
      command('publint', ['run', tarball(), '--strict'])
    })
    step(tally, `attw ${folder}`, () => {
      command('attw', [tarball(), '--profile', 'node16', '--no-emoji', '--no-color'])
    })
  }

  const project = mkdtempSync(join(tmpdir(), 'caseload-consumer-'))
  step(tally, 'install the packed packages into an empty project', () => {
    writeFileSync(join(project, 'package.json'), '{ "name": "consumer", "version": "1.0.0", "private": true }\n')
    const files = published.map(({ folder }) => tarballOf(tarballs, folder))
    const others = ['zod@4', 'neverthrow@8', '@types/node@24']
    command('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...files, ...others], { cwd: project })
  })
  // What is optional must not be needed by the packages themselves, only by the entries that say so.
  const entries = published.flatMap(entriesOf)
  const isMain = (specifier: string): boolean => specifier.split('/').length === 2
  for (const specifier of entries.filter(isMain)) checkEntry(tally, project, specifier)
  step(tally, 'install what is optional beside them', () => {
    const optional = published.flatMap(({ manifest }) =>
      Object.keys(manifest.peerDependenciesMeta ?? {}).map((name) => `${name}@${manifest.peerDependencies?.[name] ?? '*'}`),
    )
    command('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', ...optional], { cwd: project })
  })
  for (const specifier of entries.filter((each) => !isMain(each))) checkEntry(tally, project, specifier)
  checkTypes(tally, project, entries)
  checkReadme(tally, project)
  checkRunners(tally, project)
  for (const range of new Set(published.map(({ manifest }) => manifest.engines?.['node'] ?? '')))
    checkOldestNode(tally, project, range)
  for (const folder of [tarballs, project]) rmSync(folder, { recursive: true, force: true })
}

function tarballOf(folder: string, name: string): string {
  const file = readdirSync(folder).find((path) => new RegExp(`^caseload-${name}-\\d`).test(path))
  if (file === undefined) throw new Error(`no tarball of ${name}`)
  return join(folder, file)
}

function entriesOf({ manifest }: WorkspacePackage): readonly string[] {
  return Object.keys(manifest.exports ?? {})
    .filter((subpath) => subpath !== './package.json')
    .map((subpath) => `${manifest.name}${subpath.slice(1)}`)
}

function checkEntry(tally: Tally, project: string, specifier: string): void {
  const names = (code: string, ...flags: readonly string[]): string =>
    command('node', [...flags, '--input-type=module', '--eval', code], { cwd: project }).trim()
  const print = "console.log(Object.keys(entry).filter((name) => name !== 'default' && name !== 'module.exports').sort().join())"
  let imported = ''
  step(tally, `import ${specifier}`, () => {
    imported = names(`const entry = await import('${specifier}'); ${print}`)
    if (imported === '') throw new Error('exports nothing')
  })
  step(tally, `require ${specifier}`, () => {
    // Who loads CJS only, as jest does, has no `require` of ES modules.
    const required = names(
      `import { createRequire } from 'node:module'; const entry = createRequire(import.meta.url)('${specifier}'); ${print}`,
      '--no-experimental-require-module',
    )
    if (required !== imported) throw new Error(`CJS exports ${required}, ESM ${imported}`)
  })
}

function checkTypes(tally: Tally, project: string, specifiers: readonly string[]): void {
  const names = specifiers.map((_, index) => `entry${index}`)
  const imports = specifiers.map((specifier, index) => `import * as entry${index} from '${specifier}'`)
  const consumer = `${imports.join('\n')}\nexport const entries: readonly object[] = [${names.join(', ')}]\n`
  for (const file of ['consumer.mts', 'consumer.cts']) writeFileSync(join(project, file), consumer)
  const tsc = (files: readonly string[], module: string, resolution: string): void => {
    const options = ['--strict', '--exactOptionalPropertyTypes', '--noEmit', '--target', 'es2023', '--types', 'node']
    command(
      'node',
      [resolve('node_modules/typescript/bin/tsc'), ...options, '--module', module, '--moduleResolution', resolution, ...files],
      {
        cwd: project,
      },
    )
  }
  step(tally, 'type-check a consumer, nodenext, ESM and CJS', () => tsc(['consumer.mts', 'consumer.cts'], 'nodenext', 'nodenext'))
  step(tally, 'type-check a consumer, bundler', () => tsc(['consumer.mts'], 'esnext', 'bundler'))
}

function checkReadme(tally: Tally, project: string): void {
  const fences = findFences(process.cwd()).filter(({ file, runs }) => file === 'README.md' && runs)
  for (const fence of fences) {
    const folder = join(project, `readme-${fence.line}`)
    mkdirSync(folder)
    writeFileSync(join(folder, 'main.mts'), fence.code)
    step(tally, `run README.md:${fence.line} on the packed packages`, () => {
      command('node', ['main.mts'], { cwd: folder })
    })
  }
  if (fences.length === 0)
    step(tally, 'README.md shows an example', () => {
      throw new Error('it has no TypeScript fence')
    })
}

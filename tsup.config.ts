import { copyFileSync, readFileSync } from 'node:fs'
import { defineConfig } from 'tsup'
import { packageTable } from './tools/workspace/package-table.ts'

// Run by each package's own `build`, so the working directory is the package's.
const manifest: {
  readonly name: string
  readonly exports: Readonly<Record<string, { readonly '@caseload/source'?: string }>>
  readonly dependencies?: Readonly<Record<string, string>>
} = JSON.parse(readFileSync('package.json', 'utf8'))
const row = packageTable[manifest.name.replace('@caseload/', '')]

// Has ES modules only. Node.js can `require` those, but jest and older bundlers cannot: the CJS build carries what it needs of it, and its licence.
const esmOnly = ['@noble/hashes'].filter((name) => manifest.dependencies?.[name] !== undefined)

export default defineConfig({
  entry: Object.values(manifest.exports).flatMap((target) => target['@caseload/source'] ?? []),
  format: ['esm', 'cjs'],
  target: 'es2023',
  dts: true,
  // Without it the CJS build repeats module state in every entry.
  splitting: true,
  sourcemap: true,
  clean: true,
  tsconfig: '../../tsconfig.json',
  // `neutral` refuses `node:` imports: what is not a shell, and has no entry for Node.js alone, runs in any runtime.
  platform: row?.role === 'shell' || row?.node !== undefined ? 'node' : 'neutral',
  // It would turn `node:sqlite` into `sqlite`, which does not exist.
  removeNodeProtocol: false,
  noExternal: esmOnly,
  esbuildOptions(options, { format }) {
    if (format === 'esm') options.external = [...(options.external ?? []), ...esmOnly]
  },
  onSuccess: async () => {
    for (const name of esmOnly)
      copyFileSync(`node_modules/${name}/LICENSE`, `dist/${name.replace('@', '').replace('/', '-')}.LICENSE.txt`)
  },
})

/** Builds what `npm start` serves, from source hashes: what did not change is not built again. */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'

const ROOT = join(import.meta.dirname, '..')

function files(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (entry.name === 'node_modules' || entry.name.endsWith('.test.ts')) return []
    const full = join(folder, entry.name)
    return entry.isDirectory() ? files(full) : [full]
  })
}

function hashOf(folders) {
  const hash = createHash('sha256')
  const shared = ['package-lock.json', 'scripts/gzip.ts'].map((name) => join(ROOT, name))
  for (const file of [...folders.flatMap((f) => files(join(ROOT, f))), ...shared].sort()) hash.update(file).update(readFileSync(file))
  return hash.digest('hex')
}

const PARTS = {
  server: { from: ['server/src', 'packages/core', 'packages/text', 'packages/simulate'], build: buildServer },
  desk: { from: ['apps/desk', 'packages/ui', 'packages/core', 'packages/client'], build: () => vite('apps/desk') },
  public: { from: ['apps/public'], build: () => vite('apps/public') },
}

async function buildServer() {
  const { build } = await import('esbuild')
  await build({
    entryPoints: [join(ROOT, 'server/src/main.ts')],
    outdir: join(ROOT, 'dist/server'),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    sourcemap: 'linked',
    alias: {
      '@huying/core': join(ROOT, 'packages/core'),
      '@huying/text': join(ROOT, 'packages/text'),
      '@huying/simulate': join(ROOT, 'packages/simulate'),
    },
    logLevel: 'warning',
  })
}

function vite(app) {
  // A test that builds would else get React's development build.
  const env = { ...process.env, NODE_ENV: 'production' }
  const { status } = spawnSync('npx', ['vite', 'build', app, '--logLevel', 'warn'], { cwd: ROOT, stdio: 'inherit', env })
  if (status !== 0) throw new Error(`${app} did not build`)
}

/** Builds what changed; says each part once. */
export async function build(say = console.log) {
  const stamps = join(ROOT, 'dist/stamps.json')
  const known = existsSync(stamps) ? JSON.parse(readFileSync(stamps, 'utf8')) : {}
  for (const [name, part] of Object.entries(PARTS)) {
    const hash = hashOf(part.from)
    if (known[name] === hash && existsSync(join(ROOT, 'dist', name)) && statSync(join(ROOT, 'dist', name)).isDirectory()) continue
    say(`正在构建 ${name} ……`)
    await part.build()
    mkdirSync(join(ROOT, 'dist'), { recursive: true })
    known[name] = hash
    writeFileSync(stamps, JSON.stringify(known))
  }
}

if (process.argv[1] === import.meta.filename) await build()

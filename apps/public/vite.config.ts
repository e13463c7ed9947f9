import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { gzip } from '../../scripts/gzip.ts'

/** Built by `npx vite build apps/public` into dist/public, which the server serves at /. Nothing inline, nothing from elsewhere. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  plugins: [react(), gzip()],
  build: {
    target: 'chrome90',
    outDir: '../../dist/public',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  server: { proxy: { '/api': process.env.HUYING_API ?? 'http://127.0.0.1:12345' } },
})

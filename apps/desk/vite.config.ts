import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { gzip } from '../../scripts/gzip.ts'

/** Built by `npx vite build apps/desk` into dist/desk, which the server serves under /desk/. Nothing comes from elsewhere. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/desk/',
  plugins: [react(), gzip()],
  build: {
    target: 'chrome90',
    outDir: '../../dist/desk',
    emptyOutDir: true,
    chunkSizeWarningLimit: 1200,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // Charts are loaded with the first page that draws one, not with the desk.
          groups: [{ name: 'vendor', test: /node_modules[\\/](?!echarts|zrender|tslib)/ }],
        },
      },
    },
  },
  server: { proxy: { '/api': process.env.HUYING_API ?? 'http://127.0.0.1:12345' } },
})

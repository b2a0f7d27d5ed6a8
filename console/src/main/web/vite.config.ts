import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// The platform to develop against: `SONGLAM=http://localhost:9443 npm run dev`.
const platform = process.env.SONGLAM ?? 'http://localhost:9443';

export default defineConfig({
  plugins: [react()],
  html: { cspNonce: '__CSP_NONCE__' },
  worker: { format: 'es' },
  build: {
    outDir: process.env.WEBROOT ?? 'dist',
    emptyOutDir: true,
    // Fonts and icons stay files: the Content-Security-Policy allows no data: fonts.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
    reportCompressedSize: false,
    rolldownOptions: { checks: { bundlerTimings: false } },
  },
  server: { proxy: { '/api': platform } },
  // Pages are loaded while the rest of the build runs beside.
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.{ts,tsx}'],
    maxWorkers: 2,
    testTimeout: 30_000,
  },
});

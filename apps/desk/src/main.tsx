import './older.ts'
import '@huying/ui/ui.css'
import './desk.css'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ApiError } from './api.ts'
import { SetupPage } from './account/SetupPage.tsx'
import { DensityProvider } from './density.tsx'
import { router } from './router.tsx'
import { OwedPage } from './account/OwedPage.tsx'
import { SessionProvider } from './session.tsx'

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (count, error) => count < 2 && !(error instanceof ApiError && error.status >= 400 && error.status < 500),
      refetchOnWindowFocus: true,
    },
    mutations: { retry: false },
  },
})

/** The link that an empty centre's server prints. */
const setup = new URLSearchParams(window.location.search).get('setup')

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <DensityProvider>
          {setup ? (
            <SetupPage token={setup} />
          ) : (
            <SessionProvider owed={OwedPage}>
              <RouterProvider router={router} />
            </SessionProvider>
          )}
        </DensityProvider>
      </QueryClientProvider>
    </StrictMode>,
  )
}

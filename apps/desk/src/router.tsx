import { createRootRoute, createRoute, createRouter, Outlet } from '@tanstack/react-router'
import { LoadingRows } from '@huying/ui'
import { Suspense } from 'react'
import { Frame } from './frame/Frame.tsx'
import { HomePage } from './frame/HomePage.tsx'
import { BrokenPage, UnknownPage } from './frame/UnknownPage.tsx'
import { type PageEntry, PAGES } from './routes.tsx'

const rootRoute = createRootRoute({ component: Outlet, notFoundComponent: Nowhere, errorComponent: BrokenPage })

function Nowhere() {
  return (
    <Frame title="没有这个页面">
      <UnknownPage />
    </Frame>
  )
}

function routeOf({ path, element: Element, bare, title, code, narrow }: PageEntry) {
  const body = (
    <Suspense fallback={<LoadingRows />}>
      <Element />
    </Suspense>
  )
  return createRoute({
    getParentRoute: () => rootRoute,
    path,
    errorComponent: BrokenPage,
    component: () =>
      bare ? (
        body
      ) : (
        <Frame active={code} title={title} narrow={narrow}>
          {body}
        </Frame>
      ),
  })
}

const home = createRoute({ getParentRoute: () => rootRoute, path: '/', component: HomePage })

export const router = createRouter({
  routeTree: rootRoute.addChildren([home, ...PAGES.map(routeOf)]),
  basepath: import.meta.env.BASE_URL,
  // Values of the address are texts: 0412 stays 0412.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(Object.entries(search).flatMap(([k, v]) => (v === undefined ? [] : [[k, String(v)]]))).toString()
    return text && `?${text}`
  },
})

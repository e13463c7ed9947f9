/** Below a list that is read page by page: how many stand there, and the next page. */
import { Button } from 'antd'

interface Paged {
  hasNextPage: boolean
  isFetchingNextPage: boolean
  fetchNextPage: () => unknown
}

export const More = ({ list, page }: { list: Paged /** As 50 件. */; page: string }) =>
  list.hasNextPage && (
    <Button size="small" disabled={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
      再列 {page}
    </Button>
  )

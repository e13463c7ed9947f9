import { KeyLine } from '@huying/ui'

/** Below a list: what was just done, and the keys. */
export function SaidFoot({ said, keys }: { said?: string; keys: { keys: string[]; label: string }[] }) {
  return (
    <>
      {said && (
        <p className="dp-said" role="status">
          {said}
        </p>
      )}
      <KeyLine items={keys} note="输入时快捷键不生效" />
    </>
  )
}

import { Button } from 'antd'
import { Dialog } from '../frame/Dialog.tsx'

/** The first password, shown once to whoever hands it over. */
export function FirstPassword({ name, password, onClose }: { name: string; password: string; onClose: () => void }) {
  return (
    <Dialog title="初始密码" note={name} onClose={onClose}>
      <div className="dk-form">
        <div className="dk-form-body">
          <p className="bu-given">{password}</p>
          <p>只显示这一次，请当面告知本人。首次登录后须改成自己的密码。</p>
        </div>
        <div className="hy-missing-bar">
          <div className="hy-missing-do">
            <Button type="primary" onClick={onClose}>
              已告知
            </Button>
          </div>
        </div>
      </div>
    </Dialog>
  )
}

import { Button, CloseButton } from '@mantine/core';
import { useSay } from '../i18n';
import { useShortcut } from '../keyboard/registry';
import { dismiss, undoLatest, useToasts } from './store';
import classes from './toasts.module.css';

/** What was just done, bottom left, never over the detail panel. */
export function Toasts() {
  const say = useSay();
  const toasts = useToasts((state) => state.toasts);
  useShortcut('undo', 'z', say('keys.undo'), undoLatest);
  return (
    <section className={classes.toasts} aria-label={say('app.notices')} aria-live="polite">
      {toasts.map((toast) => (
        <div key={toast.id} className={classes.toast} data-kind={toast.kind}>
          <span>{toast.text}</span>
          {toast.undo && (
            <Button
              size="compact-xs"
              variant="light"
              onClick={() => {
                dismiss(toast.id);
                toast.undo?.();
              }}
            >
              {say('app.undo')} (z)
            </Button>
          )}
          <CloseButton size="xs" aria-label={say('app.close')} onClick={() => dismiss(toast.id)} />
        </div>
      ))}
    </section>
  );
}

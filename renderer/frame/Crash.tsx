/** What is shown in place of a part of the page that threw. */
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { useT } from '../i18n/i18n.tsx';
import { Button } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';

export class CrashBoundary extends Component<{ readonly children: ReactNode }, { readonly crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError(): { crashed: boolean } {
    return { crashed: true };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    console.error('a part of the page threw', error, info.componentStack);
  }

  override render(): ReactNode {
    return this.state.crashed ? <Crashed /> : this.props.children;
  }
}

function Crashed() {
  const t = useT();
  return (
    <EmptyState
      title={t('frame.crash.title')}
      actions={
        <Button look="primary" onClick={() => location.reload()}>
          {t('frame.crash.reload')}
        </Button>
      }
    >
      {t('frame.crash.advice')}
    </EmptyState>
  );
}

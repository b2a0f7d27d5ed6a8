import { Component, type ReactNode } from 'react';

const AGAIN_MILLIS = 10_000;

/** A wall has nobody to press "reload": after a defect the page starts afresh by itself. */
export class WallBoundary extends Component<{ children: ReactNode }, { failed: boolean }> {
  state = { failed: false };

  static getDerivedStateFromError() {
    return { failed: true };
  }

  componentDidCatch() {
    setTimeout(() => window.location.reload(), AGAIN_MILLIS);
  }

  render() {
    if (!this.state.failed) return this.props.children;
    return (
      <main role="alert">
        <p>Màn hình gặp lỗi, tự tải lại sau 10 giây · The display failed, reloading in 10 s</p>
      </main>
    );
  }
}

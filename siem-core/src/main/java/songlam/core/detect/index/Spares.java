package songlam.core.detect.index;

import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Working memory lent to one thread at a time. It belongs to its detector and goes with it: kept in
 * thread locals, that of a replaced detector, and with it the whole index, would live on in every
 * thread that ever used it.
 */
final class Spares<T> {
  private static final int SLOTS = 32;

  private final AtomicReferenceArray<@Nullable T> slots = new AtomicReferenceArray<>(SLOTS);
  private final Supplier<T> maker;

  Spares(Supplier<T> maker) {
    this.maker = maker;
  }

  /** One that nobody else has; give it back with {@link #giveBack}. */
  T take() {
    for (int slot = 0; slot < SLOTS; slot++) {
      T spare = slots.get(slot) == null ? null : slots.getAndSet(slot, null);
      if (spare != null) {
        return spare;
      }
    }
    return maker.get();
  }

  /** Kept for the next one; let go when all slots are full. */
  void giveBack(T spare) {
    for (int slot = 0; slot < SLOTS; slot++) {
      if (slots.get(slot) == null && slots.compareAndSet(slot, null, spare)) {
        return;
      }
    }
  }
}

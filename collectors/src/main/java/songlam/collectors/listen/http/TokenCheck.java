package songlam.collectors.listen.http;

import org.jspecify.annotations.Nullable;

/** Whether an {@code Authorization} header lets its sender send data in. */
public interface TokenCheck {
  boolean mayIngest(@Nullable String authorization);
}

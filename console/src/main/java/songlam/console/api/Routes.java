package songlam.console.api;

import io.vertx.ext.web.Router;

/** The routes of one noun. */
public interface Routes {
  /**
   * Adds them to the router of {@code /api/v1}.
   *
   * @param guard makes the handlers that let only certain roles through
   */
  void mount(Router api, Guard guard);
}

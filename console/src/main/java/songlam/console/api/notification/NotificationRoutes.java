package songlam.console.api.notification;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import songlam.console.api.Answer;
import songlam.console.api.Guard;
import songlam.console.api.Json;
import songlam.console.api.Routes;
import songlam.console.notify.Outbox;
import songlam.console.notify.Parcel;
import songlam.core.access.Role;

/** {@code GET /notifications}: every notice, delivered, waiting or given up. */
public final class NotificationRoutes implements Routes {
  private final Outbox outbox;

  public NotificationRoutes(Outbox outbox) {
    this.outbox = outbox;
  }

  @Override
  public void mount(Router api, Guard guard) {
    api.get("/notifications")
        .handler(guard.atLeast(Role.ANALYST))
        .handler(context -> Answer.withList(context, this::list));
  }

  private JsonArray list() {
    JsonArray items = new JsonArray();
    for (Parcel parcel : outbox.record()) {
      items.add(
          new JsonObject()
              .put("channel", parcel.channel())
              .put("kind", parcel.notice().kind())
              .put("id", parcel.notice().id())
              .put("title", Json.text(parcel.notice().title()))
              .put("severity", parcel.notice().severity())
              .put("state", parcel.state())
              .put("tries", parcel.tries())
              .put("lastError", parcel.lastError())
              .put("createdAt", Json.time(parcel.createdAt())));
    }
    return items;
  }
}

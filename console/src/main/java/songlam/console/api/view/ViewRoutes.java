package songlam.console.api.view;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.BiConsumer;
import songlam.console.api.Answer;
import songlam.console.api.Guard;
import songlam.console.api.Parameters;
import songlam.console.api.Routes;
import songlam.core.access.Role;

/** {@code /views}: each person sees and changes their own. */
public final class ViewRoutes implements Routes {
  private final SavedViews views;
  private final BiConsumer<String, String> audit;

  /**
   * @param audit takes who and what
   */
  public ViewRoutes(SavedViews views, BiConsumer<String, String> audit) {
    this.views = views;
    this.audit = audit;
  }

  @Override
  public void mount(Router api, Guard guard) {
    api.get("/views").handler(guard.atLeast(Role.OPERATOR)).handler(this::list);
    api.post("/views").handler(guard.atLeast(Role.OPERATOR)).handler(this::save);
    api.delete("/views/:id").handler(guard.atLeast(Role.OPERATOR)).handler(this::forget);
  }

  private void list(RoutingContext context) {
    String person = Guard.callerOf(context).name();
    Answer.withList(
        context,
        () -> {
          JsonArray list = new JsonArray();
          views.of(person).forEach(view -> list.add(json(view)));
          return list;
        });
  }

  private void save(RoutingContext context) {
    JsonObject body = Parameters.body(context);
    String person = Guard.callerOf(context).name();
    Answer.with(
        context,
        () -> {
          SavedView view =
              views.save(
                  person,
                  body.getString("page", ""),
                  body.getString("name", ""),
                  body.getString("search", ""));
          audit.accept(person, "saved view " + view.page() + " \"" + view.name() + "\"");
          return json(view);
        });
  }

  private void forget(RoutingContext context) {
    String id = Parameters.path(context, "id");
    String person = Guard.callerOf(context).name();
    Answer.with(
        context,
        () -> {
          SavedView view = views.forget(person, id);
          audit.accept(person, "forgot view " + view.page() + " \"" + view.name() + "\"");
          return json(view);
        });
  }

  private static JsonObject json(SavedView view) {
    return new JsonObject()
        .put("id", view.id())
        .put("page", view.page())
        .put("name", view.name())
        .put("search", view.search());
  }
}

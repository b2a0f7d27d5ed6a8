package songlam.console.api.openapi;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import songlam.core.access.Role;

/**
 * The OpenAPI 3.1 document: {@code openapi.yml}, joined by one file a noun with its {@code paths}
 * and {@code schemas}. What {@code x-role} means is spelled out here, so that no operation can
 * forget it.
 */
final class OpenApiDocument {
  /** THE table of nouns described. */
  private static final List<String> NOUNS =
      List.of(
          "health",
          "session",
          "alerts",
          "incidents",
          "events",
          "ledger",
          "rules",
          "map",
          "pipelines",
          "accounts",
          "notifications",
          "views",
          "ingest");

  private OpenApiDocument() {}

  /** The whole document. */
  static JsonObject read() {
    JsonObject document = yaml("openapi");
    JsonObject paths = new JsonObject();
    JsonObject schemas = document.getJsonObject("components").getJsonObject("schemas");
    for (String noun : NOUNS) {
      JsonObject file = yaml(noun);
      join(noun, file.getJsonObject("paths"), paths);
      join(noun, file.getJsonObject("schemas", new JsonObject()), schemas);
    }
    for (String path : paths.fieldNames()) {
      JsonObject item = paths.getJsonObject(path);
      item.fieldNames().forEach(method -> spellOut(method, item.getJsonObject(method)));
    }
    return document.put("paths", paths);
  }

  private static void join(String noun, JsonObject from, JsonObject into) {
    for (String name : from.fieldNames()) {
      if (into.containsKey(name)) {
        throw new IllegalStateException(noun + ".yml: " + name + " (expected: described once)");
      }
      into.put(name, from.getJsonObject(name));
    }
  }

  private static void spellOut(String method, JsonObject operation) {
    String label = operation.getString("x-role");
    if (label == null) {
      operation.put("security", new JsonArray());
      return;
    }
    JsonArray byToken = new JsonArray().add(scheme("token"));
    if (Role.of(label) == Role.INGEST) {
      operation.put("security", byToken);
      return;
    }
    if (!operation.containsKey("security")) {
      JsonObject session = scheme("session");
      if (!method.equals("get")) {
        session.put("csrf", new JsonArray());
      }
      operation.put("security", byToken.add(session));
    }
    operation
        .getJsonObject("responses")
        .put("401", response("NotSignedIn"))
        .put("403", response("NotAllowed"));
  }

  private static JsonObject scheme(String name) {
    return new JsonObject().put(name, new JsonArray());
  }

  private static JsonObject response(String name) {
    return new JsonObject().put("$ref", "#/components/responses/" + name);
  }

  private static JsonObject yaml(String name) {
    String resource = "/openapi/" + name + ".yml";
    try (InputStream in = OpenApiDocument.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is missing from the jar");
      }
      Map<String, Object> map = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      // A copy, because what an anchor names would else be shared by all who refer to it.
      return new JsonObject(new JsonObject(map).encode());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package songlam.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The OpenAPI document as the platform serves it, to hold answers against. */
record ApiDescription(JsonObject document) {
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  /**
   * @param role the least role that may call, null for an operation open to all
   */
  record Operation(String method, String path, @Nullable String role, JsonObject description) {
    String name() {
      return method + " " + path;
    }
  }

  List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    JsonObject paths = document.getJsonObject("paths");
    for (String path : paths.fieldNames()) {
      JsonObject item = paths.getJsonObject(path);
      for (String method : item.fieldNames()) {
        JsonObject operation = item.getJsonObject(method);
        operations.add(
            new Operation(
                method.toUpperCase(Locale.ROOT), path, operation.getString("x-role"), operation));
      }
    }
    return operations;
  }

  Set<String> names() {
    Set<String> names = new TreeSet<>();
    operations().forEach(operation -> names.add(operation.name()));
    return names;
  }

  /** Fails unless the answer is one the document tells of. */
  JsonObject check(String method, String path, HttpResponse<String> answer) {
    String what = method + " " + path + " -> " + answer.statusCode() + " " + answer.body();
    JsonObject response = response(method, path, answer.statusCode());
    assertNotNull(response, what);
    String type = answer.headers().firstValue("content-type").orElse("").replaceFirst(";.*", "");
    JsonObject content = response.getJsonObject("content", new JsonObject());
    assertEquals(content.isEmpty() ? Set.of("") : content.fieldNames(), Set.of(type), what);
    if (!type.endsWith("json")) {
      return new JsonObject();
    }
    JsonObject schema =
        new JsonObject()
            .put("components", document.getJsonObject("components"))
            .put("allOf", new JsonArray().add(content.getJsonObject(type).getJsonObject("schema")));
    Schema compiled = REGISTRY.getSchema(schema.encode(), InputFormat.JSON);
    assertEquals(List.<Error>of(), compiled.validate(answer.body(), InputFormat.JSON), what);
    return answer.body().startsWith("{") ? new JsonObject(answer.body()) : new JsonObject();
  }

  private @Nullable JsonObject response(String method, String path, int status) {
    JsonObject item = document.getJsonObject("paths").getJsonObject(path);
    assertNotNull(item, path);
    JsonObject response =
        item.getJsonObject(method.toLowerCase(Locale.ROOT))
            .getJsonObject("responses")
            .getJsonObject(String.valueOf(status));
    String reference = response == null ? null : response.getString("$ref");
    return reference == null
        ? response
        : document
            .getJsonObject("components")
            .getJsonObject("responses")
            .getJsonObject(reference.substring(reference.lastIndexOf('/') + 1));
  }
}

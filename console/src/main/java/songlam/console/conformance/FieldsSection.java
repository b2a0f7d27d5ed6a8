package songlam.console.conformance;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import songlam.core.detect.index.IndexedDetector;
import songlam.core.detect.match.Column;
import songlam.core.detect.match.Expression;
import songlam.core.detect.match.Source;
import songlam.core.detect.sigma.SigmaRule;
import songlam.core.detect.sigma.SigmaRules;

/** Fields of the public corpus that ECS has no field for: read under the product's own name. */
final class FieldsSection implements Section {
  @Override
  public void write(Path corpora, StringBuilder out) {
    out.append("## Fields\n\n");
    Path folder = corpora.resolve("sigma-rules");
    if (!Files.isDirectory(folder)) {
      out.append("The corpus sigma-rules is absent.\n");
      return;
    }
    SigmaRules rules = SigmaRules.load(List.of(folder));
    Set<Column> mapped = new LinkedHashSet<>();
    Map<String, Set<String>> unmapped = new TreeMap<>();
    for (IndexedDetector.Rule rule : rules.conditions(_ -> true)) {
      String product = rules.rule(rule.ref().id()).map(FieldsSection::product).orElse("");
      List<Column> columns = new ArrayList<>();
      collect(rule.condition(), columns);
      for (Column column : columns) {
        if (column.sources().stream().allMatch(Source.Vendor.class::isInstance)) {
          unmapped
              .computeIfAbsent(product, _ -> new TreeSet<>())
              .add(String.valueOf(column.sources().getLast()));
        } else {
          mapped.add(column);
        }
      }
    }
    out.append(
        "%,d fields are read from the vocabulary. ECS has no field for those below: they are read\n"
                .formatted(mapped.size())
            + "as the product calls them, where its events have them. An installation maps them, or\n"
            + "others, in `mapping/` beside its rules.\n\n");
    unmapped.forEach(
        (product, names) ->
            out.append(
                "- %s (%d): %s\n"
                    .formatted(
                        product.isEmpty() ? "any product" : product,
                        names.size(),
                        String.join(", ", names))));
  }

  private static String product(SigmaRule rule) {
    return rule.logsource().product();
  }

  private static void collect(Expression expression, List<Column> columns) {
    switch (expression) {
      case Expression.All(var parts) -> parts.forEach(part -> collect(part, columns));
      case Expression.Any(var parts) -> parts.forEach(part -> collect(part, columns));
      case Expression.Not(var part) -> collect(part, columns);
      case Expression.Named(_, var part) -> collect(part, columns);
      case Expression.Present(var column) -> columns.add(column);
      case Expression.Is(var column, _) -> columns.add(column);
      case Expression.Alike alike -> {
        columns.add(alike.column());
        columns.add(alike.other());
      }
    }
  }
}

package songlam.core.detect.index;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import songlam.core.detect.match.Column;
import songlam.core.detect.match.Expression;
import songlam.core.detect.match.Fold;
import songlam.core.detect.match.Place;
import songlam.core.detect.match.ValueTest;

/** Finds the anchors of an expression: a set of which one is there whenever it holds. */
final class Anchors {
  private Anchors() {}

  /**
   * Anchors of which one is there, and how often that is expected; worked out once for each, since
   * an expression is looked at again on every level above it.
   */
  private record Choice(List<Anchor> anchors, double rarity) {
    static Choice of(List<Anchor> anchors) {
      return new Choice(anchors, Rarity.of(anchors));
    }
  }

  /** The rarest set, or null when the expression may hold without any. */
  static @Nullable List<Anchor> of(Expression expression) {
    Choice choice = choice(expression);
    return choice == null ? null : choice.anchors();
  }

  private static @Nullable Choice choice(Expression expression) {
    return switch (expression) {
      case Expression.All(var parts) -> rarest(parts);
      case Expression.Any(var parts) -> together(parts);
      case Expression.Not _ -> null;
      case Expression.Named(_, var part) -> choice(part);
      case Expression.Present(var column) -> Choice.of(List.of(new Anchor.There(column)));
      case Expression.Alike(var column, _, _, _) -> Choice.of(List.of(new Anchor.There(column)));
      case Expression.Is(var column, var test) -> Choice.of(of(column, test));
    };
  }

  private static @Nullable Choice rarest(List<Expression> parts) {
    Choice best = null;
    for (Expression part : parts) {
      Choice choice = choice(part);
      if (choice != null && (best == null || choice.rarity() < best.rarity())) {
        best = choice;
      }
    }
    return best;
  }

  private static @Nullable Choice together(List<Expression> parts) {
    List<Anchor> all = new ArrayList<>();
    double sum = 0;
    for (Expression part : parts) {
      Choice choice = choice(part);
      if (choice == null) {
        return null;
      }
      all.addAll(choice.anchors());
      sum += choice.rarity();
    }
    return new Choice(all, sum);
  }

  private static List<Anchor> of(Column column, ValueTest test) {
    return switch (test) {
      case ValueTest.Literal(var place, var text, _) -> List.of(text(column, place, text));
      case ValueTest.Wildcards(var glob, _) -> {
        String literal = glob.longestLiteral();
        yield literal.isEmpty()
            ? List.of(new Anchor.There(column))
            : List.of(text(column, Place.ANYWHERE, literal));
      }
      case ValueTest.Regex regex -> ofRegex(column, regex);
      case ValueTest.Compared(var comparison, var limit) ->
          List.of(new Anchor.Number(column, comparison, limit));
      case ValueTest.Within(var block) -> List.of(new Anchor.Block(column, block));
      case ValueTest.DatePart _ -> List.of(new Anchor.There(column));
    };
  }

  private static List<Anchor> ofRegex(Column column, ValueTest.Regex regex) {
    List<Anchor> there = List.of(new Anchor.There(column));
    List<String> literals = RegexLiterals.required(regex.pattern().pattern());
    if (literals == null) {
      return there;
    }
    List<Anchor> anchors = new ArrayList<>();
    literals.forEach(literal -> anchors.add(text(column, Place.ANYWHERE, literal)));
    return Rarity.of(anchors) < Rarity.of(there) ? anchors : there;
  }

  private static Anchor text(Column column, Place place, String text) {
    return new Anchor.Text(column, place, Fold.fold(text));
  }
}

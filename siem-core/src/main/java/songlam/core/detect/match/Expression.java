package songlam.core.detect.match;

import java.util.List;
import java.util.Objects;

/** A condition on an event. What it means is {@link Meaning}; {@code index} is only faster. */
public sealed interface Expression {
  /** All of them hold; true when there is none. */
  record All(List<Expression> parts) implements Expression {
    public All {
      parts = List.copyOf(parts);
    }
  }

  /** One of them holds; false when there is none. */
  record Any(List<Expression> parts) implements Expression {
    public Any {
      parts = List.copyOf(parts);
    }
  }

  record Not(Expression part) implements Expression {}

  /** A part a person gave a name to, or wrote on a line of its own. */
  record Named(String name, Expression part) implements Expression {
    public Named {
      Objects.requireNonNull(part);
    }
  }

  /** A value of the column passes. */
  record Is(Column column, ValueTest test) implements Expression {}

  record Present(Column column) implements Expression {}

  /** A value of one column stands in a value of the other, letter case apart unless cased. */
  record Alike(Column column, Place place, Column other, boolean cased) implements Expression {}

  /** The same without the names people gave to its parts. */
  default Expression unnamed() {
    return switch (this) {
      case All(var parts) -> new All(parts.stream().map(Expression::unnamed).toList());
      case Any(var parts) -> new Any(parts.stream().map(Expression::unnamed).toList());
      case Not(var part) -> new Not(part.unnamed());
      case Named(_, var part) -> part.unnamed();
      case Is _, Present _, Alike _ -> this;
    };
  }

  /** {@code parts} as one expression: itself when it is the only one. */
  static Expression all(List<Expression> parts) {
    return parts.size() == 1 ? parts.getFirst() : new All(parts);
  }

  /** {@code parts} as one expression: itself when it is the only one. */
  static Expression any(List<Expression> parts) {
    return parts.size() == 1 ? parts.getFirst() : new Any(parts);
  }
}

package songlam.core.event;

/** The value types of {@link EcsField}; each names the Java type an {@link Event} holds for it. */
public enum EcsType {
  /** Exact text, a {@link String}. */
  KEYWORD,
  /** Prose searched by word, a {@link String}. */
  TEXT,
  /** An IPv4 or IPv6 address in canonical text form (RFC 5952), a {@link String}. */
  IP,
  /** A whole number, a {@link Long}. */
  LONG,
  /** A number, a {@link Double}. */
  DOUBLE,
  /** True or false, a {@link Boolean}. */
  BOOLEAN,
  /** A moment in milliseconds since 1970-01-01T00:00:00Z, a {@link Long}; ISO 8601 in JSON. */
  DATE,
  /** A point on WGS 84, a {@link GeoPoint}. */
  GEO_POINT;

  /** Whether the Java type of this field is {@link String}. */
  public boolean isText() {
    return switch (this) {
      case KEYWORD, TEXT, IP -> true;
      case LONG, DOUBLE, BOOLEAN, DATE, GEO_POINT -> false;
    };
  }
}

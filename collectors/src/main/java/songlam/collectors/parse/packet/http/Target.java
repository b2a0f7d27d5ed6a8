package songlam.collectors.parse.packet.http;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import songlam.core.event.EcsField;
import songlam.core.event.EventBuilder;

/** The URL asked for, from the request target and the Host header (RFC 9112 section 3). */
record Target(String domain, @Nullable Integer port, String path, @Nullable String query) {
  private static final Pattern ABSOLUTE = Pattern.compile("(?i)https?://([^/?#]*)(.*)");
  private static final Pattern AUTHORITY =
      Pattern.compile("(?:[^@]*@)?(\\[[^\\]]*\\]|[^:]*)(?::(\\d{1,5}))?");

  static Target of(String target, @Nullable String host) {
    Matcher absolute = ABSOLUTE.matcher(target);
    String authority = host == null ? "" : host.trim();
    String rest = target;
    if (absolute.matches()) {
      authority = absolute.group(1);
      rest = absolute.group(2);
    }
    int question = rest.indexOf('?');
    Matcher parts = AUTHORITY.matcher(authority);
    boolean isAuthority = parts.matches();
    String port = isAuthority ? parts.group(2) : null;
    return new Target(
        isAuthority ? parts.group(1).toLowerCase(Locale.ROOT) : authority,
        port == null ? null : Integer.valueOf(port),
        question < 0 ? rest : rest.substring(0, question),
        question < 0 ? null : rest.substring(question + 1));
  }

  void fill(EventBuilder event) {
    event
        .set(EcsField.URL_SCHEME, "http")
        .set(EcsField.URL_DOMAIN, domain)
        .set(EcsField.DESTINATION_DOMAIN, domain)
        .set(EcsField.URL_PATH, path)
        .set(EcsField.URL_QUERY, query);
    if (port != null) {
      event.set(EcsField.URL_PORT, (long) port);
    }
    if (!domain.isEmpty()) {
      String full = "http://" + domain + (port == null ? "" : ":" + port) + path;
      event.set(EcsField.URL_FULL, query == null ? full : full + "?" + query);
    }
  }
}

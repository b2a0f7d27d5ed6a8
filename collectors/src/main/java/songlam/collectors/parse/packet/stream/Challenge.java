package songlam.collectors.parse.packet.stream;

import static java.util.regex.Pattern.CASE_INSENSITIVE;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import songlam.collectors.parse.packet.stream.MessageReader.Head;

/**
 * What an answer of HTTP or RTSP says of a request (RFC 9110 sections 11 and 15.5.2, RFC 7826
 * section 19). A client learns by a 401 that credentials are wanted, and by {@code stale=true} that
 * they are to be computed anew (RFC 7616 section 3.3): neither is a refusal.
 */
public final class Challenge {
  private static final int UNAUTHORIZED = 401;
  private static final int FAILED = 400;

  /** Cameras take a password in the address too: before the host, or among the parameters. */
  private static final Pattern IN_ADDRESS =
      Pattern.compile("^\\w+://[^/?#]*@|[?&](?:pwd|passw?(?:or)?d?|loginpas)=", CASE_INSENSITIVE);

  private Challenge() {}

  /**
   * The value of {@code event.outcome}.
   *
   * @param request null when it was not seen
   */
  public static String outcome(@Nullable Head request, Head response, int status) {
    if (status == UNAUTHORIZED && (isWithout(request) || isStale(response))) {
      return "unknown";
    }
    return status < FAILED ? "success" : "failure";
  }

  private static boolean isWithout(@Nullable Head request) {
    return request != null
        && request.header("authorization") == null
        && !IN_ADDRESS.matcher(request.word(1)).find();
  }

  private static boolean isStale(Head response) {
    String wanted = response.header("www-authenticate");
    return wanted != null
        && wanted.toLowerCase(Locale.ROOT).replaceAll("[\\s\"]", "").contains("stale=true");
  }
}

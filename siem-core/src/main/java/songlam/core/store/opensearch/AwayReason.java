package songlam.core.store.opensearch;

import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.opensearch.client.opensearch._types.OpenSearchException;
import org.opensearch.client.transport.httpclient5.ResponseException;

/**
 * Why the store does not answer, as a sentence that says what to do where it is known: it stands on
 * the health page and in the log. Holds nothing of what was sent, so no secret.
 */
final class AwayReason {
  private AwayReason() {}

  static String of(Exception cause) {
    int status = 0;
    @Nullable Throwable at = cause;
    for (int depth = 0; at != null && depth < 10; depth++, at = at.getCause()) {
      switch (at) {
        case CertPathBuilderException _, CertPathValidatorException _ -> {
          return "nobody we trust signed its certificate"
              + " (expected: store.authority, the PEM file of who did)";
        }
        case SSLPeerUnverifiedException e -> {
          return "its certificate is for another name: " + firstLine(e);
        }
        case SSLException e -> {
          if (e.getCause() == null) {
            return "no TLS with it: " + firstLine(e);
          }
        }
        case ResponseException e -> status = e.status();
        case OpenSearchException e -> status = e.status();
        default -> {}
      }
    }
    return switch (status) {
      case 401 ->
          "it does not take our sign-in, status 401"
              + " (expected: store.username and store.password of an account it knows)";
      case 403 ->
          "our account there may not do what is needed, status 403"
              + " (expected: one that may make templates and indices of songlam-*)";
      default -> firstLine(cause);
    };
  }

  private static String firstLine(Throwable cause) {
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
  }
}
